//! Rows of several tables inserted by one statement.
//!
//! Each statement costs a way to the database and back: over the network, or
//! on SQLite to the thread that holds the connection. Rows that nothing reads
//! before the transaction ends need not go there one table at a time.

use super::error::{Error, Result};
use sea_orm::sea_query::{CommonTableExpression, InsertStatement, SqliteQueryBuilder, WithClause};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Iterable, QueryTrait, Statement};

/// Values sent at once; PostgreSQL takes 65,535.
const VALUES: usize = 30_000;
/// Rows of one insert; SQLite takes 32,766 values of one table.
const ROWS: usize = 500;

/// Inserts that wait, in the order in which they are carried out.
#[derive(Debug, Default)]
pub struct Together {
    inserts: Vec<InsertStatement>,
    values: usize,
    full: Vec<Vec<InsertStatement>>,
}

impl Together {
    pub fn add<E: EntityTrait>(&mut self, rows: impl IntoIterator<Item = E::ActiveModel>) {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let part: Vec<E::ActiveModel> = rows.by_ref().take(ROWS).collect();
            let values = part.len() * E::Column::iter().count();
            if self.values > 0 && self.values + values > VALUES {
                self.full.push(std::mem::take(&mut self.inserts));
                self.values = 0;
            }
            self.values += values;
            self.inserts.push(E::insert_many(part).into_query());
        }
    }

    /// On SQLite `after` follows the last insert in the same statement; says
    /// whether it did.
    pub async fn carry_out(mut self, db: &impl ConnectionTrait, after: Option<&str>) -> Result<bool> {
        let Some(last) = Some(self.inserts).filter(|inserts| !inserts.is_empty()) else { return Ok(false) };
        let backend = db.get_database_backend();
        self.full.push(last);
        let number = self.full.len();
        for (place, inserts) in self.full.into_iter().enumerate() {
            let mut statement = one(backend, inserts)?;
            if let Some(after) = after.filter(|_| place + 1 == number) {
                statement.sql = format!("{}; {after}", statement.sql);
            }
            db.execute_raw(statement).await?;
        }
        Ok(after.is_some())
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
