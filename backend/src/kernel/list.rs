//! Keyset pages: a page begins after the row the last one ended with.
//!
//! The cursor is sealed and bound to operation, caller, filters and order,
//! because it holds a name; handed to anyone else it does not open.

use super::crypto::{Purpose, base64url, from_base64url};
use super::database::one;
use super::error::{Error, Result};
use super::first::{First, ROWS, counted, matching, total_of};
use super::guard::Guard;
use contract::endpoint::Endpoint;
use contract::moment::Day;
use contract::page::{DEFAULT_LIMIT, EXACT_TOTAL, Include, MAX_LIMIT, PAGING_MEMBERS, Page, Paging};
use contract::problem::ProblemCode;
use sea_orm::sea_query::{Alias, CommonTableExpression, Expr, ExprTrait, Order, Query, WithClause, WithQuery};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, ModelTrait, QueryFilter, QueryOrder,
    QueryResult, QuerySelect, QueryTrait, Select, StatementBuilder, Value,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a list may be ordered: the published key and its column. The column
/// must not be null; ties are broken by the primary key.
#[derive(Debug)]
pub struct Order1<E: EntityTrait> {
    pub key: &'static str,
    pub column: E::Column,
}

/// The orders of a list; the first is its default, descending where its
/// published key begins with `-`.
#[derive(Debug)]
pub struct Orders<E: EntityTrait> {
    pub keys: Vec<Order1<E>>,
    pub default_descending: bool,
    pub id: E::Column,
}

