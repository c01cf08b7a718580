//! The first rows of a list, and how many match in all.

use super::database::one;
use super::error::Result;
use super::guard::Guard;
use contract::awaiting::{Awaited, SINGLY};
use contract::endpoint::Endpoint;
use contract::moment::Timestamp;
use contract::page::EXACT_TOTAL;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select,
    Statement, StatementBuilder,
};

/// The column in which the number of matching rows stands beside each; no table
/// has one of this name.
pub const ROWS: &str = "rows_in_all";

pub fn counted(row: &QueryResult) -> Result<u64> {
    Ok(u64::try_from(row.try_get::<i64>("", ROWS)?).unwrap_or(0))
}

/// The first rows of a list. PostgreSQL reads the number in the text: it keeps
/// one plan for all values only where it knows how few rows are wanted.
#[derive(Debug)]
pub struct First {
    pub rows: u64,
    pub of: SelectStatement,
}

impl StatementBuilder for First {
    fn build(&self, backend: &DbBackend) -> Statement {
        match backend {
            DbBackend::Postgres => {
                let whole = backend.build(&self.of);
                Statement { sql: format!("{} LIMIT {}", whole.sql, self.rows), ..whole }
            }
            _ => backend.build(self.of.clone().limit(self.rows)),
        }
    }
}

impl<E: Endpoint> Guard<E> {
    /// Those of `select` that come first by a column, at most as many as are told
    /// singly on a home page, and how many there are.
    pub async fn first<T>(
        &self,
        select: Select<T>,
        (by, id): (T::Column, T::Column),
        direction: Order,
    ) -> Result<Awaited<T::Model>>
    where
        T: EntityTrait,
        T::Column: Copy,
    {
        let total = total_of(matching(select.clone()), self.db().get_database_backend());
        let query = select.expr_as(total, ROWS).order_by(by, direction.clone()).order_by(id, direction);
        let rows = self.db().query_all(&First { rows: SINGLY, of: query.into_query() }).await?;
        let items: Result<Vec<_>, _> = rows.iter().map(|row| T::Model::from_query_result(row, "")).collect();
        Ok(Awaited { items: items?, total: rows.first().map_or(Ok(0), counted)? })
    }
}

/// How many rows match, no further than needed, and the least moment that stands
/// in a column of them; of more than are counted none is known.
pub async fn counted_since<T: EntityTrait>(
    db: &impl ConnectionTrait,
    select: Select<T>,
    since: T::Column,
) -> Result<(u64, Option<Timestamp>)> {
    let at = Alias::new("at");
    let mut rows = select.select_only().column_as(since, "at").into_query();
    rows.limit(EXACT_TOTAL + 1);
    let counted_rows = Query::select()
        .expr_as(Expr::cust("count(*)"), ROWS)
        .expr_as(Expr::col(at).min(), "since")
        .from_subquery(rows, Alias::new("matching"))
        .to_owned();
    match db.query_one(&counted_rows).await? {
        Some(row) => {
            let total = counted(&row)?;
            let since: Option<Timestamp> = row.try_get("", "since")?;
            Ok((total, since.filter(|_| total <= EXACT_TOTAL)))
        }
        None => Ok((0, None)),
    }
}

/// Rows to be counted.
pub fn matching<T: EntityTrait>(select: Select<T>) -> SelectStatement {
    select.select_only().expr_as(one(), "row").into_query()
}

/// Their number as a value within another statement, worked out once and no
/// further than needed.
pub fn total_of(mut rows: SelectStatement, backend: DbBackend) -> SimpleExpr {
    let most = EXACT_TOTAL + 1;
    if backend == DbBackend::Postgres {
        let rows = SimpleExpr::SubQuery(None, Box::new(rows.into()));
        // As in `First`.
        return Expr::cust_with_expr(format!("(select count(*) from ($1 limit {most}) as matching)"), rows);
    }
    rows.limit(most);
    let count = Query::select().expr(Expr::cust("count(*)")).from_subquery(rows, Alias::new("matching")).to_owned();
    SimpleExpr::SubQuery(None, Box::new(count.into()))
}
