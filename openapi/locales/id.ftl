# Penolakan
problem-malformed-request = Permintaan tidak dapat dibaca
problem-unknown-parameter = Parameter tidak dikenal
problem-invalid-cursor = Penanda halaman tidak berlaku; muat ulang daftarnya
problem-identifier-in-query = NIK atau nomor kartu keluarga tidak boleh ditulis di pencarian nama
problem-unauthenticated = Silakan masuk lagi
problem-invalid-credentials = Nama pengguna atau kata sandi tidak cocok
problem-forbidden = Peran Anda tidak mencakup tindakan ini
problem-password-change-required = Tetapkan kata sandi baru terlebih dahulu
problem-not-found = Data tidak ditemukan
problem-method-not-allowed = Metode ini tidak tersedia di alamat ini
problem-not-acceptable = Bentuk jawaban yang diminta tidak tersedia
problem-withheld-parameter = Peran Anda tidak boleh mencari atau mengurutkan menurut isian ini
problem-nik-exists = NIK ini sudah ada di daftar
problem-possible-duplicates = Mungkin ibu ini sudah ada di daftar
problem-open-relocation = Permohonan pindah ibu ini masih menunggu jawaban
problem-changed-meanwhile = Salah satu data sudah berubah; bandingkan lagi
problem-cannot-undo = Penggabungan ini tidak dapat dibatalkan lagi
problem-incomplete = Data belum lengkap untuk disahkan
problem-own-candidate = Yang mendata atau terakhir mengubah tidak boleh mengesahkan
problem-faulty-rows = Masih ada baris yang salah
problem-not-validated = Belum ada keputusan Lurah yang berlaku untuk tahun program ini
problem-outside-locus = Ia tidak tinggal di RW lokus ini
problem-gate-closed = Tahap ini belum memenuhi syaratnya
problem-stage-not-reached = Tahap sebelumnya belum lewat
problem-same-person = Orang yang sama tidak dapat melakukan keduanya; mintalah orang lain
problem-already-exists = Data yang sama sudah ada
problem-not-yet-due = Masa simpannya belum lewat
problem-wrong-state = Keadaan data ini belum memungkinkan langkah tersebut
problem-still-in-use = Data ini masih dipakai
problem-request-in-progress = Permintaan yang sama masih diproses; tunggu sebentar
problem-stale = Data ini sudah diubah orang lain
problem-payload-too-large = Kiriman terlalu besar
problem-unsupported-media-type = Jenis kiriman ini tidak diterima
problem-invalid-fields = Ada isian yang perlu diperbaiki
problem-idempotency-key-reused = Kunci pengulangan sudah dipakai untuk permintaan lain
problem-precondition-required = Perubahan memerlukan If-Match dengan ETag data yang Anda baca
problem-too-many-requests = Terlalu banyak percobaan; tunggu sebentar
problem-internal = Terjadi kesalahan di sistem; data Anda tidak berubah
problem-unavailable = Sistem sedang tidak dapat dijangkau; coba sebentar lagi

# Isian
field-required = Wajib diisi.
field-too-short = Paling sedikit { $min } karakter.
field-too-long = Paling banyak { $max } karakter.
field-control-character = Hapus ganti baris atau karakter tersembunyi.
field-malformed = Bentuk isian ini belum benar.
field-unknown-member = Isian ini tidak dikenal.
field-field-withheld = Peran Anda tidak boleh melihat atau mengubah isian ini.
field-unknown-reference = Data yang ditunjuk tidak ditemukan.
field-not-in-list = Pilih salah satu dari daftar.
field-ends-before-start = Hari terakhir mendahului hari pertama.
field-region-required = Peran ini memerlukan wilayah setingkat { $level ->
    [city] kota atau kabupaten
    [district] kecamatan
   *[village] kelurahan
 }.
field-region-not-allowed = Peran ini tidak memerlukan wilayah.
field-agency-required = Peran ini memerlukan perangkat daerah.
field-not-for-this-role = Isian ini tidak berlaku untuk peran tersebut.
field-taken = Sudah dipakai; pilih yang lain.
field-wrong-password = Kata sandi sekarang tidak cocok.
field-password-too-common = Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.
field-password-unchanged = Kata sandi baru harus berbeda dari yang lama.

