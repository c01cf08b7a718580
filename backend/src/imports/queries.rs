//! Uploaded lists and their rows as views.

use super::layout::Layout;
use super::mapping::{Reading, open_reading};
use super::rows::{Changed, Fault, ReadRow, shown};
use super::template::list_of;
use crate::entity::{code, import, import_row};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::crypto::Purpose;
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{Scope, Scoped, own_rows, system};
use crate::kernel::state::Kernel;
use contract::code_lists::CodeList;
use contract::endpoint::Endpoint;
use contract::ids::ImportId;
use contract::imports::{CellChange, CellFault, Column, Counts, Import, ImportRow};
use contract::moment::Timestamp;
use contract::policy::Permission;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::words::{Language, field_detail};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder};
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

/// A list as it is shown; `reading` is empty among others.
pub fn view(row: import::Model, reading: Reading, created_by_name: String) -> Import {
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
            update: count(row.updates),
            conflict: count(row.conflicts),
            mended: count(row.mended),
            unchanged: count(row.unchanged),
            faulty: count(row.faulty),
            warned: count(row.warned),
            committed: count(row.committed),
        },
        ignored_headings: reading.ignored,
        sheets: reading.sheets,
        left_out: reading.left_out,
        source: reading.source,
        mends: row.mends,
        job_id: row.job_id,
        created_by: row.created_by,
        created_by_name,
        created_at: row.created_at,
        committed_at: row.committed_at,
        destroy_on: row.destroy_on,
        version: row.version,
    }
}

/// One list with its sheets and columns.
pub async fn whole<E: Endpoint>(guard: &Guard<E>, row: import::Model) -> Result<Import> {
    let reading = open_reading(&guard.kernel, &row)?;
    let name = names(guard.db(), [row.created_by]).await?.remove(&row.created_by).unwrap_or_default();
    Ok(view(row, reading, name))
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
        whole(guard, import_of(guard, id).await?).await
    }
}

/// What is kept of a row, sealed: what was read, and the headings it stood under.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    pub read: ReadRow,
    /// Column, place and heading.
    pub columns: Vec<(Column, usize, String)>,
    /// Every heading by its place, those too that hold nothing we know.
    #[serde(default)]
    pub headings: Vec<String>,
}

/// The words of the code lists, in their order.
#[derive(Debug)]
pub struct Labels(Vec<code::Model>);

impl Labels {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let codes = system::<code::Entity>().order_by_asc(code::Column::ListOrder).order_by_asc(code::Column::Code);
        Ok(Self(codes.all(db).await?))
    }

    fn word(row: &code::Model, language: Language) -> &str {
        match language {
            Language::Indonesian => &row.label_id,
            Language::English => &row.label_en,
        }
    }

    /// What may be written in a column of a list.
    fn choices(&self, list: CodeList, language: Language) -> String {
        let standing = self.0.iter().filter(|row| row.list == list && !row.retired);
        standing.map(|row| Self::word(row, language)).collect::<Vec<_>>().join(", ")
    }

    /// A stored value as it is read.
    fn told(&self, column: Column, value: &str, language: Language) -> String {
        let found = list_of(column).and_then(|list| self.0.iter().find(|row| row.list == list && row.code == value));
        found.map_or_else(|| value.to_owned(), |row| Self::word(row, language).to_owned())
    }
}

impl Kept {
    pub fn layout(&self) -> Layout {
        Layout { columns: self.columns.clone(), ..Layout::default() }
    }

    fn fault(&self, fault: &Fault, labels: &Labels, language: Language) -> CellFault {
        let list = list_of(fault.column).filter(|_| fault.code == FieldCode::NotInList);
        let member = match (list, fault.params.contains_key("place")) {
            (Some(_), _) => "listed_words",
            (None, true) => "row",
            (None, false) => fault.column.as_str(),
        };
        let mut words = FieldError::new(&format!("/{member}"), fault.code);
        words.params.clone_from(&fault.params);
        if let Some(list) = list {
            words.params.insert("words".to_owned(), labels.choices(list, language));
        }
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

    pub fn faults(&self, labels: &Labels, language: Language) -> Vec<CellFault> {
        self.read.faults.iter().map(|fault| self.fault(fault, labels, language)).collect()
    }

    fn changes(&self, labels: &Labels, language: Language) -> Vec<CellChange> {
        let layout = self.layout();
        let change = |change: &Changed| CellChange {
            heading: layout.heading(layout.stands_in(change.column)),
            column: change.column,
            before: change.before.as_ref().map(|value| labels.told(change.column, value, language)),
            after: labels.told(change.column, &change.after, language),
        };
        self.read.changes.iter().map(change).collect()
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

pub fn view_row(kernel: &Kernel, row: &import_row::Model, labels: &Labels, language: Language) -> Result<ImportRow> {
    let kept = open_row(kernel, row)?;
    Ok(ImportRow {
        row: u32::try_from(row.row).unwrap_or(0),
        source_row: kept.read.source_row,
        full_name: kept.read.draft.full_name.value().cloned().unwrap_or_default(),
        outcome: row.outcome,
        errors: kept.faults(labels, language),
        warnings: kept.read.warnings.iter().map(|fault| kept.fault(fault, labels, language)).collect(),
        changes: kept.changes(labels, language),
        acceptable: kept.read.acceptable,
        accepted: kept.read.accepted,
        mended: row.mended,
        committed: row.committed,
        beneficiary_id: row.beneficiary_id,
    })
}
