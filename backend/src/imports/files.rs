//! The files of an import that are handed out by a link.

use super::queries::open_row;
use super::template::{fault_file, template};
use super::work::open_file;
use crate::entity::{import, import_row};
use crate::kernel::error::Result;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::links::Download;
use contract::ids::ImportId;
use contract::imports::RowOutcome;
use contract::problem::ProblemCode;
use contract::words::Language;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The empty template.
pub async fn blank(kernel: &Kernel) -> Result<Download> {
    let bytes = template(&kernel.db.read).await?;
    Ok(Download { name: "templat-calon.xlsx".to_owned(), media_type: XLSX, bytes })
}

/// The file as it was uploaded, under a type no program opens by itself.
pub async fn uploaded(kernel: &Kernel, id: ImportId) -> Result<Download> {
    let row = system::<import::Entity>().filter(import::Column::Id.eq(id)).one(&kernel.db.read).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let bytes = open_file(kernel, id).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Download { name: row.file_name, media_type: "application/octet-stream", bytes })
}

/// The faulty rows with a column of their faults.
pub async fn faults(kernel: &Kernel, id: ImportId) -> Result<Download> {
    let rows = system::<import_row::Entity>()
        .filter(import_row::Column::ImportId.eq(id))
        .filter(import_row::Column::Outcome.eq(RowOutcome::Faulty))
        .order_by_asc(import_row::Column::Row)
        .all(&kernel.db.read)
        .await?;
    let mut headings = Vec::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let kept = open_row(kernel, row)?;
        if headings.is_empty() {
            let width = kept.columns.iter().map(|(_, at, _)| at + 1).max().unwrap_or(0);
            headings = vec![String::new(); width];
            for (_, at, text) in &kept.columns {
                if let Some(place) = headings.get_mut(*at) {
                    place.clone_from(text);
                }
            }
        }
        // The file is for the office that made the list, and its lists are Indonesian.
        let words = kept.faults(Language::Indonesian);
        let words: Vec<String> = words.iter().map(|fault| format!("{}: {}", fault.heading, fault.message)).collect();
        lines.push((kept.read.cells, words.join(" ")));
    }
    let bytes = fault_file(&headings, &lines)?;
    Ok(Download { name: "perlu-diperbaiki.xlsx".to_owned(), media_type: XLSX, bytes })
}
