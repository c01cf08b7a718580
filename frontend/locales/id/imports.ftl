# Impor data: daftar sendiri, diperiksa dulu baru disimpan
imports = Impor data
imports-lede = Daftar yang Anda unggah. Tidak ada yang disimpan sebelum Anda memutuskannya.
imports-lede-all = Daftar yang diunggah di wilayah Anda. Hanya pengunggahnya yang dapat meneruskan.
imports-add = Unggah daftar
imports-empty = Belum ada daftar yang diunggah
imports-empty-text = Unggah daftar XLSX, XLS, ODS, atau CSV; setiap baris diperiksa dan Anda yang memutuskan apa yang disimpan.
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
import-new-lede = Belum ada yang disimpan sampai langkah 4.
upload-region = Kelurahan untuk baris yang tidak menyebutnya
upload-region-hint = Kosongkan bila berkas mempunyai kolom kelurahan.
upload-file = Taruh berkas di sini, atau pilih
upload-file-hint = XLSX, XLS, ODS, atau CSV, sampai 10.000 baris dan 10 MB. Daftar Anda sendiri boleh, tidak harus templat.
upload-chosen = Terpilih: { $name } ({ $size })
upload-wrong-kind = Berkas ini bukan XLSX, XLS, ODS, atau CSV. Simpan lembarnya sebagai salah satunya, lalu pilih lagi.
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
import-sum = { $rows } baris = { $create } baru + { $update } berubah + { $unchanged } sama persis + { $conflict } bentrok + { $faulty } salah.
import-ignored = Kolom ini tidak dikenal dan dibiarkan:
import-by-outcome = Menurut hasil
import-tab = { $outcome } ({ $n })
import-rows-checked = Baris demi baris
import-no-rows = Tidak ada baris dengan hasil ini
import-no-rows-text = Pilih hasil lain di atas.
import-row = Baris
import-column = Kolom
import-value = Isi di berkas, atau perubahannya
import-why = Mengapa, apa yang harus dilakukan
import-is-fault = Salah
import-is-warning = Peringatan
import-empty-cell = (kosong)
import-will-create = Benar; akan dibuat bila disimpan.
import-will-skip = Sudah tercatat persis seperti ini; dilewati.
import-further = Lanjutkan bagaimana?
import-mend = Perbaiki dulu (disarankan)
import-mend-text = Perbaiki baris yang salah atau bentrok di berkas kesalahan, lalu unggah berkas itu saja. Baris yang benar menunggu di sini.
import-download-faults = Unduh { $n } baris dengan kolom kesalahan
import-upload-mended = Unggah baris yang sudah diperbaiki
import-keep-right = Simpan yang benar saja
import-keep-text = { $create } baris baru disimpan; { $faulty } baris yang salah atau bentrok tidak disimpan.
import-keep-all-text = Semua baris benar; { $create } baris baru disimpan.
import-keep-all-both-text = Semua baris benar; { $create } baris baru dan { $update } perubahan disimpan.
import-keep-all-new-text = Semua baris benar; { $create } baris baru disimpan dan { $update } perubahan dibiarkan.
import-keep-both-text = { $create } baris baru dan { $update } perubahan disimpan; { $faulty } baris yang salah atau bentrok tidak disimpan.
import-keep-new-text = { $create } baris baru disimpan; { $update } perubahan dibiarkan; { $faulty } baris yang salah atau bentrok tidak disimpan.
import-keep = Simpan { $create } baris
import-keep-none = Tidak ada baris untuk disimpan.
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


