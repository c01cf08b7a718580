//! What tables a database has, and of what their rows are made.

use super::{Column, Kind, failed};
use crate::start::NotStarted;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

/// The row number that ties SQLite's name index to its row: SQLite gives it
/// anew, and PostgreSQL has none.
const LEFT_OUT: &[(&str, &str)] = &[("beneficiaries", "seq")];
/// What the migrations themselves remember; a restore runs them anew.
const MIGRATIONS: &str = "seaql_migrations";

/// What triggers write from other tables; a restore lets them do it again.
const DERIVED: &[&str] = &["beneficiary_searches", "names_waiting", "searched_cities"];

/// A table of this database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Found>,
    /// The columns that order its rows.
    pub key: Vec<String>,
}

/// A column with the type its database gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub name: String,
    pub kind: Kind,
    pub native: String,
}

impl Table {
    pub fn columns(&self) -> Vec<Column> {
        self.columns.iter().map(|column| Column { name: column.name.clone(), kind: column.kind }).collect()
    }
}

pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The texts of the first column of a query.
pub async fn texts(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.query_all_raw(statement).await?.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The applied migrations in their order; none where there is no schema.
pub async fn migrations(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    if !names(db).await?.iter().any(|name| name == MIGRATIONS) {
        return Ok(Vec::new());
    }
    texts(db, "select version from seaql_migrations order by version", Vec::new()).await
}

async fn names(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "select tablename::text from pg_tables where schemaname = current_schema() order by tablename"
        }
        _ => {
            "select name from pragma_table_list where schema = 'main' and type = 'table' \
             and name not like 'sqlite\\_%' escape '\\' order by name"
        }
    };
    texts(db, sql, Vec::new()).await
}

/// Every table but those the migrations keep for themselves, and those the
/// database fills by itself from others.
pub async fn tables(db: &impl ConnectionTrait) -> Result<Vec<Table>, NotStarted> {
    let mut tables = Vec::new();
    for name in names(db).await.map_err(|error| failed("tables", error))? {
        if name != MIGRATIONS && !DERIVED.contains(&name.as_str()) {
            tables.push(table(db, name).await?);
        }
    }
    Ok(tables)
}

async fn table(db: &impl ConnectionTrait, name: String) -> Result<Table, NotStarted> {
    let (columns, key) = match db.get_database_backend() {
        DbBackend::Postgres => (
            "select attname::text, format_type(atttypid, null) from pg_attribute where attrelid = $1::text::regclass \
             and attnum > 0 and not attisdropped and attgenerated = '' order by attnum",
            "select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid \
             and a.attnum = any(i.indkey) where i.indrelid = $1::text::regclass and i.indisprimary \
             order by array_position(i.indkey::int2[], a.attnum)",
        ),
        _ => (
            "select name, lower(type) from pragma_table_info(?) order by cid",
            "select name from pragma_table_info(?) where pk > 0 order by pk",
        ),
    };
    let backend = db.get_database_backend();
    let read = |sql: &str| Statement::from_sql_and_values(backend, sql, [name.clone().into()]);
    let told = |error: DbErr| failed(&name, error);
    let left_out = |column: &str| LEFT_OUT.iter().any(|(table, own)| *table == name && *own == column);
    let mut found = Vec::new();
    for row in db.query_all_raw(read(columns)).await.map_err(told)? {
        let column: String = row.try_get_by_index(0).map_err(told)?;
        let native: String = row.try_get_by_index(1).map_err(told)?;
        if left_out(&column) {
            continue;
        }
        let kind = kind(&native)
            .ok_or_else(|| failed(&name, format!("the column {column} is of the type {native}, which is not known")))?;
        found.push(Found { name: column, kind, native });
    }
    let mut key = texts(db, key, vec![name.clone().into()]).await.map_err(told)?;
    key.retain(|column| !left_out(column));
    if key.is_empty() {
        key.push("id".to_owned());
    }
    Ok(Table { name, columns: found, key })
}

fn kind(native: &str) -> Option<Kind> {
    Some(match native {
        "integer" | "bigint" | "smallint" | "int" => Kind::Integer,
        "double precision" | "real" => Kind::Real,
        "boolean" => Kind::Boolean,
        "text" | "date" | "character varying" | "varchar" => Kind::Text,
        "uuid" | "bytea" | "blob" => Kind::Bytes,
        _ => return None,
    })
}

/// A column as an expression that reads alike from both databases.
pub fn reading(column: &Found, backend: DbBackend) -> String {
    let name = quoted(&column.name);
    match (backend, column.kind, column.native.as_str()) {
        (DbBackend::Postgres, Kind::Integer, _) => format!("{name}::bigint"),
        (DbBackend::Postgres, Kind::Real, _) => format!("{name}::double precision"),
        (DbBackend::Postgres, Kind::Text, "date") => format!("to_char({name}, 'YYYY-MM-DD')"),
        (DbBackend::Postgres, Kind::Text, _) => format!("{name}::text"),
        (DbBackend::Postgres, Kind::Bytes, "uuid") => format!("uuid_send({name})"),
        (DbBackend::Postgres, ..) => name,
        (_, Kind::Integer | Kind::Boolean, _) => format!("cast({name} as integer)"),
        (_, Kind::Real, _) => format!("cast({name} as real)"),
        (_, Kind::Text, _) => format!("cast({name} as text)"),
        (_, Kind::Bytes, _) => format!("cast({name} as blob)"),
    }
}

/// The place of a column's value in an insert.
pub fn writing(column: &Found, backend: DbBackend, number: usize) -> String {
    match (backend, column.native.as_str()) {
        (DbBackend::Postgres, "uuid") => format!("encode(${number}, 'hex')::uuid"),
        (DbBackend::Postgres, "date") => format!("${number}::text::date"),
        (DbBackend::Postgres, native) => format!("${number}::{native}"),
        _ => "?".to_owned(),
    }
}
