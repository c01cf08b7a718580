//! Reading an archive back into an empty database.
//!
//! Everything is checked before anything is touched: the seal, the schema and
//! the digest of each part. Then schema and rows come in one transaction, so
//! that the database holds all of it or stays empty.

use super::catalogue::{self, Found, Table, quoted, writing};
use super::{FORMAT, Kind, MANIFEST, Manifest, PRODUCT, Part, SEAL, at, failed, seals};
use crate::kernel::crypto::{Keys, from_base64url, to_hex};
use crate::kernel::state::Kernel;
use crate::migrations::Migrator;
use crate::start::NotStarted;
use sea_orm::sea_query::Value as Bound;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};
use sea_orm_migration::MigratorTrait;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use subtle::ConstantTimeEq;

/// Values of one insert; SQLite takes 32,766.
const VALUES: usize = 16_000;
const ROWS: usize = 500;
/// Of lines of one insert, beyond which no further row is added: files are large.
const BYTES: usize = 16 * 1024 * 1024;
const LOST_KEY: &str = "Without that secret key the NIKs in it are lost: nobody can open them.";

fn refused(why: impl std::fmt::Display) -> NotStarted {
    NotStarted(format!("{why}. Nothing was changed."))
}

/// Judges an archive without touching a database.
pub fn check(keys: &Keys, from: &Path) -> Result<Manifest, NotStarted> {
    let path = from.join(MANIFEST);
    let text = fs::read(&path).map_err(|error| refused(at(&path, error)))?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|_| refused(format!("{} is not a manifest", path.display())))?;
    if manifest.product != PRODUCT {
        return Err(refused(format!("this is a backup of {:?}, not of {PRODUCT}", manifest.product)));
    }
    if manifest.format > FORMAT {
        return Err(refused(format!("the backup is of format {}, newer than this program reads", manifest.format)));
    }
    if manifest.key_id != keys.id() && Some(manifest.key_id.as_str()) != keys.previous_id() {
        return Err(refused(format!(
            "the backup was made with the secret key {}, this is {}. {LOST_KEY}",
            manifest.key_id,
            keys.id()
        )));
    }
    let kept = fs::read_to_string(from.join(SEAL)).unwrap_or_default();
    let holds = |seal: String| bool::from(kept.trim().as_bytes().ct_eq(seal.as_bytes()));
    if !seals(keys, &text).any(holds) {
        return Err(refused("the manifest is damaged or was changed: its seal does not hold"));
    }
    let own: Vec<String> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
    if !own.starts_with(&manifest.migrations) {
        return Err(refused("the backup has a newer schema than this program; use the program that wrote it"));
    }
    for part in &manifest.tables {
        check_part(from, part)?;
    }
    Ok(manifest)
}

fn check_part(from: &Path, part: &Part) -> Result<(), NotStarted> {
    let path = from.join(&part.file);
    let mut file = File::open(&path).map_err(|error| refused(at(&path, error)))?;
    let (mut digest, mut block) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut block).map_err(|error| refused(at(&path, error)))?;
        if read == 0 {
            break;
        }
        digest.update(block.get(..read).unwrap_or_default());
    }
    if to_hex(&digest.finalize()) != part.sha256 {
        return Err(refused(format!("{} is damaged: its checksum does not hold", path.display())));
    }
    Ok(())
}

/// Fills the kernel's database, which must be empty.
pub async fn restore(kernel: &Kernel, from: &Path) -> Result<Manifest, NotStarted> {
    let manifest = check(&kernel.keys, from)?;
    let told = |error: DbErr| refused(failed("the database", error));
    let tx = kernel.db.begin().await.map_err(told)?;
    let standing = catalogue::tables(&tx).await?;
    if !standing.is_empty() || !catalogue::migrations(&tx).await.map_err(told)?.is_empty() {
        return Err(refused("the database is not empty; a backup is restored into an empty one only"));
    }
    let steps = u32::try_from(manifest.migrations.len()).ok();
    Migrator::up(&tx, steps).await.map_err(told)?;
    let tables = catalogue::tables(&tx).await?;
    defer_references(&tx, true).await.map_err(told)?;
    for table in &tables {
        let part = manifest.tables.iter().find(|part| part.table == table.name);
        let part = part.ok_or_else(|| refused(format!("the table {} is missing from the backup", table.name)))?;
        if part.columns != table.columns() {
            return Err(refused(format!("the table {} has other columns here", table.name)));
        }
        fill(&tx, from, table, part).await?;
    }
    if tables.len() != manifest.tables.len() {
        return Err(refused("the backup holds tables that the schema does not have"));
    }
    defer_references(&tx, false).await.map_err(told)?;
    tx.commit().await.map_err(told)?;
    Ok(manifest)
}

