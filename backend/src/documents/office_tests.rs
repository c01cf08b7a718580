use super::super::whole::whole;
use super::*;
use img_parts::jpeg::{Jpeg, JpegSegment};
use std::collections::BTreeMap;
use zip::write::FileOptions;

const WORD: &str = r#"<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const ODT: &str = "application/vnd.oasis.opendocument.text";

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, FileOptions::<()>::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A photo that tells where it was taken.
fn photo() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    let mut jpeg = Jpeg::from_bytes(out.into_inner().into()).unwrap();
    let said = JpegSegment::new_with_contents(img_parts::jpeg::markers::APP1, b"Exif\0\0GPSLatitude 6,14S"[..].into());
    jpeg.segments_mut().insert(0, said);
    jpeg.encoder().bytes().to_vec()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), bytes);
    }
    parts
}

fn refused(parts: &[(&str, &[u8])]) -> Refusal {
    whole(zip(parts)).unwrap_err()
}

#[test]
fn what_an_office_file_is_stands_in_it_whatever_its_name() {
    let sheet = WORD.replace("wordprocessingml.document", "spreadsheetml.sheet");
    let slides = WORD.replace("wordprocessingml.document", "presentationml.presentation");
    for (list, media_type) in
        [(WORD, MediaType::Docx), (sheet.as_str(), MediaType::Xlsx), (slides.as_str(), MediaType::Pptx)]
    {
        let file = zip(&[(CONTENT_TYPES, list.as_bytes()), ("word/document.xml", b"<w/>")]);
        assert_eq!(whole(file.clone()).unwrap(), (media_type, file), "kept byte for byte");
    }
    for media_type in [MediaType::Odt, MediaType::Ods, MediaType::Odp] {
        let file = zip(&[("mimetype", media_type.as_str().as_bytes()), ("META-INF/manifest.xml", b"<m/>")]);
        assert_eq!(whole(file).unwrap().0, media_type);
    }
    // An archive of anything, a book, a program.
    for other in [
        &[("daftar.csv", &b"a"[..])][..],
        &[("mimetype", b"application/epub+zip")],
        &[("mimetype", b"application/pdf")],
        &[(CONTENT_TYPES, b"<Types/>")],
    ] {
        assert_eq!(refused(other), Refusal::Unknown);
    }
}

#[test]
fn programs_and_locks_are_refused_with_words_of_their_own() {
    let (list, kind) = ((CONTENT_TYPES, WORD.as_bytes()), ("mimetype", ODT.as_bytes()));
    let macros = Refusal::Because(FieldCode::FileHasMacros);
    assert_eq!(refused(&[list, ("word/vbaProject.bin", b"x")]), macros);
    assert_eq!(refused(&[(CONTENT_TYPES, b"application/vnd.ms-word.document.macroEnabled.main+xml")]), macros);
    assert_eq!(refused(&[kind, ("META-INF/manifest.xml", b"<m/>"), ("Basic/Standard/a.xml", b"x")]), macros);
    assert_eq!(refused(&[kind, ("META-INF/manifest.xml", b"<m/>"), ("Scripts/python/a.py", b"x")]), macros);
    let sheet = zip(&[(CONTENT_TYPES, b"<Types/>"), ("xl/vbaProject.bin", b"x")]);
    assert_eq!(refused(&[list, ("word/embeddings/sheet1.xlsx", &sheet)]), macros);
    let locked = Refusal::Because(FieldCode::FileLocked);
    assert_eq!(refused(&[kind, ("META-INF/manifest.xml", b"<manifest:encryption-data/>")]), locked);
    let compound = |stream: &str| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(b"x").unwrap();
        file.flush().unwrap();
        whole(file.into_inner().into_inner()).unwrap_err()
    };
    assert_eq!(compound("EncryptedPackage"), locked);
    assert_eq!(compound("WordDocument"), Refusal::Because(FieldCode::FileOldOffice));
    assert_eq!(whole(COMPOUND.to_vec()), Err(Refusal::Because(FieldCode::FileOldOffice)));
}

