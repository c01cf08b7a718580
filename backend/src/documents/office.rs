//! Office files: what is packed into them is looked through, and the pictures
//! among it are kept without their place, as a photo by itself is.

use super::whole::picture;
use contract::documents::MediaType;
use contract::problem::FieldCode;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Every zip begins so.
pub const ZIP: &[u8] = b"PK\x03\x04";
/// Office files before 2007, and those under a password.
pub const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Parts of one file; a long presentation has some thousands.
const MAX_PARTS: usize = 10_000;
/// All parts together, unfolded.
const MAX_UNFOLDED: u64 = 256 * 1024 * 1024;
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
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice()))?;
    if archive.len() > MAX_PARTS {
        return Err(BROKEN);
    }
    let media_type = told(&mut archive)?;
    let cleaned = pictures(&mut archive)?;
    if cleaned.is_empty() {
        return Ok((media_type, bytes));
    }
    Ok((media_type, repacked(&mut archive, cleaned)?))
}

/// A compound file: of an older program, or locked.
pub fn compound(bytes: &[u8]) -> Refusal {
    let locked = cfb::CompoundFile::open(Cursor::new(bytes)).is_ok_and(|file| file.is_stream("/EncryptedPackage"));
    Refusal::Because(if locked { FieldCode::FileLocked } else { FieldCode::FileOldOffice })
}

/// What the file says it is. Programs in it are refused: whoever opens it
/// trusts where it came from.
fn told(archive: &mut Archive<'_>) -> Result<MediaType, Refusal> {
    let names: Vec<String> =
        archive.file_names().flatten().map(|name| name.trim_start_matches('/').to_ascii_lowercase()).collect();
    if names.iter().any(|name| name.ends_with("vbaproject.bin") || name.starts_with("basic/")) {
        return Err(Refusal::Because(FieldCode::FileHasMacros));
    }
    if let Some(list) = text(archive, CONTENT_TYPES)? {
        if list.contains("macroEnabled") {
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

/// Reads every part to its end, and gives back the pictures that hold more
/// than what is shown, without it.
fn pictures(archive: &mut Archive<'_>) -> Result<Vec<(usize, Vec<u8>)>, Refusal> {
    let mut left = MAX_UNFOLDED;
    let mut cleaned = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index)?;
        let mut bytes = Vec::new();
        // One byte more than may be shows that there is more.
        part.take(left + 1).read_to_end(&mut bytes)?;
        left = u64::try_from(bytes.len()).ok().and_then(|read| left.checked_sub(read)).ok_or(BROKEN)?;
        if let Some(kind) = picture(&bytes) {
            let kept = super::whole::cleaned(kind, bytes.clone()).ok_or(BROKEN)?;
            if kept != bytes {
                cleaned.push((index, kept));
            }
        }
    }
    Ok(cleaned)
}

/// The same parts in the same order, these in their place.
fn repacked(archive: &mut Archive<'_>, cleaned: Vec<(usize, Vec<u8>)>) -> Result<Vec<u8>, Refusal> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut cleaned = cleaned.into_iter().peekable();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        match cleaned.next_if(|(own, _)| *own == index) {
            Some((_, bytes)) => {
                // Pictures are packed already.
                let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                writer.start_file(part.name()?.into_owned(), stored)?;
                writer.write_all(&bytes)?;
            }
            None => writer.raw_copy_file(part)?,
        }
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
#[path = "office_tests.rs"]
mod tests;
