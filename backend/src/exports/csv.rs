//! CSV: UTF-8 with its mark, one row a line, safe to open in a spreadsheet.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in
//! front. One that looks like such a text already gets one more, so that
//! taking one away always gives the text back (`imports::cells::plain_text`).

use super::cells::Cell;
use contract::words::Language;

/// Begins the file, so that spreadsheets read it as UTF-8.
pub const MARK: &[u8] = "\u{feff}".as_bytes();

/// What spreadsheets set to the language part columns by.
pub const fn delimiter(language: Language) -> u8 {
    match language {
        Language::Indonesian => b';',
        Language::English => b',',
    }
}

/// Whether a text begins what a spreadsheet computes, however many apostrophes
/// stand in front.
pub fn computes(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn quoted(out: &mut Vec<u8>, text: &str, delimiter: u8) {
    let quotes = text.bytes().any(|byte| matches!(byte, b'"' | b'\r' | b'\n') || byte == delimiter);
    if !quotes {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

fn text(out: &mut Vec<u8>, text: &str, delimiter: u8) {
    if computes(text) {
        quoted(out, &format!("'{text}"), delimiter);
    } else {
        quoted(out, text, delimiter);
    }
}

/// Writes a row and ends its line.
pub fn write(out: &mut Vec<u8>, cells: &[Cell<'_>], delimiter: u8) {
    use std::io::Write;
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(delimiter);
        }
        match cell {
            Cell::Empty => {}
            Cell::Text(words) => text(out, words, delimiter),
            // A spreadsheet keeps fifteen digits of a figure; the apostrophe makes it text.
            Cell::Identifier(digits) => {
                out.push(b'\'');
                out.extend_from_slice(digits.as_bytes());
            }
            // Writing to memory does not fail.
            Cell::Number(number) => drop(write!(out, "{number}")),
            Cell::Day(day) => drop(write!(out, "{day}")),
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::cells::plain_text;

    fn line(words: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, &[Cell::word(Some(words)), Cell::Number(7)], b';');
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_spreadsheet_would_compute_is_text() {
        for (words, written) in [
            ("=1+1", "'=1+1;7\r\n"),
            ("@SUM(A1)", "'@SUM(A1);7\r\n"),
            ("-2", "'-2;7\r\n"),
            ("'=x", "''=x;7\r\n"),
            ("'Aisyah", "'Aisyah;7\r\n"),
            ("a;b", "\"a;b\";7\r\n"),
            ("say \"yes\"", "\"say \"\"yes\"\"\";7\r\n"),
        ] {
            assert_eq!(line(words), written, "{words}");
        }
    }

    #[test]
    fn every_text_comes_back() {
        let heads = ["", "'", "''", "=", "'=", "''=", "+", "-", "@", "\t", "\r", "'\t", "x", "1"];
        for head in heads {
            for tail in ["", "1+1", "Siti", "'a'", "a;b", "\"q\"", "two\nlines"] {
                let words = format!("{head}{tail}");
                let line = line(&words);
                let mut reader =
                    ::csv::ReaderBuilder::new().has_headers(false).delimiter(b';').from_reader(line.as_bytes());
                let record = reader.records().next().unwrap().unwrap();
                assert_eq!(plain_text(&record[0]), words, "{line:?}");
            }
        }
    }
}
