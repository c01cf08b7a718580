//! Files made to harm: each refused by name, quickly and in little memory.

use crate::imports::checked_file;
use crate::support::with_server;
use contract::imports::FileFault;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::process::Command;
use std::time::Duration;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const QUICKLY: Duration = Duration::from_secs(2);
const LITTLE: u64 = 100 * 1024;
/// Names the file for the process that reads it alone.
const GIVEN: &str = "P2WKSS_TEST_HOSTILE";

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xlsx(sheet: &str, texts: &str) -> Vec<u8> {
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[("mimetype", b"x"), ("META-INF/manifest.xml", b"<manifest/>"), ("content.xml", content.as_bytes())])
}

const TEXTS: &str = "<sst><si><t>Nama</t></si></sst>";

/// One part of eight million spaces, named a hundred and sixty times over.
fn bomb() -> Vec<u8> {
    let whole = xlsx(&" ".repeat(8 * 1024 * 1024), TEXTS);
    let find = |mark: &[u8], from: usize| (from..whole.len() - 4).find(|at| whole[*at..].starts_with(mark));
    let first = find(b"PK\x01\x02", 0).unwrap();
    let last = (first..whole.len()).rfind(|at| whole[*at..].starts_with(b"PK\x01\x02")).unwrap();
    let end = find(b"PK\x05\x06", last).unwrap();
    let entry = &whole[last..end];
    let (mut file, mut count) = (whole[..end].to_vec(), 6_u16);
    for number in 0..160 {
        let mut other = entry.to_vec();
        let name = format!("xl/worksheets/sheet{number:03}.xml");
        // As long as the name it replaces is short, the entry says its own length.
        other.truncate(46);
        other[28..30].copy_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        other[30..34].fill(0);
        other.extend_from_slice(name.as_bytes());
        file.extend_from_slice(&other);
        count += 1;
    }
    let size = u32::try_from(file.len() - first).unwrap();
    let mut tail = whole[end..].to_vec();
    tail[8..10].copy_from_slice(&count.to_le_bytes());
    tail[10..12].copy_from_slice(&count.to_le_bytes());
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    file.extend_from_slice(&tail);
    file
}

/// A part that says it is short and is not.
fn liar() -> Vec<u8> {
    let mut whole = xlsx(&" ".repeat(8 * 1024 * 1024), TEXTS);
    let long = (8_u32 * 1024 * 1024).to_le_bytes();
    let places: Vec<usize> = (0..whole.len() - 4).filter(|at| whole[*at..].starts_with(&long)).collect();
    assert!(!places.is_empty());
    for place in places {
        whole[place..place + 4].copy_from_slice(&200_u32.to_le_bytes());
    }
    whole
}

fn cells(rows: usize, columns: usize) -> String {
    let mut sheet = "<worksheet><sheetData>".to_owned();
    for row in 1..=rows {
        write!(sheet, "<row r=\"{row}\">").unwrap();
        sheet.push_str(&"<c><v>1</v></c>".repeat(columns));
        sheet.push_str("</row>");
    }
    sheet + "</sheetData></worksheet>"
}

fn compound(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(bytes).unwrap();
    file.into_inner().into_inner()
}

/// A BIFF sheet with a cell in each of two corners.
fn corners() -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        [kind.to_le_bytes().as_slice(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    };
    let cell = |row: u16, column: u16| {
        record(0x0203, &[row.to_le_bytes().as_slice(), &column.to_le_bytes(), &[0; 10]].concat())
    };
    let sheet = [record(0x0809, &[0; 16]), cell(0, 0), cell(65_535, 255), record(0x000a, &[])].concat();
    compound("/Workbook", &sheet)
}

fn laughs(kind: &str) -> String {
    let mut texts = format!("<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a0 {kind}>");
    for level in 1..10 {
        let before = format!("&a{};", level - 1).repeat(10);
        write!(texts, "<!ENTITY a{level} \"{before}\">").unwrap();
    }
    texts + "]><sst><si><t>&a9;</t></si></sst>"
}

fn many_texts() -> String {
    let mut texts = "<sst>".to_owned();
    for number in 0..1_000_000 {
        write!(texts, "<si><t>{number}</t></si>").unwrap();
    }
    texts + "</sst>"
}

