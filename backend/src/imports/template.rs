//! Files we hand out: the template, and the faulty rows with their faults.

use super::columns::heading;
use crate::entity::code;
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use contract::code_lists::CodeList;
use contract::ids::ImportId;
use contract::imports::Column;
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};

/// The last row for which the template offers choices.
const LAST_ROW: u32 = 1_000;

const INSTRUCTIONS: &[&str] = &[
    "Isi lembar “Calon”, satu perempuan satu baris. Urutan kolom bebas; kolom yang tidak diperlukan boleh dihapus.",
    "NIK dan nomor kartu keluarga: format sel sudah teks. Bila menyalin dari berkas lain, tempel sebagai teks agar angka terakhir tidak dibulatkan.",
    "Tanggal: 14/03/1988 atau 14 Maret 1988. Penghasilan: 1.500.000, 1500000, atau 1,5 juta.",
    "Wajib: nama lengkap, tanggal lahir, RW, RT, status perkawinan, dan NIK atau alasan tanpa NIK.",
    "Kelurahan boleh kosong bila dipilih saat mengunggah.",
    "Berkas diperiksa dulu baris demi baris. Belum ada yang disimpan sebelum Anda menekan Simpan.",
];

/// The code list whose words a column takes.
pub const fn list_of(column: Column) -> Option<CodeList> {
    match column {
        Column::MaritalStatus => Some(CodeList::MaritalStatus),
        Column::HeadBasis => Some(CodeList::HeadOfFamilyBasis),
        Column::Education => Some(CodeList::Education),
        Column::Occupation => Some(CodeList::Occupation),
        Column::NikAbsentReason => Some(CodeList::NikAbsentReason),
        Column::CollectorKind => Some(CodeList::CollectorKind),
        Column::CollectionMethod => Some(CodeList::CollectionMethod),
        _ => None,
    }
}

fn columns() -> impl Iterator<Item = Column> {
    Column::ALL.iter().copied().filter(|column| column.is_of_template())
}

fn index(number: usize) -> Result<u16> {
    u16::try_from(number).map_err(Error::internal)
}

/// The template: headings, choices and instructions.
pub async fn template(db: &impl ConnectionTrait) -> Result<Vec<u8>> {
    let codes = system::<code::Entity>()
        .filter(code::Column::Retired.eq(false))
        .order_by_asc(code::Column::ListOrder)
        .all(db)
        .await?;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Calon").map_err(Error::internal)?;
    fill_headings(sheet)?;
    for (at, column) in columns().enumerate() {
        let choices: Vec<&str> = match (list_of(column), column) {
            (Some(list), _) => codes.iter().filter(|row| row.list == list).map(|row| row.label_id.as_str()).collect(),
            (None, Column::HeadDeJure | Column::HeadDeFacto) => vec!["ya", "tidak"],
            _ => continue,
        };
        offer(sheet, index(at)?, &choices)?;
    }
    let help = book.add_worksheet();
    help.set_name("Petunjuk").map_err(Error::internal)?;
    help.set_column_width(0, 110).map_err(Error::internal)?;
    for (row, text) in (0..).zip(INSTRUCTIONS) {
        help.write_string_with_format(row, 0, *text, &Format::new().set_text_wrap()).map_err(Error::internal)?;
    }
    book.save_to_buffer().map_err(Error::internal)
}

fn fill_headings(sheet: &mut Worksheet) -> Result<()> {
    let text = Format::new().set_num_format("@");
    for (at, column) in columns().enumerate() {
        let at = index(at)?;
        sheet.set_column_format(at, &text).map_err(Error::internal)?;
        sheet.set_column_width(at, 22).map_err(Error::internal)?;
        sheet
            .write_string_with_format(0, at, heading(column), &Format::new().set_bold().set_text_wrap())
            .map_err(Error::internal)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(Error::internal)?;
    Ok(())
}

/// A list of choices; a spreadsheet takes at most 255 letters of them.
fn offer(sheet: &mut Worksheet, column: u16, choices: &[&str]) -> Result<()> {
    let length: usize = choices.iter().map(|choice| choice.chars().count() + 1).sum();
    // A choice that holds a comma cannot stand in such a list.
    if length > 255 || choices.iter().any(|choice| choice.contains(',')) {
        return Ok(());
    }
    let rule = DataValidation::new().allow_list_strings(choices).map_err(Error::internal)?;
    sheet.add_data_validation(1, column, LAST_ROW, column, &rule).map_err(Error::internal)?;
    Ok(())
}

/// The name of the hidden sheet by which a file of faulty rows is known again.
pub const MARK: &str = "p2wkss";

/// A faulty row: where it stood, what is wrong, and its cells.
#[derive(Debug)]
pub struct FaultyRow {
    pub row: u32,
    pub faults: String,
    pub cells: Vec<String>,
}

/// The faulty rows as they stood, with a column of faults and one of their
/// rows in front, to be mended and uploaded again.
pub fn fault_file(of: ImportId, headings: &[String], rows: &[FaultyRow]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Perlu diperbaiki").map_err(Error::internal)?;
    let bold = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    sheet.write_string_with_format(0, 0, "Kesalahan", &bold).map_err(Error::internal)?;
    sheet.write_string_with_format(0, 1, heading(Column::SourceRow), &bold).map_err(Error::internal)?;
    sheet.set_column_width(0, 60).map_err(Error::internal)?;
    for (at, heading) in headings.iter().enumerate() {
        sheet.write_string_with_format(0, index(at + 2)?, heading, &bold).map_err(Error::internal)?;
    }
    for (line, row) in (1..).zip(rows) {
        sheet.write_string(line, 0, &row.faults).map_err(Error::internal)?;
        sheet.write_number(line, 1, row.row).map_err(Error::internal)?;
        for (at, cell) in row.cells.iter().enumerate() {
            sheet.write_string_with_format(line, index(at + 2)?, cell, &text).map_err(Error::internal)?;
        }
    }
    let mark = book.add_worksheet();
    mark.set_name(MARK).map_err(Error::internal)?.set_hidden(true);
    mark.write_string(0, 0, of.to_string()).map_err(Error::internal)?;
    book.save_to_buffer().map_err(Error::internal)
}
