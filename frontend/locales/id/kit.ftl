# Yang dipakai di semua halaman
app-name = P2WKSS
app-city = Kota Bekasi
app-title = P2WKSS Kota Bekasi
app-long-name = Program Terpadu Peningkatan Peranan Wanita menuju Keluarga Sehat Sejahtera (P2WKSS), Kota Bekasi
skip = Langsung ke isi
menu = Menu
menu-open = Buka menu
menu-close = Tutup menu
menu-main = Menu utama
menu-home = Beranda
menu-users = Pengguna
menu-roles = Penugasan
menu-audit = Jejak audit
menu-reference = Data acuan
menu-regions = Wilayah
menu-agencies = Perangkat daerah
menu-codes = Daftar kode
menu-account = Akun saya
menu-sign-out = Keluar
menu-no-role = Belum ada peran
crumbs = Letak halaman
parts = Bagian halaman
tab-overview = Ringkasan
loading = Memuat…
close = Tutup
cancel = Batal
edit = Ubah
all = Semua
yes = ya
no = tidak
note = Catatan
empty-value = belum diisi
created-at = Dibuat
updated-at = Terakhir diubah
language = Bahasa
copy = Salin
copied = Sudah disalin
copy-failed = Tidak dapat menyalin; salin sendiri dari layar
to-home = Ke beranda
retry = Coba lagi
quote = Kode untuk petugas bantuan: { $id }

ago-now = baru saja
ago-minutes = { $n } menit lalu
ago-hours = { $n } jam lalu
ago-days = { $n } hari lalu

# Isian
input-optional = (boleh kosong)
input-show-password = Perlihatkan kata sandi
input-loading = Memuat pilihan…
input-none = Belum diisi
input-choose = Pilih salah satu
input-clear = Hapus jawaban
form-faults = Ada { $n } isian yang perlu diperbaiki
reason-hint = Tulis sebabnya, 5 sampai 500 karakter. Alasan ini tercatat.

# Menyimpan
save = Simpan
save-busy = Menyimpan…
save-sending = Mengirim…
save-kept = Tersimpan di perangkat ini, dicoba lagi dalam { $seconds } detik
save-waiting = Menunggu sinyal…
save-now = Coba sekarang
save-stop = Berhenti mencoba
save-unsaved = { $n } isian belum disimpan
save-unchanged = Belum ada perubahan
editor-saved = Tersimpan
editor-unchanged = Tidak ada yang berubah
draft-restored = Isian dari { $time } dipulihkan; belum disimpan ke sistem.
draft-discard = Buang isian ini
leave-title = Tinggalkan tanpa menyimpan?
leave-text = Isian Anda belum disimpan ke sistem. Drafnya tetap ada di tab ini sampai tab ditutup atau Anda keluar.
leave-stay = Tetap di sini
leave-go = Tinggalkan

# Bentrok
conflict-title = Data ini berubah saat Anda mengisi
conflict-saved-at = Orang lain menyimpan pada { $time }.
conflict-count = { $n } isian berbeda.
conflict-nothing-lost = Tidak ada yang ditimpa sebelum Anda memilih.
conflict-caption = Isian yang berbeda
conflict-field = Isian dan nilai semula
conflict-before = semula { $value }
conflict-mine = Punya Anda
conflict-theirs = Punya orang lain
conflict-along = { $n } isian tanpa bentrok yang ikut disimpan
conflict-discard = Buang perubahan saya
conflict-later = Putuskan nanti
conflict-save = Simpan pilihan

# Daftar
table-sort = Urutkan menurut { $column }
pager = Halaman daftar
pager-range = { $first }–{ $last }
pager-of = { $first }–{ $last } dari { $total }
pager-of-at-least = { $first }–{ $last } dari sedikitnya { $total }
pager-previous = Sebelumnya
pager-next = Berikutnya
pager-first = Ke halaman pertama
pager-is-first = Ini halaman pertama
pager-is-last = Ini halaman terakhir
filters-active = Saringan aktif
filters-clear = Hapus semua
filter-remove = Hapus saringan: { $filter }
filter-name-contains = Memuat “{ $text }”
list-no-match = Tidak ada yang cocok
list-no-match-advice = Ubah kata pencarian atau hapus sebagian saringan.
list-show-all = Tampilkan semua

# Riwayat
history = Riwayat
history-empty = Belum ada riwayat
history-empty-text = Setiap perubahan tercatat di sini beserta pelakunya.
history-system = Sistem
history-to = menjadi

# Masalah
failure-no-answer = Belum tersambung
failure-no-answer-advice = Sinyal hilang atau sistem sedang tidak menjawab. Isian Anda tetap ada; coba lagi.
failure-no-answer-read = Sinyal hilang atau sistem sedang tidak menjawab. Coba lagi.
failure-unreadable = Jawaban tidak dapat dibaca
failure-unreadable-advice = Jawaban ini bukan dari sistem P2WKSS (status { $status }). Periksa sambungan internet, lalu coba lagi.
failure-wait = Tunggu { $seconds } detik, lalu coba lagi.
failure-not-found-advice = Mungkin alamatnya keliru, atau data ini di luar wilayah Anda.
failure-stale-advice = Periksa keadaan terbarunya, lalu putuskan lagi.
failure-server-advice = Coba lagi sebentar. Bila terus terjadi, sebutkan kode di bawah kepada petugas bantuan.
not-found-title = Halaman tidak ditemukan
not-found-heading = Tidak ada halaman di alamat ini
not-found-text = Periksa alamatnya, atau mulai lagi dari beranda.
no-access-title = Anda tidak berhak membuka halaman ini
no-access-heading = Perlu hak: { $permission }
no-access-text = Peran Anda tidak mencakup halaman ini. Mintalah hak kepada pengelola akun bila tugas Anda memerlukannya.

menu-beneficiaries = Penerima manfaat
menu-validations = Pengesahan
page-missing = Halaman belum termuat
page-reload = Muat ulang semuanya
menu-imports = Impor data
menu-poverty-lines = Garis kemiskinan
menu-region-facts = Data wilayah
menu-eligibility-rules = Aturan kelayakan
menu-programmes = Program
menu-loci = Lokus
menu-stage-board = Papan tahapan
menu-stage-templates = Templat tahapan
menu-legal-instruments = Dasar hukum
statistics-withheld = Hanya koordinator dan perencana yang dapat mengubah data ini.