impl<E: EntityTrait> Orders<E> {
    /// Orders by the given columns, ties broken by `id`.
    pub fn new(id: E::Column, keys: &[(&'static str, E::Column)]) -> Self
    where
        E::Column: Copy,
    {
        let default_descending = keys.first().is_some_and(|(key, _)| key.starts_with('-'));
        let keys =
            keys.iter().map(|(key, column)| Order1 { key: key.trim_start_matches('-'), column: *column }).collect();
        Self { keys, default_descending, id }
    }
}

impl<E: EntityTrait> Orders<E>
where
    E::Column: Copy,
{
    /// The column of the key asked for, and whether it is to fall; `None` for
    /// a key that is not published.
    pub fn choose(&self, sort: Option<&str>) -> Option<(E::Column, bool)> {
        let default = self.keys.first()?;
        let (key, descending) = match sort {
            None => (default.key, self.default_descending),
            Some(key) => (key.trim_start_matches('-'), key.starts_with('-')),
        };
        self.keys.iter().find(|order| order.key == key).map(|order| (order.column, descending))
    }
}

/// Where a page ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mark {
    Text(String),
    Number(i64),
    Day(Day),
    Id(Uuid),
}

impl Mark {
    fn of(value: Value) -> Result<Self> {
        match value {
            Value::String(Some(text)) => Ok(Self::Text(text)),
            Value::BigInt(Some(number)) => Ok(Self::Number(number)),
            Value::Int(Some(number)) => Ok(Self::Number(number.into())),
            Value::TimeDate(Some(day)) => Ok(Self::Day(Day(day))),
            Value::Uuid(Some(id)) => Ok(Self::Id(id)),
            other => Err(Error::internal(format!("a list cannot be ordered by {other:?}"))),
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => number.into(),
            Self::Day(day) => day.into(),
            Self::Id(id) => id.into(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Cursor {
    at: Mark,
    id: Mark,
}

/// What is asked of a list of ids ordered by a text.
#[derive(Debug)]
pub struct Asked {
    pub limit: u64,
    pub descending: bool,
    pub after: Option<(String, Uuid)>,
    pub total: bool,
}

struct Plan<E: EntityTrait> {
    column: E::Column,
    descending: bool,
    limit: u64,
    after: Option<Cursor>,
    total: bool,
}

impl<E: Endpoint> Guard<E> {
    /// The paging members of the query.
    fn paging(&self) -> Result<Paging> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(self.request.query_string()).map_err(|_| malformed())?;
        let own: Vec<_> = pairs.into_iter().filter(|(name, _)| PAGING_MEMBERS.contains(&name.as_str())).collect();
        let text = serde_urlencoded::to_string(own).map_err(Error::internal)?;
        serde_urlencoded::from_str(&text).map_err(|_| malformed())
    }

    /// The order asked for, as sent.
    pub fn sort_key(&self) -> Result<Option<String>> {
        Ok(self.paging()?.sort)
    }

    /// What a cursor is bound to.
    fn cursor_context(&self) -> Result<String> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(self.request.query_string()).map_err(|_| malformed())?;
        let mut kept: Vec<_> = pairs
            .into_iter()
            .filter(|(name, _)| !matches!(name.as_str(), "cursor" | "limit" | "include" | "fields"))
            .collect();
        kept.sort();
        let filters = serde_urlencoded::to_string(kept).map_err(Error::internal)?;
        let user = self.actor().map(|actor| actor.user.to_string()).unwrap_or_default();
        Ok(format!("{} {user} {} {filters}", E::ID, self.request.path()))
    }

    fn plan<T: EntityTrait>(&self, orders: &Orders<T>) -> Result<Plan<T>>
    where
        T::Column: Copy,
    {
        let paging = self.paging()?;
        let limit = paging.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(malformed());
        }
        let total = paging.include == Some(Include::Total);
        let (column, descending) = orders.choose(paging.sort.as_deref()).ok_or_else(malformed)?;
        let after = paging.cursor.map(|cursor| self.open_cursor(&cursor)).transpose()?;
        Ok(Plan { column, descending, limit, after, total })
    }

    fn open_cursor(&self, text: &str) -> Result<Cursor> {
        let refused = || Error::from(ProblemCode::InvalidCursor);
        let sealed = from_base64url(text).ok_or_else(refused)?;
        let context = self.cursor_context()?;
        let plain = self.kernel.keys.open(Purpose::Cursor, &context, &sealed).map_err(|_| refused())?;
        serde_json::from_slice(&plain).map_err(|_| refused())
    }

    fn seal_cursor(&self, cursor: &Cursor) -> Result<String> {
        let plain = serde_json::to_vec(cursor).map_err(Error::internal)?;
        Ok(base64url(&self.kernel.keys.seal(Purpose::Cursor, &self.cursor_context()?, &plain)))
    }

    /// One page of `select`. The caller turns its rows into views.
    pub async fn page<T>(&self, select: Select<T>, orders: &Orders<T>) -> Result<Page<T::Model>>
    where
        T: EntityTrait,
        T::Column: Copy,
        T::Model: Send + Sync,
    {
        self.page_as(select, orders, |select| select, |row: &T::Model, column| row.get(column)).await
    }

    /// The same of rows in another shape: `shape` says what is read of each,
    /// and `key` what stands in a column by which they are ordered.
    pub async fn page_as<T, R>(
        &self,
        select: Select<T>,
        orders: &Orders<T>,
        shape: impl FnOnce(Select<T>) -> Select<T>,
        key: impl Fn(&R, T::Column) -> Value,
    ) -> Result<Page<R>>
    where
        T: EntityTrait,
        T::Column: Copy,
        R: FromQueryResult,
    {
        let plan = self.plan(orders)?;
        let (id, first) = (orders.id, plan.after.is_none());
        let direction = if plan.descending { Order::Desc } else { Order::Asc };
        let mut query = shape(select.clone());
        if plan.total {
            query = query.expr_as(total_of(matching(select.clone()), self.db().get_database_backend()), ROWS);
        }
        if let Some(cursor) = plan.after {
            let here = Expr::tuple([plan.column.into_expr(), id.into_expr()]);
            let mark = Expr::tuple([Expr::val(cursor.at.value()), Expr::val(cursor.id.value())]);
            query = query.filter(if plan.descending { here.lt(mark) } else { here.gt(mark) });
        }
        let query = query.order_by(plan.column, direction.clone()).order_by(id, direction);
        let rows = self.db().query_all(&First { rows: plan.limit + 1, of: query.into_query() }).await?;
        let counted = match rows.first() {
            _ if !plan.total => None,
            Some(row) => Some(counted(row)?),
            None if first => Some(0),
            None => Some(self.count(select).await?),
        };
        let items: Result<Vec<R>, _> = rows.iter().map(|row| R::from_query_result(row, "")).collect();
        let ends = |last: &R| Ok(Cursor { at: Mark::of(key(last, plan.column))?, id: Mark::of(key(last, id))? });
        self.finish(items?, plan.limit, counted, ends)
    }

    /// The ids of one page in the order of a text, by a statement of one's own:
    /// it reads the text as `at`, the id, and the total where it is asked for.
    pub async fn page_of_ids<T, S>(&self, orders: &Orders<T>, statement: impl Fn(&Asked) -> S) -> Result<Page<Uuid>>
    where
        T: EntityTrait,
        T::Column: Copy,
        S: StatementBuilder,
    {
        let plan = self.plan(orders)?;
        let after = match plan.after {
            None => None,
            Some(Cursor { at: Mark::Text(at), id: Mark::Id(id) }) => Some((at, id)),
            Some(_) => return Err(ProblemCode::InvalidCursor.into()),
        };
        let asked = Asked { limit: plan.limit, descending: plan.descending, after, total: plan.total };
        let rows = self.db().query_all(&statement(&asked)).await?;
        let told = match rows.first() {
            _ if !asked.total => None,
            Some(row) => Some(counted(row)?),
            None if asked.after.is_none() => Some(0),
            // After the last of them no row tells.
            None => {
                let first = Asked { limit: 0, after: None, ..asked };
                let row = self.db().query_one(&statement(&first)).await?;
                Some(row.as_ref().map_or(Ok(0), counted)?)
            }
        };
        let key = |row: QueryResult| Ok((row.try_get("", "at")?, row.try_get("", "id")?));
        let keys: Result<Vec<(String, Uuid)>> = rows.into_iter().map(key).collect();
        let ends = |(at, id): &(String, Uuid)| Ok(Cursor { at: Mark::Text(at.clone()), id: Mark::Id(*id) });
        Ok(map_page(self.finish(keys?, plan.limit, told, ends)?, |(_, id)| id))
    }

    /// Of one row more than asked for nothing is shown but that there is more.
    fn finish<I>(
        &self,
        mut items: Vec<I>,
        limit: u64,
        counted: Option<u64>,
        ends: impl FnOnce(&I) -> Result<Cursor>,
    ) -> Result<Page<I>> {
        let mut next_cursor = None;
        if items.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
            items.pop();
            next_cursor = items.last().map(|last| self.seal_cursor(&ends(last)?)).transpose()?;
        }
        let (total, total_at_least) = match counted {
            Some(count) if count > EXACT_TOTAL => (None, Some(EXACT_TOTAL)),
            other => (other, None),
        };
        Ok(Page { items, next_cursor, total, total_at_least })
    }

    /// Counts matching rows, no further than needed.
    async fn count<T: EntityTrait>(&self, select: Select<T>) -> Result<u64> {
        let total = total_of(matching(select), self.db().get_database_backend());
        let row = self.db().query_one(&Query::select().expr_as(total, ROWS).to_owned()).await?;
        row.as_ref().map_or(Ok(0), counted)
    }
}

/// The ids of a page where all that match must be looked at to put them in
/// order: they are counted on the way.
pub fn sorted<T: EntityTrait>(
    asked: &Asked,
    select: &Select<T>,
    (by, key): (T::Column, T::Column),
    backend: DbBackend,
) -> WithQuery {
    let (found, at, id) = (Alias::new("found"), Alias::new("at"), Alias::new("id"));
    let keys = select.clone().select_only().column_as(by, "at").column_as(key, "id").into_query();
    let direction = if asked.descending { Order::Desc } else { Order::Asc };
    let mut query = Query::select();
    query.column(at.clone()).column(id.clone()).from(found.clone()).limit(asked.limit + 1);
    query.order_by(at.clone(), direction.clone()).order_by(id.clone(), direction);
    if asked.total {
        let some = Query::select().expr(one()).from(found.clone()).to_owned();
        query.expr_as(total_of(some, backend), ROWS);
    }
    if let Some((text, last)) = &asked.after {
        let here = Expr::tuple([Expr::col(at), Expr::col(id)]);
        let mark = Expr::tuple([Expr::val(text.clone()), Expr::val(*last)]);
        query.and_where(if asked.descending { here.lt(mark) } else { here.gt(mark) });
    }
    let found = CommonTableExpression::new().query(keys).table_name(found).to_owned();
    query.with(WithClause::new().cte(found).to_owned())
}

fn malformed() -> Error {
    ProblemCode::MalformedRequest.into()
}

/// A page of other things: the rows turned into views.
pub fn map_page<A, B>(page: Page<A>, view: impl FnMut(A) -> B) -> Page<B> {
    Page {
        items: page.items.into_iter().map(view).collect(),
        next_cursor: page.next_cursor,
        total: page.total,
        total_at_least: page.total_at_least,
    }
}

/// The same where a view may fail. A row whose woman's data were destroyed
/// since the page was read falls out of it.
pub fn try_page<A, B>(page: Page<A>, mut view: impl FnMut(A) -> Result<B>) -> Result<Page<B>> {
    let Page { items: rows, next_cursor, total, total_at_least } = page;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        match view(row) {
            Ok(item) => items.push(item),
            Err(gone) if gone.code == ProblemCode::NotFound => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(Page { items, next_cursor, total, total_at_least })
}