field-negative = Tidak boleh kurang dari nol.
field-too-large = Paling banyak { $max }.
field-too-many = Paling banyak { $max } sekaligus.
field-in-future = Tanggal ini belum terjadi.
field-one-of-two = Isi salah satu saja.
field-nothing-said = Isi sedikitnya satu bagian: penghasilan, KS-21, rumah, bantuan, atau kondisi diri.
field-nik-required = Isi NIK, atau alasan belum ada NIK.
field-nik-malformed = NIK terdiri dari 16 angka. Samakan dengan KTP.
field-nik-region = Enam angka pertama bukan kode wilayah. Periksa angka ke-1 sampai 6 di KTP.
field-nik-date = Tanggal di dalam NIK tidak ada. Periksa angka ke-7 sampai 12 di KTP.
field-nik-serial = Empat angka terakhir NIK tidak boleh 0000.
field-nik-masked = Ketik NIK lengkap, atau biarkan kosong agar tidak berubah.
field-nik-district-unknown = Kode kecamatan di NIK tidak ada di daftar sekarang. Boleh disimpan bila sesuai KTP.
field-nik-sex-differs = NIK ini menunjukkan jenis kelamin lain. Boleh disimpan bila sesuai KTP.
field-nik-birth-date-differs = Tanggal lahir di NIK berbeda. Boleh disimpan bila sesuai KTP.
field-kk-malformed = Nomor kartu keluarga terdiri dari 16 angka. Samakan dengan kartu keluarga.
field-household-differs = Keluarga dengan nomor KK ini tercatat dengan jumlah lain, atau dengan jumlah dari tanggal lain yang tidak disebut di baris ini. Perbaiki baris ini, atau data keluarganya.
field-place-differs = Alamat mengikuti keluarganya. Ubah di data keluarga itu.
field-phone-malformed = Tulis nomor telepon, misalnya 0812-3456-789.
field-birth-date-required = Wajib diisi. Samakan dengan KTP.

field-identifier-rounded = Lembar sebar membulatkan angka terakhir. Ubah format sel menjadi teks, lalu ketik ulang dari KTP atau kartu keluarga.
field-village-unknown-reference = Kelurahan ini di luar wilayah Anda.
field-rw-unknown-reference = RW ini di luar wilayah Anda.
field-village-not-in-list = Kelurahan ini tidak dikenal. Tulis nama kelurahan saja, misalnya Teluk Pucung.
field-sex-not-in-list = Tulis P untuk perempuan atau L untuk laki-laki.
field-head-de-jure-not-in-list = Tulis ya atau tidak.
field-head-de-facto-not-in-list = Tulis ya atau tidak.
field-repeated-in-file = NIK ini juga ada di baris { $row }. Hapus salah satu.
field-nik-exists = NIK ini sudah ada di daftar dengan nama atau tanggal lahir lain.
field-possible-duplicate = Ibu dengan nama dan tanggal lahir yang mirip sudah ada di daftar. Buka datanya; bila memang orang lain, terima baris ini.
field-outside-programme = Program ini tidak berjalan di wilayah itu.
field-number-taken = Nomor ini sudah ada pada jenis yang sama.
field-document-id-malformed = Tunggu sampai berkas terunggah.
field-rws-taken = Salah satu RW ini sudah masuk lokus lain pada program yang sama.
field-rws-required = Pilih sedikitnya satu RW.
field-in-use = Masih ada data yang memakainya.
field-unmet = Syarat ini belum terpenuhi.
field-chair-taken = Tim hanya punya satu ketua.
field-rws-in-use = Masih ada peserta dari RW yang dikeluarkan. Keluarkan pesertanya lebih dulu.
field-district-codes-outside-programme = Masih ada lokus di kecamatan yang tidak dipilih. Pilih kecamatannya, atau arsipkan lokusnya.
field-same-place = Ia sudah tinggal di tempat ini.
field-same-record = Pilih dua data yang berbeda.
field-other-person = NIK ini sudah ada di daftar dengan nama atau tanggal lahir lain. Samakan dengan KTP; bila memang dia dan perubahannya benar, terima baris ini.
field-stands-elsewhere = NIK ini sudah tercatat di wilayah lain. Koordinator diberi tahu; tunggu penyelesaiannya.
field-record-archived = Data dengan NIK ini sudah diarsipkan. Pulihkan dulu bila memang dia.
field-record-locked = Data ini sedang tidak boleh diubah dari daftar.
field-alike = Perempuan dengan nama, tanggal lahir, dan RW yang sama sudah ada di daftar. Lengkapi NIK baris ini; bila memang orang lain, terima baris ini.
field-full-name-repeated-in-file = Nama, tanggal lahir, dan RW yang sama juga ada di baris { $row }. Hapus salah satu, atau lengkapi NIK-nya.
field-row-place-differs = Di daftar dia tercatat di { $place }. Catat kepindahannya dulu di data keluarganya, atau perbaiki baris ini.
field-kk-number-household-differs = Di daftar dia tercatat dengan nomor kartu keluarga lain. Perbaiki baris ini, atau data keluarganya.
field-listed-words-not-in-list = Isi ini tidak ada dalam pilihan. Tulis salah satu: { $words }.
field-not-a-woman = Program ini untuk perempuan. Bila salah ketik, ganti menjadi P.
field-not-a-day = Tulis tanggal yang ada, misalnya 14/03/1988.
field-file-empty = Berkas ini kosong. Pilih berkas lain.
field-file-broken = Berkas ini rusak atau terpotong. Coba simpan dan unggah lagi.
field-file-old-office = Berkas ini dari aplikasi perkantoran sebelum 2007. Simpan sebagai .docx, .xlsx, .pptx, atau PDF, lalu unggah.
field-file-has-macros = Berkas ini berisi makro. Simpan tanpa makro atau sebagai PDF, lalu unggah.
field-file-picture-kind = Berkas ini memuat gambar atau film yang dapat menunjukkan tempat pengambilannya (WebP, TIFF, HEIC, MP4). Ganti dengan JPG atau PNG, atau simpan sebagai PDF, lalu unggah.
field-file-locked = Berkas ini hanya terbuka dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.
field-not-an-amount = Tulis angka, misalnya 1.500.000 atau 1,5 juta.

