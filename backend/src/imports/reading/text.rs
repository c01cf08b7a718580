//! Delimited text: UTF-8, UTF-16 with its mark, or Windows-1252, with comma,
//! semicolon, tab or bar.

use super::super::cells::plain_text;
use super::super::sheet::{Budget, Cell, Sheet};
use contract::imports::FileFault;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

pub fn read(bytes: &[u8]) -> Result<Sheet, FileFault> {
    let text = decoded(bytes)?;
    let text = text.trim_start_matches('\u{feff}');
    let strange = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    let start = text.trim_start();
    if text.chars().take(4_000).any(strange) || ["<", "%PDF", "{\\rtf"].iter().any(|mark| start.starts_with(mark)) {
        return Err(FileFault::UnknownFormat);
    }
    // A spreadsheet may name the delimiter in a line of its own.
    let named = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(named.filter(u8::is_ascii).unwrap_or_else(|| delimiter(text)))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::named("CSV");
    let mut budget = Budget::default();
    for record in reader.records() {
        let record = record.map_err(|_| FileFault::UnknownFormat)?;
        let number = record.position().map_or(0, |position| line_of(text, position));
        if named.is_some() && number == 1 {
            continue;
        }
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        for (column, text) in record.iter().enumerate() {
            sheet.put(number, column, Cell::of(plain_text(text)), &mut budget)?;
        }
        if sheet.too_long {
            break;
        }
    }
    Ok(sheet)
}

/// The text. What is no UTF-8 and bears no mark is Windows-1252, as
/// spreadsheets on Indonesian machines write it.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, FileFault> {
    let marked = [(b"\xff\xfe".as_slice(), UTF_16LE), (b"\xfe\xff", UTF_16BE), (b"\xef\xbb\xbf", UTF_8)];
    if let Some((_, encoding)) = marked.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        let (text, faulty) = encoding.decode_with_bom_removal(bytes);
        return if faulty { Err(FileFault::NotUtf8) } else { Ok(text) };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

/// The sign that parts most lines into the same number of cells.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(40).collect();
    let rank = |sign: char| {
        let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, sign)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let usual = (1..=most).map(|n| (counts.iter().filter(|count| **count == n).count(), n)).max();
        usual.unwrap_or_default()
    };
    let ranked = [(rank(';'), b';'), (rank('\t'), b'\t'), (rank('|'), b'|'), (rank(','), b',')];
    ranked.into_iter().max_by_key(|(rank, _)| *rank).filter(|((lines, _), _)| *lines > 0).map_or(b',', |(_, sign)| sign)
}

fn outside_quotes(line: &str, sign: char) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for letter in line.chars() {
        quoted ^= letter == '"';
        count += usize::from(!quoted && letter == sign);
    }
    count
}

/// The line a record begins on. The reader tells where it stood before it
/// passed over line ends and empty lines.
fn line_of(text: &str, position: &::csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let passed = text.as_bytes().get(start..).unwrap_or_default().iter();
    let ends = passed.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(ends).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
        read(bytes).unwrap().rows.iter().map(|(_, cells)| cells.iter().map(Cell::text).collect()).collect()
    }

    #[test]
    fn a_row_has_the_number_the_spreadsheet_shows() {
        let numbers =
            |text: &str| -> Vec<u32> { read(text.as_bytes()).unwrap().rows.iter().map(|row| row.0).collect() };
        assert_eq!(numbers("a;b\n1;2\n\n3;4\n"), [1, 2, 4]);
        assert_eq!(numbers("a;b\r\n1;2\r\n\r\n\r\n3;4"), [1, 2, 5]);
        assert_eq!(numbers("\u{feff}\r\nJudul\r\n\r\na;b\r\n\"x\r\ny\";2\r\n3;4\r\n"), [2, 4, 5, 7]);
        assert_eq!(numbers("sep=;\r\na;b\r\n1;2\r\n"), [2, 3]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_parts_the_lines_alike() {
        for text in ["a;b;c\n1,5;2;3\n4,5;5;6\n", "a\tb\tc\n1\t2,2\t3\n", "a|b|c\n1|2|3\n", "a,b,c\n1,\"2;3;4;5\",3\n"]
        {
            assert!(texts(text.as_bytes()).iter().all(|row| row.len() == 3), "{text}");
        }
        assert_eq!(texts(b"satu kolom\nsaja\n").len(), 2);
    }

    #[test]
    fn text_is_read_in_the_encodings_offices_use() {
        let (utf16, ..) = UTF_16LE.encode("a");
        assert_eq!(utf16.as_ref(), b"a", "the library writes UTF-16 as UTF-8");
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Nama;RW\nSitì;11".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(texts(&utf16), [["Nama", "RW"], ["Sitì", "11"]]);
        assert_eq!(texts(b"Nama;RW\nSit\xec \x96 a;11"), [["Nama", "RW"], ["Sitì – a", "11"]]);
        assert_eq!(texts("\u{feff}Nama;RW\nSitì;11".as_bytes()), [["Nama", "RW"], ["Sitì", "11"]]);
        assert_eq!(read(b"\xef\xbb\xbfNama\xec"), Err(FileFault::NotUtf8));
    }
}
