//! Headings to columns: the template's own, and what kelurahan usually write.

use crate::kernel::fold::fold;
use contract::imports::Column;

/// The template's heading of a column, and others by which it is known, as
/// [`plain`] leaves them.
const HEADINGS: &[(Column, &str, &[&str])] = &[
    (
        Column::Nik,
        "NIK",
        &[
            "nik",
            "no ktp",
            "nomor ktp",
            "ktp",
            "no nik",
            "nomor nik",
            "nomor induk kependudukan",
            "no induk kependudukan",
            "noktp",
        ],
    ),
    (
        Column::KkNumber,
        "No. kartu keluarga",
        &["no kartu keluarga", "nomor kartu keluarga", "no kk", "nomor kk", "nkk", "nokk"],
    ),
    (
        Column::FullName,
        "Nama lengkap",
        &[
            "nama lengkap",
            "nama",
            "nama ibu",
            "nama calon",
            "nama penerima",
            "nama penerima manfaat",
            "nama warga",
            "nama peserta",
            "nama anggota",
            "nama perempuan",
            "nama calon penerima",
        ],
    ),
    (
        Column::BirthDate,
        "Tanggal lahir",
        &[
            "tanggal lahir",
            "tgl lahir",
            "tgl lhr",
            "tanggal kelahiran",
            "lahir",
            "tgllahir",
            "tgl bln thn lahir",
            "tgl/bln/thn lahir",
        ],
    ),
    (
        Column::Sex,
        "Jenis kelamin",
        &["jenis kelamin", "l/p", "p/l", "jk", "kelamin", "lp", "jns kelamin", "sex", "gender"],
    ),
    (
        Column::Village,
        "Kelurahan",
        &["kelurahan", "kelurahan/desa", "desa/kelurahan", "desa", "kel", "kel/desa", "desa/kel", "nama kelurahan"],
    ),
    (Column::Rw, "RW", &["rw", "no rw", "rukun warga"]),
    (Column::Rt, "RT", &["rt", "no rt", "rukun tetangga"]),
    (
        Column::Address,
        "Alamat",
        &[
            "alamat",
            "alamat lengkap",
            "alamat rumah",
            "alamat domisili",
            "alamat tinggal",
            "alamat ktp",
            "jalan",
            "alamat jalan",
            "jl",
            "kampung/jalan",
        ],
    ),
    (
        Column::Phone,
        "No. HP",
        &[
            "no hp",
            "telepon",
            "no telepon",
            "hp",
            "nomor hp",
            "no telp",
            "telp",
            "no wa",
            "no hp/wa",
            "hp/wa",
            "no handphone",
            "nomor telepon",
            "nohp",
            "no telp/hp",
            "no hp/telp",
        ],
    ),
    (
        Column::MaritalStatus,
        "Status perkawinan",
        &[
            "status perkawinan",
            "status kawin",
            "status nikah",
            "status pernikahan",
            "status",
            "perkawinan",
            "stts kawin",
        ],
    ),
    (
        Column::HeadDeJure,
        "Kepala keluarga di kartu keluarga",
        &[
            "kepala keluarga di kartu keluarga",
            "kepala keluarga de jure",
            "kepala keluarga di kk",
            "kk di kartu keluarga",
        ],
    ),
    (
        Column::HeadDeFacto,
        "Kepala keluarga sehari-hari",
        &[
            "kepala keluarga sehari-hari",
            "kepala keluarga de facto",
            "tulang punggung keluarga",
            "pencari nafkah utama",
        ],
    ),
    (
        Column::HeadBasis,
        "Sebab menjadi kepala keluarga",
        &["sebab menjadi kepala keluarga", "dasar kepala keluarga", "alasan kepala keluarga", "sebab pekka"],
    ),
    (
        Column::Education,
        "Pendidikan",
        &["pendidikan", "pendidikan terakhir", "pend", "pddk", "ijazah terakhir", "pend terakhir"],
    ),
    (Column::Occupation, "Pekerjaan", &["pekerjaan", "mata pencaharian", "profesi", "pek", "pekerjaan utama"]),
    (
        Column::MonthlyIncome,
        "Penghasilan per bulan",
        &[
            "penghasilan per bulan",
            "penghasilan",
            "pendapatan",
            "pendapatan per bulan",
            "penghasilan/bulan",
            "pendapatan/bulan",
            "penghasilan/bln",
            "pendapatan/bln",
            "jumlah penghasilan",
            "penghasilan keluarga",
            "pendapatan keluarga",
            "penghasilan rata-rata",
        ],
    ),
    (
        Column::MonthlyExpenditure,
        "Pengeluaran per bulan",
        &[
            "pengeluaran per bulan",
            "pengeluaran",
            "pengeluaran/bulan",
            "pengeluaran/bln",
            "jumlah pengeluaran",
            "pengeluaran keluarga",
        ],
    ),
    (
        Column::NikAbsentReason,
        "Alasan tanpa NIK",
        &["alasan tanpa nik", "alasan tidak ada nik", "alasan belum ada nik"],
    ),
    (Column::CollectorKind, "Pendata", &["pendata", "jenis pendata"]),
    (Column::CollectorName, "Nama pendata", &["nama pendata", "nama kader", "kader", "petugas", "nama petugas"]),
    (Column::CollectionMethod, "Cara pendataan", &["cara pendataan", "metode pendataan"]),
    (Column::CollectedOn, "Tanggal pendataan", &["tanggal pendataan", "tgl pendataan", "tgl data", "tanggal didata"]),
    (Column::RtRw, "RT/RW", &["rt/rw", "rw/rt", "rt rw", "rt-rw", "rt dan rw", "rt & rw", "alamat rt/rw"]),
    (
        Column::BirthPlaceDate,
        "Tempat, tanggal lahir",
        &[
            "tempat, tanggal lahir",
            "tempat tanggal lahir",
            "tempat tgl lahir",
            "tempat, tgl lahir",
            "ttl",
            "tempat/tanggal lahir",
            "tempat/tgl lahir",
            "tempat dan tanggal lahir",
            "tmp/tgl lahir",
            "tmpt/tgl lahir",
            "tempat & tanggal lahir",
        ],
    ),
    (Column::SourceRow, "Baris di daftar asal", &["baris di daftar asal"]),
];