field-username-malformed = Pakai 3–40 huruf kecil, angka, titik, garis bawah, atau tanda hubung.
field-username-taken = Nama pengguna ini sudah dipakai.
field-email-malformed = Tulis alamat surel lengkap, misalnya nama@contoh.id.
field-code-malformed = Pakai huruf kecil, angka, dan garis bawah.
field-code-taken = Kode ini sudah ada di daftar tersebut.
field-position-malformed = Isi angka 1 sampai 10.000.
field-name-taken = Nama ini sudah dipakai. Pilih nama lain.
field-name-malformed = Jangan menulis NIK atau nomor kartu keluarga di dalam nama.
field-short-name-taken = Singkatan ini sudah dipakai perangkat daerah lain.
field-year-malformed = Isi tahun 1970 sampai 2100.
field-year-taken = Angka tahun ini sudah ada untuk wilayah tersebut. Ubah yang sudah ada.
field-budget-year-malformed = Isi tahun 1970 sampai 2100.
field-target-families-malformed = Isi jumlah keluarga dengan angka.
field-rws-malformed = Isi nomor RW, misalnya 11, 12.
field-since-year-malformed = Isi tahun 1990 sampai 2100.
field-programme-year-malformed = Isi tahun program 2007 sampai 2100.
field-monthly-rupiah-malformed = Isi jumlah rupiah di atas nol.
field-poor-people-malformed = Isi jumlah orang, 0 sampai 1.000.000.000.
field-poor-share-malformed = Isi 0 sampai 100 persen.
field-floor-area-malformed = Isi luas lantai 1 sampai 2.000 meter persegi.
field-programme-taken = Bantuan ini sudah disebut di atas.
field-decile-malformed = Isi desil 1 sampai 10.
field-decile-one-of-two = Desil hanya ada bila ia terdaftar.
field-age-min-malformed = Isi umur 0 sampai 120 tahun.
field-age-max-malformed = Isi umur 0 sampai 120 tahun.
field-age-max-ends-before-start = Umur tertinggi tidak boleh di bawah umur terendah.
field-age-on-malformed = Tulis bulan dan hari yang ada, misalnya 01-31 untuk 31 Januari.
field-index-taken = Kolom lembar ini sudah dipilih untuk isian lain.
field-column-taken = Isian ini sudah dipilih untuk kolom lain.
field-region-code-malformed = Pilih wilayah dari daftar.
field-rw-malformed = Isi nomor RW, misalnya 11.
field-rt-malformed = Isi nomor RT, misalnya 2.
field-head-malformed = Sidik rantai tidak lengkap. Salin seluruhnya.

