//! The files of an import that are handed out by a link.

use super::queries::{Labels, open_row};
use super::template::{FaultyRow, fault_file, template};
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
        .filter(import_row::Column::Outcome.is_in([RowOutcome::Faulty, RowOutcome::Conflict]))
        .filter(import_row::Column::Mended.eq(false))
        .order_by_asc(import_row::Column::Row)
        .all(&kernel.db.read)
        .await?;
    let labels = Labels::load(&kernel.db.read).await?;
    let mut headings = Vec::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let kept = open_row(kernel, row)?;
        if headings.is_empty() {
            headings.clone_from(&kept.headings);
            let width = kept.columns.iter().map(|(_, at, _)| at + 1).max().unwrap_or(0);
            headings.resize(width.max(headings.len()), String::new());
            for (_, at, text) in &kept.columns {
                if let Some(place) = headings.get_mut(*at) {
                    place.clone_from(text);
                }
            }
        }
        // The file is for the office that made the list, and its lists are Indonesian.
        let words = kept.faults(&labels, Language::Indonesian);
        let words: Vec<String> = words.iter().map(|fault| format!("{}: {}", fault.heading, fault.message)).collect();
        // Rows that were mended once keep the numbers of the first list.
        let row = kept.read.source_row.unwrap_or_else(|| u32::try_from(row.row).unwrap_or(0));
        lines.push(FaultyRow { row, faults: words.join(" "), cells: kept.read.cells });
    }
    let bytes = fault_file(first_of(kernel, id).await?, &headings, &lines)?;
    Ok(Download { name: "perlu-diperbaiki.xlsx".to_owned(), media_type: XLSX, bytes })
}

/// The list to which the rows' numbers belong: the one that was mended first.
async fn first_of(kernel: &Kernel, id: ImportId) -> Result<ImportId> {
    let row = system::<import::Entity>().filter(import::Column::Id.eq(id)).one(&kernel.db.read).await?;
    Ok(row.and_then(|row| row.mends).unwrap_or(id))
}
