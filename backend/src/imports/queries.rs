//! Uploaded lists and their rows as views.

use super::columns::Layout;
use super::rows::{Fault, ReadRow, shown};
use crate::entity::{import, import_row};
use crate::kernel::crud::Resource;
use crate::kernel::crypto::Purpose;
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{Scope, Scoped, own_rows};
use crate::kernel::state::Kernel;
use contract::endpoint::Endpoint;
use contract::ids::ImportId;
use contract::imports::{CellFault, Column, Counts, Import, ImportRow};
use contract::moment::Timestamp;
use contract::policy::Permission;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::words::{Language, field_detail};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

impl Scoped for import::Entity {
    /// One's own, and those of a place whose files one looks after.
    fn rows(scope: &Scope) -> Condition {
        let own = Condition::any().add(own_rows(scope, import::Column::CreatedBy));
        let looked_after = scope.for_permission(Permission::ReadImports);
        let places = looked_after.places.iter().filter(|reach| !reach.collected_only);
        places
            .fold(own, |any, reach| any.add(within_region(Expr::col(import::Column::PlaceCode), reach.region.as_str())))
    }
}

pub async fn import_of<E: Endpoint>(guard: &Guard<E>, id: ImportId) -> Result<import::Model> {
    let row = guard.select::<import::Entity>().filter(import::Column::Id.eq(id)).one(guard.db()).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

pub fn view(row: import::Model) -> Import {
    let count = |number: i32| u32::try_from(number).unwrap_or(0);
    Import {
        id: row.id,
        file_name: row.file_name,
        region_code: row.region_code,
        state: row.state,
        fault: row.fault.and_then(|word| word.parse().ok()),
        counts: Counts {
            rows: count(row.rows),
            create: count(row.creates),
            unchanged: count(row.unchanged),
            faulty: count(row.faulty),
            warned: count(row.warned),
            committed: count(row.committed),
        },
        ignored_headings: row.ignored_headings.lines().map(str::to_owned).collect(),
        job_id: row.job_id,
        created_by: row.created_by,
        created_at: row.created_at,
        committed_at: row.committed_at,
        destroy_on: row.destroy_on,
        version: row.version,
    }
}

impl Resource for import::Entity {
    type Id = ImportId;
    type View = Import;
    const KIND: &'static str = "import";

    fn id(row: &import::Model) -> ImportId {
        row.id
    }

    fn version(row: &import::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut import::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &import::Model) -> Value {
        json!({ "file_name": row.file_name, "state": row.state, "region_code": row.region_code })
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: ImportId) -> Result<Import> {
        Ok(view(import_of(guard, id).await?))
    }
}

/// What is kept of a row, sealed: what was read, and the headings it stood under.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    pub read: ReadRow,
    /// Column, place and heading.
    pub columns: Vec<(Column, usize, String)>,
}

impl Kept {
    fn layout(&self) -> Layout {
        Layout { columns: self.columns.clone(), ..Layout::default() }
    }

    fn fault(&self, fault: &Fault, language: Language) -> CellFault {
        // What a cell may say of a code list stands in the template; the other
        // columns have words of their own.
        let listed = fault.code == FieldCode::NotInList
            && !matches!(fault.column, Column::Village | Column::Sex | Column::HeadDeJure | Column::HeadDeFacto);
        let member = if listed { "listed_cell" } else { fault.column.as_str() };
        let mut words = FieldError::new(&format!("/{member}"), fault.code);
        words.params.clone_from(&fault.params);
        let index = self.columns.iter().find_map(|(own, index, _)| (*own == fault.column).then_some(*index));
        let text = index.and_then(|index| self.read.cells.get(index)).map_or("", String::as_str);
        CellFault {
            heading: self.layout().heading(fault.column),
            column: fault.column,
            code: fault.code,
            value: shown(fault.column, text),
            message: field_detail(language, &words),
        }
    }

    pub fn faults(&self, language: Language) -> Vec<CellFault> {
        self.read.faults.iter().map(|fault| self.fault(fault, language)).collect()
    }
}

fn context(import: ImportId, row: i32) -> String {
    format!("{import} row {row}")
}

pub fn seal_row(kernel: &Kernel, import: ImportId, row: i32, kept: &Kept) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(kept).map_err(Error::internal)?;
    Ok(kernel.keys.seal(Purpose::Personal, &context(import, row), &plain))
}

pub fn open_row(kernel: &Kernel, row: &import_row::Model) -> Result<Kept> {
    let context = context(row.import_id, row.row);
    let plain = kernel.keys.open(Purpose::Personal, &context, &row.sealed).map_err(Error::internal)?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

pub fn view_row(kernel: &Kernel, row: &import_row::Model, language: Language) -> Result<ImportRow> {
    let kept = open_row(kernel, row)?;
    Ok(ImportRow {
        row: u32::try_from(row.row).unwrap_or(0),
        full_name: kept.read.draft.full_name.value().cloned().unwrap_or_default(),
        outcome: row.outcome,
        errors: kept.faults(language),
        warnings: kept.read.warnings.iter().map(|fault| kept.fault(fault, language)).collect(),
        beneficiary_id: row.beneficiary_id,
    })
}
