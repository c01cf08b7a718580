//! Bytes to sheets: XLSX, XLS, ODS, or delimited text.
//!
//! A file is looked through before it is read: how far it unfolds, how many
//! texts it holds, whether it declares entities. What a list never needs is
//! refused by name.

mod archive;
mod ods;
mod text;
mod xls;
mod xlsx;

use super::sheet::Sheet;
use contract::imports::FileFault;

/// More different texts than 10,000 rows of a list have.
const MAX_TEXTS: usize = 300_000;

/// The sheets of a file, whatever its name says.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    let sheets = if bytes.starts_with(b"PK") {
        match archive::inspect(bytes)? {
            archive::Kind::Xlsx => xlsx::read(bytes)?,
            archive::Kind::Ods => ods::read(bytes)?,
        }
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        xls::read(bytes)?
    } else if bytes.starts_with(b"MZ") || bytes.starts_with(b"\x7fELF") || bytes.starts_with(b"#!") {
        return Err(FileFault::IsProgram);
    } else {
        vec![text::read(bytes)?]
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(FileFault::NoRows) } else { Ok(sheets) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_is_refused_by_name() {
        for (bytes, fault) in [
            (b"PK not a workbook".as_slice(), FileFault::Damaged),
            (b"", FileFault::NoRows),
            (b"MZ\x90\x00\x03", FileFault::IsProgram),
            (b"%PDF-1.7", FileFault::UnknownFormat),
            (b"<html><table>", FileFault::UnknownFormat),
            (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0], FileFault::Damaged),
            (&[0xff, 0xfe, 0x41], FileFault::NotUtf8),
            (&[0, 1, 2, 3], FileFault::UnknownFormat),
        ] {
            assert_eq!(read(bytes).unwrap_err(), fault, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