/// Rows come table by table, whatever they refer to; references are judged
/// when all are there.
async fn defer_references(tx: &DatabaseTransaction, deferred: bool) -> Result<(), DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        // Holds until the commit, which judges them.
        tx.execute_unprepared(&format!("pragma defer_foreign_keys = {deferred}")).await?;
        return Ok(());
    }
    if !deferred {
        tx.execute_unprepared("set constraints all immediate").await?;
    }
    let how = if deferred { "deferrable initially deferred" } else { "not deferrable" };
    let alter = format!(
        "select format('alter table %s alter constraint %I {how}', conrelid::regclass, conname) from pg_constraint \
         where contype = 'f' and connamespace = current_schema()::regnamespace"
    );
    for statement in catalogue::texts(tx, &alter, Vec::new()).await? {
        tx.execute_unprepared(&statement).await?;
    }
    Ok(())
}

async fn fill(tx: &DatabaseTransaction, from: &Path, table: &Table, part: &Part) -> Result<(), NotStarted> {
    let told = |error: DbErr| refused(failed(&table.name, error));
    // What the migrations themselves put in is in the archive as it stood.
    tx.execute_unprepared(&format!("delete from {}", quoted(&table.name))).await.map_err(told)?;
    let path = from.join(&part.file);
    let file = File::open(&path).map_err(|error| refused(at(&path, error)))?;
    let most = (VALUES / table.columns.len().max(1)).clamp(1, ROWS);
    let (mut values, mut waiting, mut rows, mut bytes) = (Vec::new(), 0, 0_u64, 0);
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|error| refused(at(&path, error)))?;
        let read = bound(&line, table);
        values.extend(read.ok_or_else(|| refused(format!("{}: line {} is not a row", path.display(), rows + 1)))?);
        (waiting, rows, bytes) = (waiting + 1, rows + 1, bytes + line.len());
        if waiting == most || bytes > BYTES {
            insert(tx, table, waiting, std::mem::take(&mut values)).await.map_err(told)?;
            (waiting, bytes) = (0, 0);
        }
    }
    if waiting > 0 {
        insert(tx, table, waiting, values).await.map_err(told)?;
    }
    if rows == part.rows {
        Ok(())
    } else {
        Err(refused(format!("{} holds {rows} rows of {}", path.display(), part.rows)))
    }
}

async fn insert(tx: &DatabaseTransaction, table: &Table, rows: usize, values: Vec<Bound>) -> Result<(), DbErr> {
    let backend = tx.get_database_backend();
    let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    let mut number = 0;
    let mut row = || {
        let places = table.columns.iter().map(|column| {
            number += 1;
            writing(column, backend, number)
        });
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<String> = (0..rows).map(|_| row()).collect();
    let sql = format!("insert into {} ({}) values {}", quoted(&table.name), names.join(", "), rows.join(", "));
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// The values of a line; `None` where it is not a row of the table.
fn bound(line: &str, table: &Table) -> Option<Vec<Bound>> {
    let values: Vec<Value> = serde_json::from_str(line).ok()?;
    if values.len() != table.columns.len() {
        return None;
    }
    values.into_iter().zip(&table.columns).map(|(value, column)| one(value, column)).collect()
}

fn one(value: Value, column: &Found) -> Option<Bound> {
    let empty = value.is_null();
    Some(match column.kind {
        Kind::Integer => Bound::BigInt(if empty { None } else { Some(value.as_i64()?) }),
        Kind::Real => Bound::Double(if empty { None } else { Some(value.as_f64()?) }),
        Kind::Boolean => Bound::Bool(if empty { None } else { Some(value.as_bool()?) }),
        Kind::Text => Bound::String(if empty { None } else { Some(value.as_str()?.to_owned()) }),
        Kind::Bytes => Bound::Bytes(if empty { None } else { Some(from_base64url(value.as_str()?)?) }),
    })
}
