//! The zip around XLSX and ODS, looked through before anything is parsed.

use super::MAX_TEXTS;
use contract::imports::FileFault;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// All parts together, unfolded. 10,000 rows of 23 columns take about 15 MB.
const MAX_TOTAL: u64 = 96 * 1024 * 1024;
/// One part.
const MAX_PART: u64 = 64 * 1024 * 1024;
/// A list unfolds to some thirty times its size; what is made to unfold
/// reaches a thousand.
const MAX_RATIO: u64 = 200;
/// A small part may unfold further.
const SMALL: u64 = 1024 * 1024;
/// Cells of one sheet, empty ones with a border too.
const MAX_CELLS: usize = 800_000;
const MAX_ENTRIES: usize = 2_000;
const WINDOW: usize = 64 * 1024;
/// So much of a window is looked at again with the next one.
const OVERLAP: usize = 16;

/// What a zip holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Xlsx,
    Ods,
}

pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub fn open(bytes: &[u8]) -> Result<Archive<'_>, FileFault> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)
}

/// Looks at every part; refuses what a list never is.
pub fn inspect(bytes: &[u8]) -> Result<Kind, FileFault> {
    let mut archive = open(bytes)?;
    if archive.len() > MAX_ENTRIES {
        return Err(FileFault::InflatesTooFar);
    }
    let kind = kind(&archive)?;
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| FileFault::Damaged)?;
        if part.encrypted() {
            return Err(FileFault::Encrypted);
        }
        declared = declared.saturating_add(part.size());
        if part.size() > MAX_PART || declared > MAX_TOTAL {
            return Err(FileFault::InflatesTooFar);
        }
    }
    let mut left = MAX_TOTAL;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| FileFault::Damaged)?;
        let name = part.name().map_err(|_| FileFault::Damaged)?.to_ascii_lowercase();
        // Pictures and the like are never unfolded.
        if !matches!(name.rsplit_once('.'), Some((_, "xml" | "rels"))) {
            continue;
        }
        let most = MAX_PART.min(left).min(SMALL.saturating_add(part.compressed_size().saturating_mul(MAX_RATIO)));
        left = left.saturating_sub(look_through(part, &name, most)?);
    }
    Ok(kind)
}

fn kind(archive: &Archive<'_>) -> Result<Kind, FileFault> {
    let has = |wanted: &str| archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("xl/workbook.xml") {
        Ok(Kind::Xlsx)
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        Ok(Kind::Ods)
    } else {
        Err(FileFault::UnknownFormat)
    }
}

/// Unfolds a part piece by piece, keeping nothing; says how long it was.
fn look_through(mut part: impl Read, name: &str, most: u64) -> Result<u64, FileFault> {
    let shared = name.contains("sharedstrings");
    let manifest = name.contains("manifest");
    let mut window = vec![0_u8; WINDOW + OVERLAP];
    let sheet = name.contains("worksheets/");
    let (mut kept, mut length, mut texts, mut cells) = (0, 0_u64, 0_usize, 0_usize);
    loop {
        let free = window.get_mut(kept..).unwrap_or_default();
        let count = part.read(free).map_err(|_| FileFault::Damaged)?;
        if count == 0 {
            return Ok(length);
        }
        length += u64::try_from(count).unwrap_or(u64::MAX);
        if length > most {
            return Err(FileFault::InflatesTooFar);
        }
        let seen = window.get(..kept + count).unwrap_or_default();
        // The last few bytes come again, so that nothing is missed or counted twice.
        let whole = seen.len().saturating_sub(OVERLAP);
        for place in tags(seen, whole) {
            let tag = seen.get(place..).unwrap_or_default();
            if tag.starts_with(b"<!D") || tag.starts_with(b"<!E") {
                return Err(FileFault::DeclaresEntities);
            }
            texts += usize::from(shared && (tag.starts_with(b"<si>") || tag.starts_with(b"<si ")));
            cells += usize::from(sheet && (tag.starts_with(b"<c ") || tag.starts_with(b"<c>")));
            if manifest && tag.starts_with(b"<manifest:encry") {
                return Err(FileFault::Encrypted);
            }
        }
        if cells > MAX_CELLS {
            return Err(FileFault::SheetTooLarge);
        }
        if texts > MAX_TEXTS {
            return Err(FileFault::TooManyTexts);
        }
        let from = whole.min(seen.len());
        let rest = seen.len() - from;
        window.copy_within(from..from + rest, 0);
        kept = rest;
    }
}

/// Where tags begin, before `end`.
fn tags(seen: &[u8], end: usize) -> impl Iterator<Item = usize> {
    seen.iter().take(end).enumerate().filter(|(_, byte)| **byte == b'<').map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_found_wherever_windows_meet() {
        for before in [0, 10, WINDOW - 2, WINDOW, WINDOW + 3, 3 * WINDOW - 1] {
            let text = format!("{}<!ENTITY a 'b'>{}", " ".repeat(before), " ".repeat(40));
            assert_eq!(look_through(text.as_bytes(), "a.xml", 1 << 20), Err(FileFault::DeclaresEntities), "{before}");
        }
        let comment = format!("<!-- a --><![CDATA[x]]>{}", " ".repeat(2 * WINDOW));
        assert!(look_through(comment.as_bytes(), "a.xml", 1 << 20).is_ok());
    }

    #[test]
    fn texts_are_counted_once_and_only_so_far() {
        let texts = |count: usize| format!("{}{}", "<si><t>a</t></si>".repeat(count), " ".repeat(40));
        assert!(look_through(texts(MAX_TEXTS).as_bytes(), "xl/sharedstrings.xml", u64::MAX).is_ok());
        let more = texts(MAX_TEXTS + 1);
        assert_eq!(look_through(more.as_bytes(), "xl/sharedstrings.xml", u64::MAX), Err(FileFault::TooManyTexts));
        assert_eq!(look_through(more.as_bytes(), "a.xml", 1000), Err(FileFault::InflatesTooFar));
    }
}
