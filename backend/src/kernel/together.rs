//! Rows of several tables inserted by one statement.
//!
//! Each statement costs a way to the database and back: over the network, or
//! on SQLite to the thread that holds the connection. Rows that nothing reads
//! before the transaction ends need not go there one table at a time.

use super::error::{Error, Result};
use sea_orm::sea_query::{
    CommonTableExpression, Expr, ExprTrait, Func, InsertStatement, Query, SqliteQueryBuilder, WithClause,
};
use sea_orm::{DbBackend, EntityTrait, Iterable, QueryTrait, Statement};
use std::any::Any;
use std::fmt::Debug;
use std::marker::PhantomData;
use uuid::Uuid;

/// Values that go in one statement. More go table by table: a connection keeps
/// what it prepared, and large statements should be ones that come again.
const VALUES: usize = 2_000;
/// Rows of one insert at most; SQLite takes 32,766 values.
const ROWS: usize = 128;
/// Up to so many rows are not parted further.
const FEW: usize = 16;

/// Rows that wait, table by table in the order in which the tables came.
#[derive(Debug, Default)]
pub struct Together(Vec<Box<dyn Rows>>);

/// Rows of one table.
trait Rows: Any + Debug + Send + Sync {
    /// Adds others, where they are of the same table and kind.
    fn add(&mut self, others: &dyn Any) -> bool;
    fn copy(&self) -> Box<dyn Rows>;
    fn values(&self) -> usize;
    fn inserts(&self, backend: DbBackend) -> Result<Vec<InsertStatement>>;
}

/// Rows as they are.
#[derive(Debug)]
struct Whole<E: EntityTrait>(Vec<E::ActiveModel>);

/// Rows of an id and a text.
#[derive(Debug)]
struct Texts<E>(Vec<(Uuid, String)>, PhantomData<fn() -> E>);

impl Together {
    pub fn add<E: EntityTrait<ActiveModel: Send + Sync>>(&mut self, rows: impl IntoIterator<Item = E::ActiveModel>) {
        let rows: Vec<E::ActiveModel> = rows.into_iter().collect();
        if !rows.is_empty() {
            self.put(Box::new(Whole::<E>(rows)));
        }
    }

    /// Adds rows of an id and a text, which are told as one value: however many
    /// they are, their statement is the same.
    pub fn add_texts<E: EntityTrait>(&mut self, rows: impl IntoIterator<Item = (Uuid, String)>) {
        let rows: Vec<(Uuid, String)> = rows.into_iter().collect();
        if !rows.is_empty() {
            self.put(Box::new(Texts::<E>(rows, PhantomData)));
        }
    }

    /// Adds what waits elsewhere too.
    pub fn add_all(&mut self, others: &Self) {
        for rows in &others.0 {
            if !self.0.iter_mut().any(|table| table.add(rows.as_ref())) {
                self.0.push(rows.copy());
            }
        }
    }

    fn put(&mut self, rows: Box<dyn Rows>) {
        if !self.0.iter_mut().any(|table| table.add(rows.as_ref())) {
            self.0.push(rows);
        }
    }

    /// The statements that insert them, few as they can be.
    pub fn statements(&self, backend: DbBackend) -> Result<Vec<Statement>> {
        let inserts: Result<Vec<Vec<InsertStatement>>> = self.0.iter().map(|rows| rows.inserts(backend)).collect();
        let inserts: Vec<InsertStatement> = inserts?.into_iter().flatten().collect();
        if inserts.is_empty() {
            Ok(Vec::new())
        } else if self.0.iter().map(|rows| rows.values()).sum::<usize>() <= VALUES {
            Ok(vec![one(backend, inserts)?])
        } else {
            Ok(inserts.iter().map(|insert| backend.build(insert)).collect())
        }
    }
}

