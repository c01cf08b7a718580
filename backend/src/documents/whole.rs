//! Files as they are kept: whole, and without what a camera wrote into them.
//!
//! A photo tells where it was taken: in her house. Everything a picture does
//! not need to be shown goes; how it is turned stays.

use super::office::{self, Refusal};
use bytes::Bytes;
use contract::documents::MediaType;
use contract::problem::FieldCode;
use exif::{In, Tag};
use img_parts::ImageEXIF;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;

/// So near its end a PDF says where its table is.
const PDF_TAIL: usize = 2_048;
/// What a picture is shown by: its form, its colours and Adobe's transform.
const SHOWN_BY: [(u8, &[u8]); 3] =
    [(markers::APP0, b"JFIF\0"), (markers::APP2, b"ICC_PROFILE\0"), (markers::APP14, b"Adobe")];
/// Of a PNG: size, colours, picture, end.
const SHOWN_OF_PNG: [&[u8; 4]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"];

/// The kinds of pictures, told from their first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    Jpeg,
    Png,
}

/// What a file is, and the file as it is kept.
pub fn whole(bytes: Vec<u8>) -> Result<(MediaType, Vec<u8>), Refusal> {
    let broken = Refusal::Because(FieldCode::FileBroken);
    if bytes.is_empty() {
        return Err(Refusal::Because(FieldCode::FileEmpty));
    }
    if bytes.starts_with(b"%PDF-") {
        return if is_whole_pdf(&bytes) { Ok((MediaType::Pdf, bytes)) } else { Err(broken) };
    }
    if let Some(kind) = picture(&bytes) {
        let media_type = match kind {
            Picture::Jpeg => MediaType::Jpeg,
            Picture::Png => MediaType::Png,
        };
        return cleaned(kind, bytes).map(|kept| (media_type, kept)).ok_or(broken);
    }
    if bytes.starts_with(office::ZIP) {
        return office::packed(bytes);
    }
    Err(if bytes.starts_with(office::COMPOUND) { office::compound(&bytes) } else { Refusal::Unknown })
}

/// What picture it is, if one.
pub fn picture(bytes: &[u8]) -> Option<Picture> {
    let starts: [(&[u8], Picture); 2] = [(b"\xff\xd8\xff", Picture::Jpeg), (b"\x89PNG\r\n\x1a\n", Picture::Png)];
    starts.into_iter().find_map(|(start, kind)| bytes.starts_with(start).then_some(kind))
}

/// A picture without what it is not shown by; `None` where it is broken or cut
/// off.
pub fn cleaned(kind: Picture, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match kind {
        Picture::Jpeg => jpeg(bytes),
        Picture::Png => png(bytes),
    }
}

/// Whether its end is there, and the table where its end says. A file that was
/// cut off on its way has neither.
fn is_whole_pdf(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(PDF_TAIL)..).unwrap_or_default();
    let Some(end) = last(tail, b"%%EOF") else { return false };
    let Some(start) = tail.get(..end).and_then(|before| last(before, b"startxref").map(|at| (before, at))) else {
        return false;
    };
    let number = start.0.get(start.1 + b"startxref".len()..).unwrap_or_default();
    let place = std::str::from_utf8(number).ok().and_then(|text| text.trim().parse::<usize>().ok());
    let Some(table) = place.and_then(|place| bytes.get(place..)) else { return false };
    // A table, or a stream that holds one: an object with its number.
    let table = table.trim_ascii_start();
    table.starts_with(b"xref") || table.first().is_some_and(u8::is_ascii_digit)
}

/// Where the last of `what` begins.
fn last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|here| here == what)
}

/// How the camera was held; 1 is upright.
fn turned(jpeg: &Jpeg) -> Option<u8> {
    let read = exif::Reader::new().read_raw(jpeg.exif()?.to_vec()).ok()?;
    let turned = read.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(turned).ok().filter(|turned| (2..=8).contains(turned))
}

/// The one thing that is said of a picture: how it is turned.
fn only_turned(turned: u8) -> Bytes {
    let mut block = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.extend([turned, 0, 0, 0, 0, 0, 0]);
    Bytes::from(block)
}

fn jpeg(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut picture = Jpeg::from_bytes(Bytes::from(bytes)).ok()?;
    picture.dimensions()?;
    let turned = turned(&picture);
    let kept = picture.segments().iter().filter(|segment| is_shown_by(segment.marker(), segment.contents()));
    let kept: Option<Vec<JpegSegment>> = kept.map(|segment| scans(segment.clone())).collect();
    *picture.segments_mut() = kept.filter(|kept| kept.iter().any(JpegSegment::has_entropy))?;
    picture.set_exif(turned.map(only_turned));
    Some(picture.encoder().bytes().to_vec())
}

fn is_shown_by(marker: u8, contents: &[u8]) -> bool {
    let said = (markers::APP0..=markers::APP15).contains(&marker) || marker == markers::COM;
    !said || SHOWN_BY.iter().any(|(own, begins)| *own == marker && contents.starts_with(begins))
}

/// The scans of a picture up to its end: what follows may be another picture,
/// with a place of its own.
fn scans(segment: JpegSegment) -> Option<JpegSegment> {
    if !segment.has_entropy() {
        return Some(segment);
    }
    let whole = segment.clone().encoder().bytes();
    let mut rest = whole.get(segment.len()..)?;
    let mut kept = Vec::with_capacity(rest.len());
    loop {
        let here = rest.iter().position(|byte| *byte == markers::P)?;
        let (data, from) = rest.split_at_checked(here)?;
        kept.extend_from_slice(data);
        match *from.get(1)? {
            // Data that looks like a marker, and marks to begin again at.
            0x00 | 0xd0..=0xd7 => {
                let (pair, after) = from.split_at_checked(2)?;
                kept.extend_from_slice(pair);
                rest = after;
            }
            // Filled up.
            markers::P => rest = from.get(1..)?,
            markers::EOI => {
                kept.extend([markers::P, markers::EOI]);
                return Some(JpegSegment::new_with_entropy(segment.marker(), segment.contents().clone(), kept.into()));
            }
            marker => {
                let length = usize::from(u16::from_be_bytes([*from.get(2)?, *from.get(3)?]));
                let (table, after) = from.split_at_checked(2 + length)?;
                if is_shown_by(marker, table.get(4..)?) {
                    kept.extend_from_slice(table);
                }
                rest = after;
            }
        }
    }
}

fn png(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut picture = Png::from_bytes(Bytes::from(bytes)).ok()?;
    picture.dimensions()?;
    picture.chunk_by_type(*b"IEND")?;
    picture.chunk_by_type(*b"IDAT")?;
    picture.chunks_mut().retain(|chunk| SHOWN_OF_PNG.contains(&&chunk.kind()));
    Some(picture.encoder().bytes().to_vec())
}

#[cfg(test)]
#[path = "whole_tests.rs"]
mod tests;