import-update = Berubah
import-update-detail = sudah tercatat, isinya lain
import-conflict = Bentrok
import-conflict-detail = perlu Anda putuskan
import-mended = Sudah diperbaiki
import-uploaded-by = Diunggah oleh { $name }
import-step-columns = Kolom
import-will-change = Sudah tercatat; berubah bila disimpan.
import-from = Sekarang
import-to = menjadi
import-see-record = Lihat datanya
import-see-named = Lihat data { $name }
import-accept-changes = Bila diterima, datanya berubah:
import-accept-creates = Bila diterima, ia didaftarkan sebagai orang baru.
import-row-mended = Sudah masuk lagi dan disimpan setelah diperbaiki.
import-accept-row = Terima baris { $row }
import-updates = { $n } perempuan sudah tercatat dengan isi lain
import-updates-apply = Ubah menurut daftar ini
import-updates-leave = Biarkan seperti tercatat

# Dari mana daftar dibaca
import-read-from = Dibaca dari lembar “{ $sheet }”; judul kolom di baris { $row }.
import-read-from-csv = Dibaca dari berkas CSV; judul kolom di baris { $row }.
import-as-remembered = Kolomnya dicocokkan seperti diingat untuk “{ $source }” pada { $day } oleh { $name }.
import-forget = Lupakan sumber ini
import-forgotten = Sumber dilupakan; daftar ini tidak berubah
import-hidden-read = Kolom tersembunyi ikut dibaca: { $columns }.
import-other-sheets = Lembar lain tidak ikut: { $sheets }. Unggah lagi untuk lembar itu.
import-left-out = Bukan baris daftar dan dilewati: { $rows }.
import-mends = Ini perbaikan dari daftar sebelumnya; nomor baris mengikuti daftar itu.
import-change-columns = Ubah lembar atau kolom
import-change-columns-csv = Ubah kolom
upload-mends = Unggah berkas kesalahan yang sudah diperbaiki. Nomor barisnya mengikuti daftar yang pertama.

# Mencocokkan kolom
mapping-waits = Lembar atau kolom perlu Anda cocokkan dulu.
mapping-waits-csv = Kolom perlu Anda cocokkan dulu.
mapping-columns = Kolom berkas dan isian tujuan
mapping-known = { $known } dari { $all } kolom dikenali.
mapping-found = Judul kolom ditemukan di baris { $row }, lembar “{ $sheet }”.
mapping-found-csv = Judul kolom ditemukan di baris { $row }.
mapping-lacking = Belum ada kolom untuk: { $columns }. Baris tanpa isian itu akan salah.
mapping-hidden-read = Ada kolom tersembunyi di lembar ini; isinya ikut dibaca.
mapping-which-sheet = Lembar mana yang diimpor?
mapping-which-sheet-hint = Satu kali unggah membaca satu lembar. Unggah lagi untuk lembar lain.
mapping-sheet = { $sheet } ({ $n } baris)
mapping-hidden-sheet = lembar tersembunyi
mapping-in-file = Kolom di berkas
mapping-samples = Contoh isi
mapping-holds = Masuk ke isian
mapping-holds-of = Isian untuk { $heading }
mapping-state = Keadaan
mapping-letter = kolom { $letter }
mapping-hidden = tersembunyi
mapping-no-heading = (tanpa judul)
mapping-skip = Lewati kolom ini
mapping-recognised = Dikenali
mapping-chosen = Anda pilih
mapping-skipped = Dilewati
mapping-check = Periksa { $n } baris
mapping-back = Kembali ke hasil
mapping-needs-name = Pilih kolom yang berisi nama lengkap.
mapping-needs-source = Beri nama sumber daftar yang diingat.
mapping-doubled = Dua kolom menuju isian { $column }. Lewati salah satunya.
mapping-remember = Ingat pilihan ini untuk daftar dengan judul kolom yang sama
mapping-source = Nama sumber
mapping-source-hint = Misalnya “Daftar PKK RW 11”. Daftar berikutnya dikenali sendiri, di kelurahan ini saja.
mapping-wrong-row = Judul kolom ada di baris lain
mapping-row = Nomor baris judul
mapping-row-hint = Seperti nomor baris di lembar sebar.
mapping-needs-row = Tulis nomor baris judulnya.
mapping-read-again = Baca ulang lembar ini
mapping-read-again-csv = Baca ulang berkas ini


