//! Files in and out: a list of thousands, and the whole register.

use super::client::{Asked, Connection, Outcome, because};
use super::load::rate;
use super::machine::{Memory, Usage, forget_most, memory_kb};
use super::women::newcomer;
use super::{Bench, LISTED};
use calamine::{Data, Reader, Xlsx};
use http_body_util::BodyExt;
use hyper::body::Bytes;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write;
use std::io::Cursor;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// The largest list that is taken.
const ROWS: u32 = 10_000;
/// Numbers that no other scenario uses.
const FIRST: u32 = 5_000_000;
const LONGEST: Duration = Duration::from_mins(15);

/// What one file came to.
#[derive(Debug, Clone, Serialize)]
pub struct FileFigures {
    pub scenario: &'static str,
    pub rows: u64,
    pub seconds: f64,
    pub rows_per_second: f64,
    /// From following the link to the first bytes of a file that leaves.
    pub first_byte_ms: Option<u64>,
    pub bytes: u64,
    pub server_us: u64,
    pub database_us: Option<u64>,
    pub peak_mb: u64,
    pub foreign: f64,
}

/// Measures one piece of work.
struct Watch<'a> {
    bench: &'a Bench,
    before: Usage,
    begun: Instant,
}

impl<'a> Watch<'a> {
    fn start(bench: &'a Bench) -> Self {
        let target = bench.target();
        forget_most(target.server);
        Self { bench, before: Usage::now(target.server, target.database), begun: Instant::now() }
    }

    fn stop(self, scenario: &'static str, rows: u64, bytes: usize, first_byte_ms: Option<u64>) -> FileFigures {
        let seconds = self.begun.elapsed().as_secs_f64();
        let target = self.bench.target();
        let used = Usage::now(target.server, target.database).since(self.before);
        FileFigures {
            scenario,
            rows,
            seconds,
            rows_per_second: rate(rows, seconds),
            first_byte_ms,
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
            server_us: used.server / rows.max(1),
            database_us: target.database.map(|_| used.database / rows.max(1)),
            peak_mb: memory_kb(target.server, Memory::Most) / 1024,
            foreign: used.foreign(),
        }
    }
}

/// A list as an office writes it.
fn list(rows: u32) -> Vec<u8> {
    let mut text = "NIK;Nama Lengkap;Tanggal Lahir;RW;RT;Alamat;Status Perkawinan;Kepala Keluarga Sehari-hari;\
                    Sebab Menjadi Kepala Keluarga;Penghasilan\n"
        .to_owned();
    for number in 0..rows {
        let (name, nik, born) = newcomer(FIRST + number);
        let (rw, rt, income) = (number % 24 + 1, number % 12 + 1, (number % 40 + 8) * 50_000);
        // Writing to memory does not fail.
        let _ = writeln!(
            text,
            "{nik};{name};{born};{rw};{rt};Gg. Mawar {};Cerai mati;ya;Suami meninggal;{income}",
            number % 90
        );
    }
    text.into_bytes()
}

async fn until(connection: &mut Connection, path: &str, leaving: &str) -> Outcome<Value> {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        let import = connection.json(&Asked::get(path)).await?;
        if import.get("state").and_then(Value::as_str) != Some(leaving) {
            return Ok(import);
        }
        sleep(Duration::from_millis(20)).await;
    }
    Err(format!("S7: the list stays {leaving}"))
}

fn count(import: &Value, member: &str) -> u64 {
    import.pointer(&format!("/counts/{member}")).and_then(Value::as_u64).unwrap_or(0)
}