/// Headings that hold nothing of a woman, so that nobody is asked about them.
const NEVER: &[&str] = &["no", "nomor", "no urut", "nomor urut", "no. urut", "#", "kesalahan", "nu"];

/// The heading the template carries.
pub fn heading(column: Column) -> &'static str {
    HEADINGS.iter().find_map(|(own, heading, _)| (*own == column).then_some(*heading)).unwrap_or("")
}

/// A heading without what says nothing: capitals, stops, stars, what stands in
/// brackets, spaces about a stroke.
pub fn plain(text: &str) -> String {
    let mut depth = 0_u32;
    let outside: String = fold(text)
        .chars()
        .filter_map(|letter| match letter {
            '(' | '[' => {
                depth += 1;
                Some(' ')
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                None
            }
            _ if depth > 0 => None,
            '.' | ':' | '*' | '_' | '"' => Some(' '),
            '\\' | '|' => Some('/'),
            other => Some(other),
        })
        .collect();
    let words = outside.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace(" /", "/").replace("/ ", "/").replace(" ,", ",").trim_matches(['-', ' ', '/']).to_owned()
}

fn known(plain: &str) -> Option<Column> {
    HEADINGS.iter().find(|(_, _, names)| names.contains(&plain)).map(|(column, ..)| *column)
}

/// The column a heading names.
pub fn recognise(text: &str) -> Option<Column> {
    let name = plain(text);
    if name.is_empty() {
        return None;
    }
    // What the system itself wrote over a column is recognised as it stands.
    if let Some(column) = crate::exports::words::column_of(fold(text).trim()) {
        return Some(column);
    }
    // `NIK / No. KTP` names one thing twice.
    known(&name).or_else(|| {
        let mut parts = name.split('/').map(known);
        let first = parts.next()??;
        parts.all(|part| part == Some(first)).then_some(first)
    })
}

/// Whether a heading could be that of a column nobody recognised.
pub fn is_open(text: &str) -> bool {
    let name = plain(text);
    !name.is_empty() && !NEVER.contains(&name.as_str())
}

/// Whether RW stands before RT in such a cell.
pub fn rw_first(heading: &str) -> bool {
    plain(heading).starts_with("rw")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_own_headings() {
        let mut names: Vec<&str> = HEADINGS.iter().flat_map(|(_, _, names)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert_eq!(HEADINGS.len(), Column::ALL.len());
        for name in names {
            assert_eq!(plain(name), name);
        }
        for column in Column::ALL {
            assert_eq!(recognise(heading(*column)), Some(*column));
        }
    }

    #[test]
    fn headings_are_recognised_as_kelurahan_write_them() {
        for (text, column) in [
            ("NAMA LENGKAP (sesuai KTP)", Column::FullName),
            ("No. KTP", Column::Nik),
            ("NIK / No.KTP*", Column::Nik),
            ("Tgl. Lahir", Column::BirthDate),
            ("Tempat, Tgl. Lahir", Column::BirthPlaceDate),
            ("RT / RW", Column::RtRw),
            ("L/P", Column::Sex),
            ("Penghasilan (Rp)", Column::MonthlyIncome),
            ("No. HP / WA", Column::Phone),
        ] {
            assert_eq!(recognise(text), Some(column), "{text}");
        }
        for text in ["", "No", "Nama/NIK", "Keterangan"] {
            assert_eq!(recognise(text), None, "{text}");
        }
        assert!(is_open("Ket.") && !is_open("No."));
        assert!(rw_first("RW/RT") && !rw_first("RT/RW"));
    }
}
