//! The rows of a sheet, in stretches, out of one moment of the database.

use super::order::Order;
use super::selection::{Mark, Selection};
use super::sheet::{Around, Sheet};
use crate::entity::user;
use crate::kernel::error::Result;
use crate::kernel::fields::FieldRights;
use crate::kernel::identity::held_by;
use crate::kernel::scope::{Scope, system};
use crate::kernel::snapshot::Snapshot;
use crate::kernel::state::Kernel;
use contract::policy::Permission;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};
use std::sync::Arc;

/// Rows read with one statement: enough to forget its cost, few enough to hold.
const STRETCH: u64 = 2_000;

/// A sheet that is being read.
#[derive(Debug)]
pub struct Reading {
    pub sheet: Arc<Sheet>,
    /// How many rows there are at this moment.
    pub rows: u64,
    /// Who asked for them, by full name.
    pub by: String,
    snapshot: Snapshot,
    after: Option<Mark>,
    ended: bool,
}

impl Reading {
    /// The rights are read again: they may have gone since the link was made.
    pub async fn begin(kernel: &Arc<Kernel>, order: &Order) -> Result<Self> {
        let held = held_by(kernel, order.by).await?;
        let scope = Scope::of(order.by, &held, Permission::ExportBeneficiaries);
        if scope.places.is_empty() {
            return Err(ProblemCode::NotFound.into());
        }
        let rights = FieldRights::of_user(order.by, &held);
        let selection = Selection::of(kernel, &scope, &rights, &order.draft).await?;
        let snapshot = Snapshot::begin(&kernel.db, &kernel.config.database_url).await?;
        let by = system::<user::Entity>().filter(user::Column::Id.eq(order.by)).one(snapshot.db()).await?;
        let by = by.ok_or(ProblemCode::NotFound)?.full_name;
        let rows = selection.count(snapshot.db()).await?;
        let around = Around::of(kernel, snapshot.db(), order, &held).await?;
        let sheet = Arc::new(Sheet::of(order, selection, around));
        Ok(Self { sheet, rows, by, snapshot, after: None, ended: false })
    }

    /// The next rows; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<QueryResult>>> {
        if self.ended {
            return Ok(None);
        }
        let query = self.sheet.selection.stretch(self.after.as_ref(), STRETCH);
        let rows = self.snapshot.rows(&query).await?;
        let full = u64::try_from(rows.len()).is_ok_and(|count| count == STRETCH);
        self.ended = !full;
        self.after = rows.last().map(|row| self.sheet.selection.mark(row)).transpose()?;
        Ok((!rows.is_empty()).then_some(rows))
    }

    pub async fn end(self) -> Result<()> {
        Ok(self.snapshot.end().await?)
    }
}
