//! Which rows leave and in which order: those of the list itself, by the same
//! filters, the same scope and the same rights.

use crate::beneficiaries::routes as women;
use crate::entity::{beneficiary, household, validation};
use crate::households::routes as homes;
use crate::kernel::error::{Error, Result};
use crate::kernel::fields::FieldRights;
use crate::kernel::list::Orders;
use crate::kernel::scope::Scope;
use crate::kernel::state::Kernel;
use crate::validations::routes as decisions;
use contract::exports::{ExportDraft, Filters};
use contract::policy::FieldGroup;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::sea_query::{Expr, ExprTrait, Order, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryResult, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

/// Where a stretch ended.
#[derive(Debug, Clone)]
pub struct Mark {
    at: Value,
    id: Uuid,
}

#[derive(Debug, Clone)]
enum Value {
    Text(String),
    Number(i64),
}

/// The rows of a list, ordered, without any column yet.
#[derive(Debug, Clone)]
pub struct Selection {
    query: SelectStatement,
    sort: SimpleExpr,
    /// Whether the order is by a name, not by a time.
    by_text: bool,
    id: SimpleExpr,
    descending: bool,
}

impl Selection {
    /// The rows a caller with these rights would page through.
    pub async fn of(kernel: &Kernel, scope: &Scope, rights: &FieldRights, draft: &ExportDraft) -> Result<Self> {
        let (db, sort) = (&kernel.db.read, draft.sort.as_deref());
        match draft.read_filters().map_err(Error::fields)? {
            Filters::Beneficiaries(filter) => {
                let named = rights.sees_everywhere(FieldGroup::Identity, scope);
                if !named && sort.is_some_and(|key| key.trim_start_matches('-') == "full_name") {
                    return Err(ProblemCode::WithheldParameter.into());
                }
                let select = women::filtered(kernel, scope, rights, &filter)?;
                let orders = women::orders(named);
                let by_name = |column| matches!(column, beneficiary::Column::FullNameFolded);
                Self::ordered(select, &orders, sort, beneficiary::Column::Id, by_name)
            }
            Filters::Households(filter) => {
                let select = homes::filtered(scope, &filter);
                Self::ordered(select, &homes::orders(), sort, household::Column::Id, |_| false)
            }
            Filters::Validations(filter) => {
                let select = decisions::filtered(db, scope, &filter).await?;
                Self::ordered(select, &decisions::orders(), sort, validation::Column::Id, |_| false)
            }
        }
    }

    fn ordered<T>(
        select: Select<T>,
        orders: &Orders<T>,
        sort: Option<&str>,
        id: T::Column,
        by_text: impl FnOnce(T::Column) -> bool,
    ) -> Result<Self>
    where
        T: EntityTrait,
        T::Column: Copy,
    {
        let chosen = orders.choose(sort).ok_or_else(|| Error::field("/sort", FieldCode::NotInList))?;
        let (column, descending) = chosen;
        Ok(Self {
            query: select.select_only().into_query(),
            sort: column.into_expr(),
            by_text: by_text(column),
            id: id.into_expr(),
            descending,
        })
    }

    /// How many rows there are, all of them counted.
    pub async fn count(&self, db: &impl ConnectionTrait) -> Result<u64> {
        let counting = self.query.clone().expr_as(Expr::cust("count(*)"), "rows").to_owned();
        let row = db.query_one(&counting).await?;
        let count: i64 = row.map(|row| row.try_get("", "rows")).transpose()?.unwrap_or(0);
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Adds what the rows are drawn from. The key of the order and the id come
    /// first, so that a stretch knows where it ended.
    #[must_use]
    pub fn with(mut self, columns: impl FnOnce(&mut SelectStatement)) -> Self {
        self.query.expr(self.sort.clone()).expr(self.id.clone());
        columns(&mut self.query);
        let direction = || if self.descending { Order::Desc } else { Order::Asc };
        self.query.order_by_expr(self.sort.clone(), direction()).order_by_expr(self.id.clone(), direction());
        self
    }

    /// So many rows after a mark.
    pub fn stretch(&self, after: Option<&Mark>, limit: u64) -> SelectStatement {
        let mut query = self.query.clone();
        if let Some(mark) = after {
            let here = Expr::tuple([self.sort.clone(), self.id.clone()]);
            let at = match &mark.at {
                Value::Text(text) => Expr::val(text.clone()),
                Value::Number(number) => Expr::val(*number),
            };
            let there = Expr::tuple([at, Expr::val(mark.id)]);
            query.and_where(if self.descending { here.lt(there) } else { here.gt(there) });
        }
        query.limit(limit).to_owned()
    }

    /// The mark of a row.
    pub fn mark(&self, row: &QueryResult) -> Result<Mark> {
        let at =
            if self.by_text { Value::Text(row.try_get_by_index(0)?) } else { Value::Number(row.try_get_by_index(0)?) };
        Ok(Mark { at, id: row.try_get_by_index(1)? })
    }
}