impl<E: EntityTrait<ActiveModel: Send + Sync>> Rows for Whole<E> {
    fn add(&mut self, others: &dyn Any) -> bool {
        others.downcast_ref::<Self>().map(|others| self.0.extend_from_slice(&others.0)).is_some()
    }

    fn copy(&self) -> Box<dyn Rows> {
        Box::new(Self(self.0.clone()))
    }

    fn values(&self) -> usize {
        self.0.len() * E::Column::iter().count()
    }

    fn inserts(&self, _: DbBackend) -> Result<Vec<InsertStatement>> {
        let (mut inserts, mut rows) = (Vec::new(), self.0.iter().cloned());
        while rows.len() > 0 {
            let some = part(rows.len());
            inserts.push(E::insert_many(rows.by_ref().take(some).collect::<Vec<_>>()).into_query());
        }
        Ok(inserts)
    }
}

impl<E: EntityTrait> Rows for Texts<E> {
    fn add(&mut self, others: &dyn Any) -> bool {
        others.downcast_ref::<Self>().map(|others| self.0.extend_from_slice(&others.0)).is_some()
    }

    fn copy(&self) -> Box<dyn Rows> {
        Box::new(Self(self.0.clone(), PhantomData))
    }

    fn values(&self) -> usize {
        1
    }

    fn inserts(&self, backend: DbBackend) -> Result<Vec<InsertStatement>> {
        let told: Vec<(String, &str)> =
            self.0.iter().map(|(id, text)| (id.simple().to_string(), text.as_str())).collect();
        let told = Expr::val(serde_json::to_string(&told).map_err(Error::internal)?);
        let (id, rows) = match backend {
            DbBackend::Sqlite => ("unhex(value ->> 0)", Func::cust("json_each").arg(told)),
            _ => ("cast(value ->> 0 as uuid)", Func::cust("json_array_elements").arg(told.cast_as("json"))),
        };
        let rows =
            Query::select().expr(Expr::cust(id)).expr(Expr::cust("value ->> 1")).from_function(rows, "told").take();
        let mut insert = Query::insert();
        insert.into_table(E::default()).columns(E::Column::iter()).select_from(rows).map_err(Error::internal)?;
        Ok(vec![insert])
    }
}

/// How many of these rows go next: so that many rows are inserted by
/// statements of few sizes.
fn part(rows: usize) -> usize {
    if rows <= FEW { rows } else { ROWS.min(1 << rows.ilog2()) }
}

/// On SQLite statements follow each other and share what is bound; PostgreSQL
/// takes one statement, of which all but the last insert are a part.
fn one(backend: DbBackend, mut inserts: Vec<InsertStatement>) -> Result<Statement> {
    if backend == DbBackend::Sqlite {
        let (mut texts, mut bound) = (Vec::with_capacity(inserts.len()), Vec::new());
        for insert in inserts {
            let (text, values) = insert.build(SqliteQueryBuilder);
            texts.push(text);
            bound.extend(values.0);
        }
        return Ok(Statement::from_sql_and_values(backend, texts.join("; "), bound));
    }
    let last = inserts.pop().ok_or_else(|| Error::internal("nothing is to be inserted"))?;
    if inserts.is_empty() {
        return Ok(backend.build(&last));
    }
    let mut others = WithClause::new();
    for (place, insert) in inserts.into_iter().enumerate() {
        let named = CommonTableExpression::new().query(insert).table_name(format!("insert_{place}")).to_owned();
        others.cte(named);
    }
    Ok(backend.build(&last.with(others)))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn many_rows_are_parted_into_few_sizes() {
        let parts = |mut rows: usize| {
            let mut parts = Vec::new();
            while rows > 0 {
                parts.push(part(rows));
                rows -= part(rows);
            }
            parts
        };
        assert_eq!(parts(0), [0; 0]);
        assert_eq!(parts(13), [13]);
        assert_eq!(parts(200), [128, 64, 8]);
        assert_eq!(parts(431), [128, 128, 128, 32, 15]);
    }
}
