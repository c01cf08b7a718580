//! Rows of several tables inserted by one statement.
//!
//! Each statement costs a way to the database and back: over the network, or
//! on SQLite to the thread that holds the connection. Rows that nothing reads
//! before the transaction ends need not go there one table at a time.

use super::error::{Error, Result};
use sea_orm::sea_query::{CommonTableExpression, InsertStatement, SqliteQueryBuilder, WithClause};
use sea_orm::{DbBackend, EntityTrait, Iterable, QueryTrait, Statement};

/// Values that go in one statement. More go table by table: a connection keeps
/// what it prepared, and large statements should be ones that come again.
const VALUES: usize = 2_000;
/// Rows of one insert at most; SQLite takes 32,766 values.
const ROWS: usize = 128;
/// Up to so many rows are not parted further.
const FEW: usize = 16;

/// Inserts that wait, in the order in which they are carried out.
#[derive(Debug, Default)]
pub struct Together {
    inserts: Vec<InsertStatement>,
    values: usize,
}

/// How many of these rows go next: so that many rows are inserted by
/// statements of few sizes.
fn part(rows: usize) -> usize {
    if rows <= FEW { rows } else { ROWS.min(1 << rows.ilog2()) }
}

impl Together {
    pub fn add<E: EntityTrait>(&mut self, rows: impl IntoIterator<Item = E::ActiveModel>) {
        let mut rows: Vec<E::ActiveModel> = rows.into_iter().collect();
        self.values += rows.len() * E::Column::iter().count();
        while !rows.is_empty() {
            let rest = rows.split_off(part(rows.len()));
            self.inserts.push(E::insert_many(rows).into_query());
            rows = rest;
        }
    }

    /// The statements that insert them, few as they can be.
    pub fn statements(self, backend: DbBackend) -> Result<Vec<Statement>> {
        if self.inserts.is_empty() {
            Ok(Vec::new())
        } else if self.values <= VALUES {
            Ok(vec![one(backend, self.inserts)?])
        } else {
            Ok(self.inserts.iter().map(|insert| backend.build(insert)).collect())
        }
    }
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
