//! Headings to columns: the template's own, and what kelurahan usually write.

use super::sheet::{Cell, Rows};
use crate::kernel::fold::fold;
use contract::imports::{Column, FileFault};

/// Folded headings of a column; the first is the template's.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Nik, &["nik", "no ktp", "no. ktp", "nomor ktp", "no nik", "no. nik"]),
    (
        Column::KkNumber,
        &["no. kartu keluarga", "no kartu keluarga", "nomor kartu keluarga", "no kk", "no. kk", "nomor kk", "nkk"],
    ),
    (Column::FullName, &["nama lengkap", "nama", "nama ibu", "nama calon"]),
    (Column::BirthDate, &["tanggal lahir", "tgl. lahir", "tgl lahir"]),
    (Column::Sex, &["jenis kelamin", "l/p", "jk", "kelamin"]),
    (Column::Village, &["kelurahan", "kelurahan/desa", "desa/kelurahan", "desa"]),
    (Column::Rw, &["rw"]),
    (Column::Rt, &["rt"]),
    (Column::Address, &["alamat"]),
    (Column::Phone, &["no. hp", "no hp", "telepon", "no. telepon", "hp", "nomor hp"]),
    (Column::MaritalStatus, &["status perkawinan", "status kawin", "status nikah"]),
    (Column::HeadDeJure, &["kepala keluarga di kartu keluarga", "kepala keluarga de jure"]),
    (Column::HeadDeFacto, &["kepala keluarga sehari-hari", "kepala keluarga de facto"]),
    (Column::HeadBasis, &["sebab menjadi kepala keluarga", "dasar kepala keluarga"]),
    (Column::Education, &["pendidikan", "pendidikan terakhir"]),
    (Column::Occupation, &["pekerjaan"]),
    (Column::MonthlyIncome, &["penghasilan per bulan", "penghasilan", "pendapatan"]),
    (Column::MonthlyExpenditure, &["pengeluaran per bulan", "pengeluaran"]),
    (Column::NikAbsentReason, &["alasan tanpa nik"]),
    (Column::CollectorKind, &["pendata", "jenis pendata"]),
    (Column::CollectorName, &["nama pendata"]),
    (Column::CollectionMethod, &["cara pendataan"]),
    (Column::CollectedOn, &["tanggal pendataan"]),
];

/// The heading the template carries.
pub fn heading(column: Column) -> &'static str {
    HEADINGS.iter().find(|(own, _)| *own == column).and_then(|(_, names)| names.first()).copied().unwrap_or("")
}

fn recognise(text: &str) -> Option<Column> {
    let name = fold(text).replace('*', "");
    let usual = HEADINGS.iter().find(|(_, names)| names.contains(&name.trim())).map(|(column, _)| *column);
    usual.or_else(|| crate::exports::words::column_of(name.trim()))
}

/// Where each column stands, and under which heading.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    pub columns: Vec<(Column, usize, String)>,
    pub ignored: Vec<String>,
    /// The place of the heading row among the rows.
    pub header: usize,
}

impl Layout {
    /// Finds the heading row: the first that names at least a woman and one
    /// thing more.
    pub fn of(rows: &Rows) -> Result<Self, FileFault> {
        let found = rows.iter().take(30).enumerate().find_map(|(header, (_, cells))| {
            let layout = Self::of_row(header, cells);
            let named = layout.columns.iter().any(|(column, ..)| *column == Column::FullName);
            (named && layout.columns.len() >= 2).then_some(layout)
        });
        found.ok_or(FileFault::NoHeader)
    }

    fn of_row(header: usize, cells: &[Cell]) -> Self {
        let mut layout = Self { header, ..Self::default() };
        for (index, cell) in cells.iter().enumerate() {
            let text = cell.text();
            match recognise(&text) {
                Some(column) if !layout.columns.iter().any(|(known, ..)| *known == column) => {
                    layout.columns.push((column, index, text));
                }
                _ if text.is_empty() => {}
                _ => layout.ignored.push(text),
            }
        }
        layout
    }

    /// The cell of a column in a row.
    pub fn cell<'a>(&self, column: Column, cells: &'a [Cell]) -> &'a Cell {
        let index = self.columns.iter().find_map(|(own, index, _)| (*own == column).then_some(*index));
        index.and_then(|index| cells.get(index)).unwrap_or(&Cell::Empty)
    }

    /// The heading as it stands in the file.
    pub fn heading(&self, column: Column) -> String {
        let own = self.columns.iter().find(|(own, ..)| *own == column).map(|(_, _, text)| text.clone());
        own.unwrap_or_else(|| heading(column).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_own_headings() {
        let mut names: Vec<&str> = HEADINGS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert_eq!(HEADINGS.len(), Column::ALL.len());
        assert!(HEADINGS.iter().all(|(_, names)| names.iter().all(|name| fold(name) == **name)));
    }

    #[test]
    fn the_heading_row_is_found_below_a_title() {
        let text = |words: &[&str]| words.iter().map(|word| Cell::Text((*word).to_owned())).collect::<Vec<_>>();
        let rows = vec![(1, text(&["DAFTAR CALON"])), (2, text(&["No", "No. KTP", "NAMA LENGKAP"]))];
        let layout = Layout::of(&rows).unwrap();
        assert_eq!((layout.header, layout.ignored), (1, vec!["No".to_owned()]));
        assert_eq!(Layout::of(&vec![(1, text(&["a", "b"]))]).unwrap_err(), FileFault::NoHeader);
    }
}
