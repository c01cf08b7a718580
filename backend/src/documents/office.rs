//! Office files: what is packed into them is looked through, and the pictures
//! among it are kept without their place, as a photo by itself is.

use super::whole::{Picture, cleaned, picture};
use contract::documents::{MAX_FILE, MediaType};
use contract::problem::FieldCode;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Every zip begins so.
pub const ZIP: &[u8] = b"PK\x03\x04";
/// Office files before 2007, and those under a password.
pub const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Parts of one file; a long presentation has some thousands.
const MAX_PARTS: usize = 10_000;
/// All parts together, unfolded.
const MAX_UNFOLDED: u64 = 256 * 1024 * 1024;
/// What is written anew, unfolded.
const MAX_ANEW: usize = 2 * MAX_FILE;
/// A sheet within a slide within a file.
const MAX_DEPTH: u8 = 2;
/// So much of a part tells what it is.
const HEAD: u64 = 16;
/// The lists of what a file is made of.
const MAX_LIST: u64 = 1024 * 1024;
/// Where an Open Document says what it is, and an Office Open XML file.
const OPEN_DOCUMENT_TYPE: &str = "mimetype";
const OPEN_DOCUMENT_PARTS: &str = "META-INF/manifest.xml";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const MAIN_PARTS: [(&str, MediaType); 3] = [
    ("wordprocessingml.document.main+xml", MediaType::Docx),
    ("spreadsheetml.sheet.main+xml", MediaType::Xlsx),
    ("presentationml.presentation.main+xml", MediaType::Pptx),
];

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// None of the kinds that are taken.
    Unknown,
    Because(FieldCode),
}

const BROKEN: Refusal = Refusal::Because(FieldCode::FileBroken);

impl From<ZipError> for Refusal {
    fn from(_: ZipError) -> Self {
        BROKEN
    }
}

impl From<std::io::Error> for Refusal {
    fn from(_: std::io::Error) -> Self {
        BROKEN
    }
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// An office file as it is kept.
pub fn packed(bytes: Vec<u8>) -> Result<(MediaType, Vec<u8>), Refusal> {
    let media_type = told(&mut ZipArchive::new(Cursor::new(bytes.as_slice()))?)?;
    let kept = without_places(&bytes, 0, &mut { MAX_UNFOLDED })?;
    Ok((media_type, kept.unwrap_or(bytes)))
}

/// The same file with its pictures cleaned; `None` where there is nothing to
/// clean. Every part is read to its end, so that a damaged one is found.
fn without_places(bytes: &[u8], depth: u8, left: &mut u64) -> Result<Option<Vec<u8>>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > MAX_PARTS || depth > MAX_DEPTH {
        return Err(BROKEN);
    }
    if holds_programs(&archive) {
        return Err(Refusal::Because(FieldCode::FileHasMacros));
    }
    let (mut anew, mut size) = (Vec::new(), 0);
    for index in 0..archive.len() {
        if let Some(kept) = part(archive.by_index(index)?, depth, left)? {
            size += kept.len();
            if size > MAX_ANEW {
                return Err(BROKEN);
            }
            anew.push((index, kept));
        }
    }
    if anew.is_empty() { Ok(None) } else { repacked(&mut archive, anew).map(Some) }
}

/// A compound file: of an older program, or locked.
pub fn compound(bytes: &[u8]) -> Refusal {
    let locked = cfb::CompoundFile::open(Cursor::new(bytes)).is_ok_and(|file| file.is_stream("/EncryptedPackage"));
    Refusal::Because(if locked { FieldCode::FileLocked } else { FieldCode::FileOldOffice })
}

