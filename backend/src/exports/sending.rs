//! A file on its way out. CSV is sent as it is read; a stream that breaks ends
//! without its last chunk, so that nobody takes the part for the whole. A
//! workbook is complete before its first byte leaves, and its length is told.

use super::cells::Cell;
use super::csv;
use super::order::Order;
use super::reading::Reading;
use super::sheet::Sheet;
use super::words::say;
use super::xlsx::Book;
use crate::imports::files::XLSX;
use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header::{CacheControl, CacheDirective, ContentDisposition, ContentEncoding};
use actix_web::web::Bytes;
use contract::exports::ExportFormat;
use contract::problem::ProblemCode;
use sea_orm::QueryResult;
use std::fs::File;
use std::io::{Read, Seek};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::task::spawn_blocking;

const CSV: &str = "text/csv; charset=utf-8";
/// So long a file waits for its turn.
const TURN: Duration = Duration::from_secs(20);
/// A reader who takes nothing for so long is cut off: she holds a moment of
/// the database.
const PATIENCE: Duration = Duration::from_secs(30);
/// Pieces on their way at once.
const PIECES: usize = 4;
const PIECE: usize = 65_536;

/// The right to send a file now.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "given back when it is dropped")] OwnedSemaphorePermit);

/// Waits for a turn; after a while the caller is asked to come again. Her link
/// stays good.
pub async fn turn(kernel: &Kernel) -> Result<Turn> {
    let waiting = tokio::time::timeout(TURN, kernel.exporting.clone().acquire_owned());
    match waiting.await {
        Ok(permit) => permit.map(Turn).map_err(Error::internal),
        Err(_) => Err(Error::from(ProblemCode::Unavailable).retry_after(10)),
    }
}

/// Answers the link of an export.
pub async fn send(kernel: &Arc<Kernel>, sealed: &str, turn: Turn) -> Result<HttpResponse> {
    let order = Order::open(kernel, sealed)?;
    let reading = Reading::begin(kernel, &order).await?;
    let name = file_name(kernel, &order);
    match order.draft.format {
        ExportFormat::Csv => Ok(send_csv(kernel, &order, reading, turn, name)),
        ExportFormat::Xlsx => send_xlsx(kernel, &order, reading, name).await,
    }
}

fn file_name(kernel: &Kernel, order: &Order) -> String {
    let now = kernel.clock.now();
    let (hour, minute) = now.clock_in_jakarta();
    let list = say(order.language, &format!("file-{}", order.draft.list), &[]);
    let place = order.draft.filters.get("region").and_then(|code| code.as_str());
    let place = place.map_or_else(String::new, |code| format!("-{code}"));
    format!("{list}{place}-{}-{hour:02}{minute:02}.{}", now.day_in_jakarta(), order.draft.format)
}

/// Whose file it is, when, with what in it.
fn about(kernel: &Kernel, order: &Order, reading: &Reading) -> [String; 3] {
    let words = |key: &str, arguments: &[(&str, &str)]| say(order.language, key, arguments);
    let now = kernel.clock.now();
    let (hour, minute) = now.clock_in_jakarta();
    let at = format!("{} {hour:02}:{minute:02}", now.day_in_jakarta());
    let filters = filters(order);
    let filters = match filters.as_str() {
        "" => words("about-no-filters", &[]),
        filters => words("about-filters", &[("filters", filters)]),
    };
    let reason = order.draft.reason.as_deref().map(|reason| reason.trim().replace('\n', " ")).unwrap_or_default();
    let shown = match (order.draft.identities, reason.as_str()) {
        (true, reason) => words("about-identities", &[("reason", reason)]),
        (false, "") => words("about-masked", &[]),
        (false, reason) => format!("{}. {}", words("about-masked", &[]), words("about-reason", &[("reason", reason)])),
    };
    [
        format!("P2WKSS: {}", words(&format!("title-{}", order.draft.list), &[])),
        format!(
            "{}. {filters}. {}",
            words("about-by", &[("name", &reading.by), ("at", &at)]),
            words("about-rows", &[("rows", &reading.rows.to_string())])
        ),
        shown,
    ]
}

/// The filters by name, `region=32.75.03 status=validated`; of records picked
/// one by one how many there are.
pub fn filters(order: &Order) -> String {
    let pairs = order.draft.filters.iter().filter(|(_, value)| !value.is_null());
    let pairs = pairs.map(|(name, value)| match value.as_str() {
        Some(ids) if name == "ids" => format!("{name}={}", ids.split(',').count()),
        Some(text) => format!("{name}={text}"),
        None => format!("{name}={value}"),
    });
    pairs.collect::<Vec<_>>().join(" ")
}

fn answer(media_type: &'static str, name: String) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type)
        .insert_header(ContentDisposition::attachment(name))
        .insert_header(CacheControl(vec![CacheDirective::NoStore]));
    response
}

/// A part of a stream. Only after `End` is it whole.
#[derive(Debug)]
enum Piece {
    Bytes(Bytes),
    End,
}

