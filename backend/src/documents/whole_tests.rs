use super::*;

const BROKEN: Refusal = Refusal::Because(FieldCode::FileBroken);

/// What is kept of it, if it is taken.
fn taken(bytes: Vec<u8>) -> Option<Vec<u8>> {
    match whole(bytes) {
        Ok((_, kept)) => Some(kept),
        Err(refusal) => {
            assert_eq!(refusal, BROKEN);
            None
        }
    }
}
use img_parts::png::PngChunk;

/// Where her house is, as a camera writes it: orientation, and a directory of
/// the place with its latitude.
fn exif(turned: u8) -> Vec<u8> {
    let mut block = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    block.extend(b"\x01\x12\0\x03\0\0\0\x01\0");
    block.extend([turned, 0, 0]);
    block.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    block.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02S\0\0\0\0\0\0\0");
    block
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], contents].concat()
}

/// A picture of two scans with a second picture after its end.
fn photo(turned: u8) -> Vec<u8> {
    let said = [b"Exif\0\0".to_vec(), exif(turned)].concat();
    let second = [&[0xff, 0xd8][..], &segment(0xe1, b"Exif\0\0GPSLatitude"), &[0xff, 0xd9]].concat();
    [
        &[0xff, 0xd8][..],
        &segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        &segment(0xe1, &said),
        &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>6,14S"),
        &segment(0xe2, b"ICC_PROFILE\0\x01\x01warna"),
        &segment(0xe2, b"MPF\0rumah"),
        &segment(0xfe, b"Rumah Ibu Siti"),
        &segment(0xc2, b"\x08\0\x10\0\x10\x01\x01\x11\0"),
        &segment(0xda, b"\x01\x01\0\0\0\0"),
        b"\x12\xff\0\x34\xff\xd0\x56",
        &segment(0xfe, b"di antara"),
        &segment(0xc4, b"\x10\xff\xd9tabel"),
        &segment(0xda, b"\x01\x01\0\0\x3f\0"),
        b"\x78\xff\xff\xd9",
        &second,
    ]
    .concat()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|here| here == text)
}

#[test]
fn a_photo_is_kept_without_the_place_it_was_taken_at() {
    let photo = photo(6);
    for said in [&b"GPSLatitude"[..], b"Rumah Ibu Siti", b"rumah", b"di antara", b"\x88\x25"] {
        assert!(holds(&photo, said), "the test has nothing to lose");
    }
    let kept = taken(photo).unwrap();
    for said in [&b"GPS"[..], b"Rumah", b"rumah", b"di antara", b"\x88\x25"] {
        assert!(!holds(&kept, said), "{said:?}");
    }
    // The picture is all there: colours, tables, both scans, its end.
    for shown in [&b"warna"[..], b"\x12\xff\0\x34\xff\xd0\x56", b"\xff\xd9tabel", b"\x78\xff\xd9"] {
        assert!(holds(&kept, shown), "{shown:?}");
    }
    assert!(kept.ends_with(b"\x78\xff\xd9"));
    // How it is turned stays, and is read by whoever shows it.
    let picture = Jpeg::from_bytes(Bytes::from(kept.clone())).unwrap();
    assert_eq!(turned(&picture), Some(6));
    assert_eq!(taken(kept.clone()).unwrap(), kept, "cleaned once is clean");
    let upright = taken(self::photo(1)).unwrap();
    assert!(Jpeg::from_bytes(Bytes::from(upright)).unwrap().exif().is_none());
}

#[test]
fn a_picture_that_was_cut_off_is_broken() {
    let photo = photo(1);
    let end = photo.windows(3).position(|here| here == b"\xff\xff\xd9").unwrap();
    for length in [3, 30, 120, end] {
        assert_eq!(taken(photo[..length].to_vec()), None, "{length}");
    }
    assert_eq!(taken(b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec()), None);
}

fn picture(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, contents) in chunks {
        file.extend_from_slice(&PngChunk::new(**kind, Bytes::copy_from_slice(contents)).encoder().bytes());
    }
    file
}

#[test]
fn a_screenshot_is_kept_without_what_is_written_into_it() {
    let size: &[u8] = b"\0\0\0\x02\0\0\0\x02\x08\x02\0\0\0";
    let parts: [(&[u8; 4], &[u8]); 5] = [
        (b"IHDR", size),
        (b"tEXt", b"Comment\0Rumah Siti"),
        (b"eXIf", b"MM GPS"),
        (b"IDAT", b"gambar"),
        (b"IEND", b""),
    ];
    let kept = taken(picture(&parts)).unwrap();
    assert!(!holds(&kept, b"Siti") && !holds(&kept, b"GPS"));
    assert_eq!(kept, picture(&[parts[0], parts[3], parts[4]]));
    // Without its end, or with a part that does not add up, it is broken.
    assert_eq!(taken(picture(&parts[..4])), None);
    let mut damaged = picture(&parts);
    let place = damaged.windows(6).position(|here| here == b"gambar").unwrap();
    damaged[place] ^= 1;
    assert_eq!(taken(damaged), None);
}

#[test]
fn a_pdf_ends_where_its_table_says() {
    let paper = crate::demo::paper("Rencana kerja");
    assert_eq!(taken(paper.clone()), Some(paper.clone()));
    // Some writers add a line, or more, after the end.
    assert!(taken([&paper[..], b"\r\n\0\0"].concat()).is_some());
    for cut in [9, 40, paper.len() - 8, paper.len() / 2] {
        assert_eq!(taken(paper[..cut].to_vec()), None, "{cut}");
    }
    for broken in [&b"%PDF-1.7\n"[..], b"%PDF-1.7\nstartxref\n9999\n%%EOF", b"%PDF-1.7\nstartxref\n-1\n%%EOF"] {
        assert_eq!(taken(broken.to_vec()), None);
    }
}
