# Impor data: daftar sendiri, diperiksa dulu baru disimpan
menu-imports = Impor data
imports = Impor data
imports-lede = Daftar yang Anda unggah. Tidak ada yang disimpan sebelum Anda memutuskannya.
imports-lede-all = Daftar yang diunggah di wilayah Anda. Hanya pengunggahnya yang dapat meneruskan.
imports-add = Unggah daftar
imports-empty = Belum ada daftar yang diunggah
imports-empty-text = Unggah daftar XLSX atau CSV; setiap baris diperiksa dan Anda yang memutuskan apa yang disimpan.
imports-empty-all = Daftar yang diunggah di wilayah Anda muncul di sini.
import = Impor
import-nameless = Daftar tanpa nama berkas
import-file = Berkas
import-rows = Baris di berkas
import-create = Baru
import-create-detail = akan dibuat
import-unchanged = Sama persis
import-unchanged-detail = dilewati
import-faulty = Salah
import-faulty-detail = perlu diperbaiki
import-warned = Peringatan
import-warned-detail = tetap dapat disimpan
import-read-only = Anda membaca daftar orang lain. Hanya pengunggahnya yang memutuskan apa yang disimpan.
import-download-file = Unduh berkas asli
import-discard = Buang daftar ini
import-discard-title = Buang daftar ini?
import-discard-text = Berkas dan semua barisnya dimusnahkan sekarang dan tidak dapat dikembalikan. Belum ada yang disimpan darinya.
import-discard-kept = Berkas dan semua barisnya dimusnahkan sekarang dan tidak dapat dikembalikan. { $n } baris yang sudah disimpan tetap ada di daftar penerima manfaat.
import-discarded = Daftar dibuang
import-no-region = Tanpa kelurahan bawaan

import-steps = Langkah impor
import-step-file = Berkas
import-step-result = Hasil
import-step-keep = Simpan

# Langkah pertama
import-new = Unggah daftar
import-new-lede = Belum ada yang disimpan sampai langkah 3.
upload-region = Kelurahan untuk baris yang tidak menyebutnya
upload-region-hint = Kosongkan bila berkas mempunyai kolom kelurahan.
upload-file = Taruh berkas di sini, atau pilih
upload-file-hint = XLSX atau CSV, sampai 10.000 baris dan 10 MB. Daftar Anda sendiri boleh, tidak harus templat.
upload-chosen = Terpilih: { $name } ({ $size })
upload-wrong-kind = Berkas ini bukan XLSX atau CSV. Simpan lembarnya sebagai salah satunya, lalu pilih lagi.
upload-empty = Berkas ini kosong. Pilih berkas yang berisi daftar.
upload-too-large = Berkas ini lebih dari 10 MB. Bagi menjadi beberapa berkas.
upload-unreadable = Berkas tidak dapat dibaca dari perangkat ini. Tutup di program lain, lalu pilih lagi.
upload-choose-first = Pilih berkas dulu.
upload-send = Unggah dan periksa
upload-sending = Mengunggah berkas…
upload-kept = Belum tersambung. Berkas tetap terpilih di halaman ini dan dikirim lagi dalam { $seconds } detik; daftar yang sama tidak akan masuk dua kali.
upload-template = Templat
upload-template-text = Lembar kosong dengan nama kolom, daftar pilihan, dan petunjuk pengisian.
upload-template-get = Unduh templat

# Sedang dikerjakan dan gagal
import-checking = Memeriksa setiap baris
import-committing = Menyimpan
import-progress = { $done } dari { $total } baris
import-waiting = Menunggu giliran…
import-may-leave = Halaman ini boleh ditinggalkan. Hasilnya tetap ada di “Impor data”.
import-job-failed = Pekerjaan ini terhenti. Sebutkan keterangan di bawah kepada petugas bantuan.
import-failed = Berkas tidak dapat dipakai
import-failed-text = Tidak ada yang disimpan. Perbaiki berkasnya, lalu unggah lagi.
import-failed-otherwise = Pemeriksaan terhenti karena gangguan sistem. Unggah lagi berkas yang sama.
import-again = Unggah lagi