fn send_csv(kernel: &Kernel, order: &Order, reading: Reading, turn: Turn, name: String) -> HttpResponse {
    let delimiter = csv::delimiter(order.language);
    let headings = reading.sheet.headings();
    let mut head = csv::MARK.to_vec();
    // Every line has all columns, so that readers of tables take it as one.
    for line in about(kernel, order, &reading) {
        let mut cells = vec![Cell::Empty; headings.len()];
        if let Some(first) = cells.first_mut() {
            *first = Cell::text(Some(line));
        }
        csv::write(&mut head, &cells, delimiter);
    }
    let cells: Vec<Cell<'_>> = headings.into_iter().map(|heading| Cell::text(Some(heading))).collect();
    csv::write(&mut head, &cells, delimiter);
    let (out, pieces) = mpsc::channel(PIECES);
    actix_web::rt::spawn(async move {
        if let Err(error) = feed(reading, head, delimiter, &out).await {
            tracing::warn!(cause = error.cause, "an export broke off");
        }
        drop(turn);
    });
    answer(CSV, name).streaming(stream(pieces))
}

fn stream(pieces: mpsc::Receiver<Piece>) -> impl futures::Stream<Item = std::io::Result<Bytes>> {
    futures::stream::unfold(Some(pieces), async |pieces| {
        let mut pieces = pieces?;
        match pieces.recv().await {
            Some(Piece::Bytes(bytes)) => Some((Ok(bytes), Some(pieces))),
            Some(Piece::End) => None,
            None => Some((Err(std::io::Error::other("the export broke off")), None)),
        }
    })
}

async fn deliver(out: &mpsc::Sender<Piece>, piece: Piece) -> Result<()> {
    out.send_timeout(piece, PATIENCE).await.map_err(|_| Error::internal("nobody takes the file"))
}

/// Draws one stretch while the next is read.
async fn feed(mut reading: Reading, head: Vec<u8>, delimiter: u8, out: &mpsc::Sender<Piece>) -> Result<()> {
    deliver(out, Piece::Bytes(head.into())).await?;
    let sheet = reading.sheet.clone();
    let mut next = reading.next().await?;
    while let Some(rows) = next {
        let sheet = sheet.clone();
        let drawing = spawn_blocking(move || draw(&sheet, &rows, delimiter));
        next = reading.next().await?;
        let bytes = drawing.await.map_err(Error::internal)??;
        deliver(out, Piece::Bytes(bytes)).await?;
    }
    reading.end().await?;
    deliver(out, Piece::End).await
}

fn draw(sheet: &Sheet, rows: &[QueryResult], delimiter: u8) -> Result<Bytes> {
    let mut out = Vec::with_capacity(rows.len() * 384);
    let mut cells = Vec::new();
    for row in rows {
        cells.clear();
        sheet.row(row, &mut cells)?;
        csv::write(&mut out, &cells, delimiter);
    }
    Ok(out.into())
}

async fn send_xlsx(kernel: &Kernel, order: &Order, mut reading: Reading, name: String) -> Result<HttpResponse> {
    let title = say(order.language, &format!("title-{}", order.draft.list), &[]);
    let about_sheet = say(order.language, "about-sheet", &[]);
    let lines = about(kernel, order, &reading);
    let (sheet, folder) = (reading.sheet.clone(), kernel.config.data_dir.clone());
    let (hand_over, mut stretches) = mpsc::channel::<Vec<QueryResult>>(2);
    let writing = spawn_blocking(move || {
        let mut book = Book::new(&folder, &title, &sheet.headings())?;
        let mut cells = Vec::new();
        while let Some(rows) = stretches.blocking_recv() {
            for row in &rows {
                cells.clear();
                sheet.row(row, &mut cells)?;
                book.write(&cells)?;
            }
        }
        book.finish(&folder, &about_sheet, &lines)
    });
    while let Some(rows) = reading.next().await? {
        // Nobody takes it where writing failed; why, it says itself.
        if hand_over.send(rows).await.is_err() {
            break;
        }
    }
    drop(hand_over);
    let mut file = writing.await.map_err(Error::internal)??;
    reading.end().await?;
    file.rewind().map_err(Error::internal)?;
    let length = file.metadata().map_err(Error::internal)?.len();
    let mut response = answer(XLSX, name);
    // It is compressed already.
    response.insert_header(ContentEncoding::Identity);
    Ok(response.body(SizedStream::new(length, pieces_of(file))))
}

fn pieces_of(file: File) -> impl futures::Stream<Item = std::io::Result<Bytes>> {
    futures::stream::unfold(Some(file), async |file| {
        let mut file = file?;
        let read = spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, std::io::Error>((piece, file))
        });
        match read.await.map_err(std::io::Error::other).flatten() {
            Ok((piece, _)) if piece.is_empty() => None,
            Ok((piece, file)) => Some((Ok(piece.into()), Some(file))),
            Err(error) => Some((Err(error), None)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::StreamExt;

    async fn received(whole: bool) -> Vec<bool> {
        let (out, pieces) = mpsc::channel(PIECES);
        out.send(Piece::Bytes(Bytes::from_static(b"a"))).await.unwrap();
        if whole {
            out.send(Piece::End).await.unwrap();
        }
        drop(out);
        stream(pieces).map(|piece| piece.is_ok()).collect().await
    }

    #[test]
    fn a_stream_that_breaks_does_not_end_well() {
        assert_eq!(futures::executor::block_on(received(true)), [true]);
        assert_eq!(futures::executor::block_on(received(false)), [true, false]);
    }
}