# Kelayakan
rule-sex-met = Perempuan.
rule-sex-not-met = Tercatat laki-laki.
rule-age-met = { $age } tahun pada { $counted_on } (lahir { $born_on }); batasnya { $min } sampai { $max } tahun.
rule-age-not-met = { $age } tahun pada { $counted_on } (lahir { $born_on }); batasnya { $min } sampai { $max } tahun.
rule-residence-met = Tinggal di { $place }.
rule-residence-not-met = Tinggal di { $place }, di luar wilayah aturan ({ $region }).
rule-vulnerable-place-met = { $place } tergolong rawan pada { $year } (sumber: { $source }).
rule-vulnerable-place-not-met = { $place } tidak tergolong rawan pada { $year } (sumber: { $source }).
rule-vulnerable-place-unknown = Belum ada catatan apakah { $place } tergolong rawan sampai { $year }.
rule-stage-low = { $stage ->
    [pre_prosperous] Prasejahtera
    [prosperous_1] Sejahtera I
    [prosperous_2] Sejahtera II
    [prosperous_3] Sejahtera III
   *[prosperous_3_plus] Sejahtera III Plus
 } menurut KS-21 tanggal { $told_on }.
rule-stage-not-low = { $stage ->
    [pre_prosperous] Prasejahtera
    [prosperous_1] Sejahtera I
    [prosperous_2] Sejahtera II
    [prosperous_3] Sejahtera III
   *[prosperous_3_plus] Sejahtera III Plus
 } menurut KS-21 tanggal { $told_on }; tahap ini tidak termasuk rendah.
rule-stage-unknown = KS-21 belum lengkap.
rule-income-below = Penghasilan { $person_rupiah } per orang, di bawah garis { $year }: { $line_rupiah }.
rule-income-not-below = Penghasilan { $person_rupiah } per orang, tidak di bawah garis { $year }: { $line_rupiah }.
rule-income-unknown = Penghasilan belum dicatat.
rule-income-no-line = Penghasilan { $person_rupiah } per orang; garis kemiskinan sampai { $year } belum ada.
rule-expenditure-below = Pengeluaran { $person_rupiah } per orang, di bawah garis { $year }: { $line_rupiah }.
rule-expenditure-not-below = Pengeluaran { $person_rupiah } per orang, tidak di bawah garis { $year }: { $line_rupiah }.
rule-expenditure-unknown = Pengeluaran belum dicatat.
rule-expenditure-no-line = Pengeluaran { $person_rupiah } per orang; garis kemiskinan sampai { $year } belum ada.
rule-withheld-met = Terpenuhi; angkanya tidak ditampilkan untuk peran Anda.
rule-withheld-not-met = Tidak terpenuhi; angkanya tidak ditampilkan untuk peran Anda.
rule-withheld-unknown = Belum diketahui; data yang diperlukan belum lengkap.
rule-head-of-family-met = { $how ->
    [de_jure] Kepala keluarga menurut kartu keluarga.
    [de_facto] Kepala keluarga menurut kenyataan.
   *[both] Kepala keluarga menurut kartu keluarga dan kenyataan.
 }
rule-head-of-family-not-met = { $how ->
    [de_jure] Kepala keluarga hanya menurut kartu keluarga.
   *[de_facto] Kepala keluarga hanya menurut kenyataan.
 }
rule-head-of-family-unknown = Belum dicatat apakah ia kepala keluarga.

problem-reason-required = Keputusan ini berbeda dari hasil aturan kelayakan, atau aturannya belum dapat menjawab; tulis alasannya
field-answer-not-allowed = Butir ini selalu berlaku; jawab ya atau tidak.
field-out-of-range = Isi antara { $min } dan { $max }.
field-field-fixed = Isian ini tetap. Buat data baru bila perlu yang lain.
