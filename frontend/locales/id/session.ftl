# Masuk dan kata sandi pertama
sign-in-title = Masuk
sign-in-button = Masuk
sign-in-busy = Memeriksa…
sign-in-ended = Sesi Anda berakhir. Masuklah lagi; isian yang belum disimpan masih ada di tab ini.
sign-in-not-locked = Periksa huruf besar dan kecil. Setelah beberapa kali gagal Anda diminta menunggu; akun Anda tidak dikunci.
sign-in-help = Lupa kata sandi atau belum punya akun
sign-in-help-text = Hubungi pengelola akun di DP3A. Anda menerima kode akses sekali pakai yang berlaku 24 jam: masukkan sebagai kata sandi, lalu tetapkan kata sandi sendiri.
set-password-title = Tetapkan kata sandi Anda
set-password-lede = Anda masuk dengan kode sekali pakai. Sebelum melanjutkan, tetapkan kata sandi yang hanya Anda ketahui.
set-password-code = Kode akses sekali pakai
password-hint = Paling sedikit { $min } karakter. Beberapa kata yang tidak berhubungan mudah diingat dan sukar ditebak.
password-save = Simpan kata sandi
password-saved = Kata sandi tersimpan
password-change = Ganti kata sandi
password-ends-others = Setelah diganti, sesi Anda di perangkat lain diakhiri.