# Hasil
import-nothing-kept = Belum ada yang disimpan
import-sum = { $rows } baris = { $create } baru + { $unchanged } sama persis + { $faulty } salah.
import-ignored = Kolom ini tidak dikenal dan dibiarkan:
import-by-outcome = Menurut hasil
import-tab = { $outcome } ({ $n })
import-rows-checked = Baris demi baris
import-no-rows = Tidak ada baris dengan hasil ini
import-no-rows-text = Pilih hasil lain di atas.
import-row = Baris
import-column = Kolom
import-value = Isi di berkas
import-why = Mengapa salah, apa yang harus dilakukan
import-is-fault = Salah
import-is-warning = Peringatan
import-empty-cell = (kosong)
import-will-create = Benar; akan dibuat bila disimpan.
import-will-skip = Sudah tercatat persis seperti ini; dilewati.
import-further = Lanjutkan bagaimana?
import-mend = Perbaiki dulu (disarankan)
import-mend-text = Perbaiki baris yang salah di berkas kesalahan, lalu unggah berkas itu saja. Baris yang benar menunggu di sini.
import-download-faults = Unduh { $n } baris dengan kolom kesalahan
import-upload-mended = Unggah baris yang sudah diperbaiki
import-keep-right = Simpan yang benar saja
import-keep-text = { $create } baris baru disimpan; { $faulty } baris salah tidak disimpan.
import-keep-all-text = Semua baris benar; { $create } baris baru disimpan.
import-keep = Simpan { $create } baris
import-keep-none = Tidak ada baris baru untuk disimpan.
import-again-in = Belum tersambung; dicoba lagi dalam { $seconds } detik.
import-reload = Muat ulang hasilnya

# Selesai
import-done = { $n } baris disimpan
import-committed = Disimpan
import-committed-at = Selesai
import-destroyed-on = Berkas dan barisnya dimusnahkan pada { $day }
import-to-beneficiaries = Lihat penerima manfaat
import-destroyed = Berkas ini sudah dimusnahkan
import-destroyed-text = Berkas dan barisnya dihapus, setelah waktunya atau atas permintaan pengunggahnya. Yang sudah disimpan tetap ada di daftar penerima manfaat.

# Beranda
import-task = Impor { $name } belum selesai
import-task-faulty = { $faulty } baris perlu diperbaiki dan { $create } baris siap disimpan; belum ada yang disimpan.
import-task-ready = { $create } baris siap disimpan; belum ada yang disimpan.
import-task-open = Buka hasil

import-state-checking = Sedang diperiksa
import-state-checked = Belum disimpan
import-state-committing = Sedang disimpan
import-state-committed = Disimpan
import-state-failed = Tidak dapat dipakai
import-state-destroyed = Dimusnahkan
row-outcome-create = Baru
row-outcome-unchanged = Sama persis
row-outcome-faulty = Salah
file-fault-unknown_format = Isi berkas ini bukan XLSX dan bukan CSV. Simpan lagi dari program lembar sebar sebagai XLSX.
file-fault-not_utf8 = Teks berkas CSV ini tidak terbaca. Simpan sebagai “CSV UTF-8” atau sebagai XLSX.
file-fault-no_header = Tidak ada baris judul dengan kolom nama. Beri judul pada setiap kolom, misalnya Nama, NIK, Tanggal Lahir.
file-fault-no_rows = Tidak ada baris berisi di bawah judul kolom.
file-fault-too_many_elsewhere = Lebih dari 30 NIK di berkas ini sudah ada di wilayah lain. Daftar ini tidak diproses; koordinator DP3A telah diberi tahu. Hubungi koordinator sebelum mengunggah lagi.
file-fault-too_many_rows = Berkas ini lebih dari 10.000 baris. Bagi menjadi beberapa berkas.
operation-create_import = Mengunggah daftar untuk diimpor
operation-commit_import = Menyimpan baris impor
operation-import_check = Memeriksa daftar yang diunggah
operation-import_commit = Mendata dari daftar yang diunggah
operation-destroy_import = Memusnahkan daftar yang diunggah
operation-discard_import = Membuang daftar impor
operation-link_import_file = Mengunduh berkas impor
operation-link_import_faults = Mengunduh baris impor yang salah
operation-link_import_template = Mengunduh templat impor
resource-import = Impor
resource-import_row = Baris impor
resource-import_template = Templat impor
