//! Pictures made small, so that a list shows them over a slow line.

use bytes::Bytes;
use contract::documents::MediaType;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits, Rgba, RgbaImage, imageops};
use img_parts::jpeg::{Jpeg, markers};
use std::io::Cursor;

/// The longer side, in pixels.
const SIDE: u32 = 320;
const QUALITY: u8 = 70;
/// A picture is unpacked for this; more memory is not given to one.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// The longest side of what is unpacked.
const MAX_SIDE: u32 = 20_000;

/// A small JPEG of a picture, turned upright; `None` of anything else, and of
/// a picture that cannot be unpacked.
pub fn thumbnail(media_type: MediaType, bytes: &[u8]) -> Option<Vec<u8>> {
    match media_type {
        MediaType::Jpeg => small(JpegDecoder::new(Cursor::new(bytes)).ok()?, beside(bytes)).ok(),
        MediaType::Png => small(PngDecoder::new(Cursor::new(bytes)).ok()?, 1).ok(),
        _ => None,
    }
}

/// How many times its pixels a JPEG takes: one that comes by and by is kept as
/// coefficients until its end.
fn beside(bytes: &[u8]) -> u64 {
    let jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes));
    let by_and_by = jpeg.is_ok_and(|jpeg| jpeg.segments().iter().any(|one| one.marker() == markers::SOF2));
    if by_and_by { 4 } else { 1 }
}

fn small(mut decoder: impl ImageDecoder, times: u64) -> ImageResult<Vec<u8>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    // What is unpacked counts; the decoder counts what it needs besides.
    limits.reserve(decoder.total_bytes().saturating_mul(times))?;
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?.thumbnail(SIDE, SIDE);
    picture.apply_orientation(orientation);
    let picture = picture.to_rgba8();
    // What shows through is white, as paper is.
    let mut ground = RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([u8::MAX; 4]));
    imageops::overlay(&mut ground, &picture, 0, 0);
    let mut out = Vec::new();
    DynamicImage::ImageRgba8(ground).to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, RgbImage};

    fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn read(bytes: &[u8]) -> RgbImage {
        image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().to_rgb8()
    }

    #[test]
    fn a_picture_becomes_small_and_keeps_its_form() {
        let wide =
            encoded(DynamicImage::ImageRgb8(RgbImage::from_pixel(640, 160, [200, 30, 30].into())), ImageFormat::Jpeg);
        let small = thumbnail(MediaType::Jpeg, &wide).unwrap();
        assert_eq!(read(&small).dimensions(), (320, 80));
        assert!(small.len() < 4_000, "{}", small.len());
    }

    #[test]
    fn what_shows_through_is_white() {
        let clear = encoded(DynamicImage::ImageRgba8(RgbaImage::new(32, 32)), ImageFormat::Png);
        let small = read(&thumbnail(MediaType::Png, &clear).unwrap());
        assert!(small.pixels().all(|pixel| pixel.0.iter().all(|part| *part > 250)));
    }

    #[test]
    fn what_is_no_picture_has_none_and_what_would_unfold_too_far_neither() {
        assert_eq!(thumbnail(MediaType::Pdf, b"%PDF-1.7"), None);
        assert_eq!(thumbnail(MediaType::Jpeg, b"\xff\xd8\xff\xe0\0\x10JFIF"), None);
        // A few bytes that say they are a billion pixels.
        let mut bomb = encoded(DynamicImage::ImageRgb8(RgbImage::new(1, 1)), ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0x7f, 0xff, 0, 0, 0x7f, 0xff]);
        assert_eq!(thumbnail(MediaType::Png, &bomb), None);
    }
}