#[test]
fn a_photo_in_a_report_is_kept_without_its_place() {
    let photo = photo();
    let file = zip(&[
        (CONTENT_TYPES, WORD.as_bytes()),
        ("word/document.xml", b"<w>Laporan</w>"),
        ("word/media/image1.jpg", &photo),
        // Whatever it is called.
        ("word/media/image2.bin", &photo),
        ("word/embeddings/sheet1.xlsx", &zip(&[("xl/media/image1.jpeg", &photo)])),
    ]);
    let sheet = |parts: &BTreeMap<String, Vec<u8>>| self::parts(&parts["word/embeddings/sheet1.xlsx"]);
    let holds = |bytes: &[u8]| bytes.windows(11).any(|here| here == b"GPSLatitude");
    assert!(parts(&file).values().any(|part| holds(part)), "the test has nothing to lose");
    let (media_type, kept) = whole(file.clone()).unwrap();
    assert_eq!(media_type, MediaType::Docx);
    let (before, after) = (parts(&file), parts(&kept));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(!after.values().any(|part| holds(part)));
    assert!(holds(&sheet(&before)["xl/media/image1.jpeg"]) && !holds(&sheet(&after)["xl/media/image1.jpeg"]));
    assert_eq!(after["word/document.xml"], before["word/document.xml"]);
    assert!(image::load_from_memory(&after["word/media/image1.jpg"]).is_ok());
    assert_eq!(whole(kept.clone()).unwrap().1, kept, "cleaned once is clean");
}

#[test]
fn an_office_file_that_was_cut_off_or_damaged_is_broken() {
    let file = zip(&[(CONTENT_TYPES, WORD.as_bytes()), ("word/document.xml", &[b'x'; 4000])]);
    for cut in [4, 60, file.len() / 2, file.len() - 10] {
        assert_eq!(whole(file[..cut].to_vec()), Err(BROKEN), "{cut}");
    }
    // One byte of a part, which only reading it to its end shows.
    let mut damaged = zip(&[(CONTENT_TYPES, WORD.as_bytes())]);
    let place = damaged.windows(8).position(|here| here == b"[Content").unwrap();
    damaged[place + CONTENT_TYPES.len() + 10] ^= 1;
    assert_eq!(whole(damaged), Err(BROKEN));
    // A picture in it that has no end.
    let half = &photo()[..60];
    assert_eq!(refused(&[(CONTENT_TYPES, WORD.as_bytes()), ("word/media/image1.jpg", half)]), BROKEN);
}

#[test]
fn what_unfolds_without_end_is_refused() {
    let mebibyte = vec![0_u8; 1024 * 1024];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(CONTENT_TYPES, FileOptions::<()>::default()).unwrap();
    writer.write_all(WORD.as_bytes()).unwrap();
    writer.start_file("word/document.xml", FileOptions::<()>::default().large_file(true)).unwrap();
    for _ in 0..257 {
        writer.write_all(&mebibyte).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    assert_eq!(whole(bomb), Err(BROKEN));
}

#[test]
fn pictures_that_cannot_be_cleaned_and_such_as_grow_are_refused() {
    let kind = Refusal::Because(FieldCode::FilePictureKind);
    for other in
        [&b"II*\0\x08\0"[..], b"MM\0*\0\0", b"RIFF\x10\0\0\0WEBPVP8X", b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypmp42"]
    {
        assert_eq!(refused(&[(CONTENT_TYPES, WORD.as_bytes()), ("word/media/image1", other)]), kind);
    }
    // Little when packed, and larger than any file when it is not.
    let end = photo();
    let (head, tail) = end.split_at(end.len() - 2);
    let large = [head, &vec![0; MAX_FILE], tail].concat();
    assert_eq!(refused(&[(CONTENT_TYPES, WORD.as_bytes()), ("word/media/image1.jpg", &large)]), BROKEN);
    let half = [head, &vec![0; MAX_FILE / 2], tail].concat();
    let names = ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"];
    let many: Vec<(&str, &[u8])> =
        [(CONTENT_TYPES, WORD.as_bytes())].into_iter().chain(names.map(|name| (name, &half[..]))).collect();
    assert_eq!(refused(&many), BROKEN);
    // Recorded sound is no film.
    let sound = zip(&[(CONTENT_TYPES, WORD.as_bytes()), ("ppt/media/media1.m4a", b"\0\0\0\x18ftypM4A ")]);
    assert!(whole(sound).is_ok());
    // A file in a file in a file in a file.
    let deep = (0..4).fold(zip(&[("a", b"b")]), |inner, _| zip(&[(CONTENT_TYPES, WORD.as_bytes()), ("a.zip", &inner)]));
    assert_eq!(whole(deep), Err(BROKEN));
}