/// S7: a list is uploaded and checked, then committed.
pub async fn import(bench: &Bench) -> Outcome<Vec<FileFigures>> {
    let rows = ROWS.min(bench.women);
    let expected = u64::from(rows);
    let women = "select count(*) from beneficiaries";
    let before = bench.truth.number(women).await?;
    let mut connection = Connection::open(bench.address(), &bench.officer_of_lists).await?;
    let watch = Watch::start(bench);
    let bytes = list(rows);
    let length = bytes.len();
    let path = format!("/api/v1/imports?region={LISTED}&file_name=calon.csv");
    let made = connection.json(&Asked::upload(path, "text/csv", bytes)).await?;
    let id = made.get("id").and_then(Value::as_str).unwrap_or("");
    let path = format!("/api/v1/imports/{id}");
    let checked = until(&mut connection, &path, "checking").await?;
    if count(&checked, "create") != expected {
        return Err(format!("S7: {rows} rows are checked as {checked}"));
    }
    let checking = watch.stop("S7 import, upload and check", expected, length, None);
    let watch = Watch::start(bench);
    let etag = connection.send(&Asked::get(path.clone()), &[]).await?;
    let tag = etag.headers().get("etag").and_then(|tag| tag.to_str().ok()).unwrap_or("").to_owned();
    etag.into_body().collect().await.map_err(because("answer"))?;
    let commit = Asked::post(format!("{path}/commit"), &json!({ "rows": "all" }));
    let answer = connection.send(&commit, &[("if-match", tag)]).await?;
    let status = answer.status();
    answer.into_body().collect().await.map_err(because("answer"))?;
    let kept = until(&mut connection, &path, "committing").await?;
    let committing = watch.stop("S7 import, commit", expected, 0, None);
    let after = bench.truth.number(women).await?;
    let stand = u64::try_from(after - before).unwrap_or(0);
    if count(&kept, "committed") != expected || stand != expected {
        return Err(format!("S7: the commit ({status}) ends with {kept} and {stand} women more"));
    }
    Ok(vec![checking, committing])
}

/// A file behind a link, and how long after the link was followed its first
/// bytes came.
async fn fetch<'a>(bench: &'a Bench, format: &str) -> Outcome<(Vec<u8>, Watch<'a>, u64)> {
    let mut connection = Connection::open(bench.address(), &bench.coordinator).await?;
    let watch = Watch::start(bench);
    let asked = json!({ "list": "beneficiaries", "format": format });
    let link = connection.json(&Asked::post("/api/v1/exports", &asked)).await?;
    let url = link.get("url").and_then(Value::as_str).unwrap_or("");
    let followed = Instant::now();
    let answer = connection.send(&Asked::get(url), &[]).await?;
    if answer.status() != 200 {
        return Err(format!("S8: the link answered {}", answer.status()));
    }
    let mut body = answer.into_body();
    let (mut pieces, mut first): (Vec<Bytes>, Option<u64>) = (Vec::new(), None);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(because("S8: the file broke off"))?;
        first = first.or_else(|| u64::try_from(followed.elapsed().as_millis()).ok());
        pieces.extend(frame.into_data());
    }
    Ok((pieces.concat(), watch, first.unwrap_or(0)))
}

/// The ids of the register in the order of the list.
async fn ids(bench: &Bench) -> Outcome<Vec<String>> {
    let women = bench.truth.listed("1 = 1", u64::from(u32::MAX)).await?;
    Ok(women.into_iter().map(|woman| woman.id).collect())
}

fn judge(format: &str, found: &[String], expected: &[String]) -> Outcome<()> {
    let same = found == expected;
    let why = || format!("S8 {format}: {} rows in place of {}, or in another order", found.len(), expected.len());
    if same { Ok(()) } else { Err(why()) }
}

/// S8: everyone as CSV.
pub async fn export_csv(bench: &Bench) -> Outcome<FileFigures> {
    let expected = ids(bench).await?;
    let (bytes, watch, first) = fetch(bench, "csv").await?;
    let rows = u64::try_from(expected.len()).unwrap_or(u64::MAX);
    let figures = watch.stop("S8 export as CSV", rows, bytes.len(), Some(first));
    let reader = ::csv::ReaderBuilder::new().has_headers(false).delimiter(b';').from_reader(bytes.as_slice());
    let records = reader.into_records().skip(4).map(|record| {
        let record = record.map_err(because("S8 csv"))?;
        Ok(record.iter().next_back().unwrap_or("").to_owned())
    });
    judge("csv", &records.collect::<Outcome<Vec<String>>>()?, &expected)?;
    Ok(figures)
}

/// S8: everyone as a workbook.
pub async fn export_xlsx(bench: &Bench) -> Outcome<FileFigures> {
    let expected = ids(bench).await?;
    let (bytes, watch, first) = fetch(bench, "xlsx").await?;
    let rows = u64::try_from(expected.len()).unwrap_or(u64::MAX);
    let figures = watch.stop("S8 export as XLSX", rows, bytes.len(), Some(first));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(because("S8 xlsx"))?;
    let sheet = book.worksheet_range_at(0).ok_or("S8 xlsx: no sheet")?.map_err(because("S8 xlsx"))?;
    let last = |row: &[Data]| row.last().map(ToString::to_string).unwrap_or_default();
    judge("xlsx", &sheet.rows().skip(1).map(last).collect::<Vec<_>>(), &expected)?;
    Ok(figures)
}