/// Whoever opens a file trusts where it came from.
fn holds_programs(archive: &Archive<'_>) -> bool {
    let mut names = archive.file_names().flatten().map(|name| name.trim_start_matches('/').to_ascii_lowercase());
    names.any(|name| name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/"))
}

/// What the file says it is.
fn told(archive: &mut Archive<'_>) -> Result<MediaType, Refusal> {
    if let Some(list) = text(archive, CONTENT_TYPES)? {
        if list.contains("macroEnabled.main+xml") {
            return Err(Refusal::Because(FieldCode::FileHasMacros));
        }
        let main = MAIN_PARTS.iter().find(|(main, _)| list.contains(main));
        return main.map(|(_, media_type)| *media_type).ok_or(Refusal::Unknown);
    }
    let own = text(archive, OPEN_DOCUMENT_TYPE)?.and_then(|own| own.trim().parse().ok());
    let own = own.filter(|own| matches!(own, MediaType::Odt | MediaType::Ods | MediaType::Odp));
    let own = own.ok_or(Refusal::Unknown)?;
    let parts = text(archive, OPEN_DOCUMENT_PARTS)?.ok_or(BROKEN)?;
    if parts.contains("encryption-data") {
        return Err(Refusal::Because(FieldCode::FileLocked));
    }
    Ok(own)
}

/// A part that is text; `None` where there is none.
fn text(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::new();
    part.take(MAX_LIST).read_to_end(&mut bytes)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// What a part is that may hold a place.
enum Inside {
    Picture(Picture),
    Packed,
    /// Pictures and films out of which no library here takes the place: TIFF,
    /// WebP, and those of telephones.
    Other,
}

fn inside(head: &[u8]) -> Option<Inside> {
    if let Some(kind) = picture(head) {
        return Some(Inside::Picture(kind));
    }
    let at = |place: usize, word: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(word));
    // Of the same family as films, and told apart from them: recorded sound.
    let film = at(4, b"ftyp") && !at(8, b"M4A ");
    let other = at(0, b"II*\0") || at(0, b"MM\0*") || at(0, b"RIFF") && at(8, b"WEBP") || film;
    if head.starts_with(ZIP) { Some(Inside::Packed) } else { other.then_some(Inside::Other) }
}

/// Reads a part to its end; gives it back as it is kept, where that differs.
fn part(mut part: impl Read, depth: u8, left: &mut u64) -> Result<Option<Vec<u8>>, Refusal> {
    let mut bytes = Vec::new();
    part.by_ref().take(HEAD).read_to_end(&mut bytes)?;
    let kind = inside(&bytes);
    if matches!(kind, Some(Inside::Other)) {
        return Err(Refusal::Because(FieldCode::FilePictureKind));
    }
    // One byte more than may be shows that there is more.
    let most = if kind.is_some() { u64::try_from(MAX_FILE).unwrap_or(0).min(*left) } else { *left } + 1;
    let read = match kind {
        Some(_) => part.take(most).read_to_end(&mut bytes)?.try_into().unwrap_or(u64::MAX),
        None => std::io::copy(&mut part.take(most), &mut std::io::sink())?,
    };
    *left = if read < most { left.checked_sub(read).ok_or(BROKEN)? } else { return Err(BROKEN) };
    match kind {
        Some(Inside::Picture(kind)) => {
            let kept = cleaned(kind, bytes.clone()).ok_or(BROKEN)?;
            Ok((kept != bytes).then_some(kept))
        }
        Some(Inside::Packed) => without_places(&bytes, depth + 1, left),
        Some(Inside::Other) | None => Ok(None),
    }
}

/// The same parts in the same order, these in their place and packed as they
/// were.
fn repacked(archive: &mut Archive<'_>, anew: Vec<(usize, Vec<u8>)>) -> Result<Vec<u8>, Refusal> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut anew = anew.into_iter().peekable();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        match anew.next_if(|(own, _)| *own == index) {
            Some((_, bytes)) => {
                let alike = SimpleFileOptions::default().compression_method(part.compression());
                writer.start_file(part.name()?.into_owned(), alike)?;
                writer.write_all(&bytes)?;
            }
            None => writer.raw_copy_file(part)?,
        }
    }
    let kept = writer.finish()?.into_inner();
    if kept.len() > MAX_FILE { Err(BROKEN) } else { Ok(kept) }
}

#[cfg(test)]
#[path = "office_tests.rs"]
mod tests;