fn hostile() -> Vec<(&'static str, FileFault, Vec<u8>)> {
    let whole = xlsx(&cells(100, 10), TEXTS);
    let corner = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                  <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated=\"1000000\"><text:p>a</text:p>\
                </table:table-cell></table:table-row>";
    let xml = "<office:x xmlns:office=\"o\">&e;</office:x>";
    let external = format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{xml}");
    vec![
        ("bomb", FileFault::InflatesTooFar, bomb()),
        ("liar", FileFault::Damaged, liar()),
        ("laughs", FileFault::DeclaresEntities, xlsx(&cells(1, 1), &laughs("\"lol\""))),
        ("external", FileFault::DeclaresEntities, xlsx(&cells(1, 1), &laughs("SYSTEM \"file:///etc/passwd\""))),
        (
            "external ods",
            FileFault::DeclaresEntities,
            packed(&[("META-INF/manifest.xml", b"<m/>"), ("content.xml", external.as_bytes())]),
        ),
        ("texts", FileFault::TooManyTexts, xlsx(&cells(1, 1), &many_texts())),
        ("cells", FileFault::SheetTooLarge, xlsx(&cells(9_000, 150), TEXTS)),
        ("corner", FileFault::SheetTooLarge, xlsx(corner, TEXTS)),
        ("corner xls", FileFault::SheetTooLarge, corners()),
        ("wide ods", FileFault::SheetTooLarge, ods(wide)),
        ("cut", FileFault::Damaged, whole[..whole.len() / 2].to_vec()),
        ("cut xls", FileFault::Damaged, corners()[..700].to_vec()),
        ("locked", FileFault::Encrypted, compound("/EncryptedPackage", &[7; 9_000])),
        ("program", FileFault::IsProgram, b"MZ\x90\x00\x03\x00\x00\x00".repeat(200)),
        ("letter", FileFault::UnknownFormat, packed(&[("word/document.xml", b"<a/>")])),
        ("page", FileFault::UnknownFormat, b"<html><table><tr><td>Nama</td></tr></table></html>".to_vec()),
    ]
}

fn memory(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_matches([':', '\t', ' ']).split_whitespace().next().unwrap().parse().unwrap()
}

/// The time this thread has worked; others at the machine do not count.
fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split_whitespace().next().unwrap().parse().unwrap())
}

/// Reads the file that the test below gives it, alone in its process.
#[test]
fn one_file_alone() {
    let Some(path) = std::env::var_os(GIVEN) else { return };
    let bytes = std::fs::read(path).unwrap();
    let (before, begun) = (memory("VmRSS"), worked());
    let fault = p2wkss::imports::reading::read(&bytes).unwrap_err();
    let (elapsed, after) = (worked().saturating_sub(begun), memory("VmHWM"));
    println!("\n=> {fault} {} {}", elapsed.as_millis(), after.saturating_sub(before));
}

#[test]
fn hostile_files_are_refused_quickly_and_in_little_memory() {
    let folder = std::env::temp_dir().join(format!("p2wkss-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut faults = Vec::new();
    for (name, expected, bytes) in hostile() {
        let path = folder.join(name.replace(' ', "-"));
        std::fs::write(&path, &bytes).unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["import_hostile::one_file_alone", "--exact", "--nocapture"])
            .env(GIVEN, &path)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&child.stdout).into_owned();
        let told: Vec<&str> =
            text.lines().find_map(|line| line.strip_prefix("=> ")).unwrap_or("").split_whitespace().collect();
        let [fault, millis, kilobytes] = told.as_slice() else {
            faults.push(format!("{name}: {text}{}", String::from_utf8_lossy(&child.stderr)));
            continue;
        };
        println!("{name}: {} bytes, {fault}, {millis} ms, {kilobytes} kB", bytes.len());
        let (millis, kilobytes): (u64, u64) = (millis.parse().unwrap(), kilobytes.parse().unwrap());
        let quick = Duration::from_millis(millis) < QUICKLY && kilobytes < LITTLE;
        if *fault != expected.as_str() || !quick {
            faults.push(format!("{name}: {fault} in place of {expected}, {millis} ms, {kilobytes} kB"));
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn whoever_uploads_one_is_told_what_it_is() {
    // Made first: a connection that waits too long is closed.
    let files: Vec<_> = hostile().into_iter().filter(|(_, _, bytes)| bytes.len() < 1 << 20).collect();
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for (name, expected, bytes) in files {
            let (_, read) = checked_file(&officer, &name.replace(' ', "-"), "", bytes).await;
            let import = read.json();
            assert_eq!((&import["state"], &import["fault"]), (&"failed".into(), &expected.as_str().into()), "{name}");
        }
    });
}
