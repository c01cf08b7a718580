//! Writing an archive while servers work: all tables as they stand at one
//! moment, read in one transaction that blocks nobody.

use super::catalogue::{self, Table, quoted, reading};
use super::{FORMAT, Kind, MANIFEST, Manifest, PRODUCT, Part, SEAL, at, failed, seal};
use crate::kernel::crypto::{base64url, to_hex};
use crate::kernel::sequencer;
use crate::kernel::state::Kernel;
use crate::start::NotStarted;
use futures::TryStreamExt;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, QueryResult, Statement,
    StreamTrait, TransactionTrait,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Writes an archive to `to`, or under a name of its own inside `to` where
/// that is a folder already. It stands there whole or not at all.
pub async fn save(kernel: &Kernel, to: &Path) -> Result<(PathBuf, Manifest), NotStarted> {
    let made_at = kernel.clock.now().to_string();
    let to = if to.is_dir() {
        let moment: String = made_at.chars().filter(char::is_ascii_alphanumeric).take(15).collect();
        to.join(format!("{PRODUCT}-{moment}.backup"))
    } else {
        to.to_owned()
    };
    if to.exists() {
        return Err(at(&to, "stands already"));
    }
    let draft = to.with_extension("unfinished");
    fs::DirBuilder::new().mode(0o700).create(&draft).map_err(|error| at(&draft, error))?;
    let written = write(kernel, &draft, made_at).await;
    let manifest = match written {
        Ok(manifest) => manifest,
        Err(error) => {
            let _ = fs::remove_dir_all(&draft);
            return Err(error);
        }
    };
    fs::rename(&draft, &to).map_err(|error| at(&to, error))?;
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent).and_then(|folder| folder.sync_all()).map_err(|error| at(parent, error))?;
    Ok((to, manifest))
}

async fn write(kernel: &Kernel, folder: &Path, made_at: String) -> Result<Manifest, NotStarted> {
    let tx = snapshot(kernel).await.map_err(|error| failed("the database", error))?;
    let migrations = catalogue::migrations(&tx).await.map_err(|error| failed("the schema", error))?;
    if migrations.is_empty() {
        return Err(NotStarted("the database is empty; there is nothing to back up".to_owned()));
    }
    let head = sequencer::head(&tx).await?;
    let mut parts = Vec::new();
    for table in catalogue::tables(&tx).await? {
        parts.push(part(&tx, folder, &table).await?);
    }
    tx.rollback().await.map_err(|error| failed("the database", error))?;
    let manifest = Manifest {
        product: PRODUCT.to_owned(),
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        database: if kernel.db.is_shared() { "postgresql" } else { "sqlite" }.to_owned(),
        key_id: kernel.keys.id().to_owned(),
        migrations,
        audit_head: (head.position > 0).then(|| head.to_string()),
        tables: parts,
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| failed(MANIFEST, error))?;
    file(&folder.join(MANIFEST), &text)?;
    file(&folder.join(SEAL), seal(&kernel.keys, &text).as_bytes())?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| at(folder, error))?;
    Ok(manifest)
}

/// A transaction that sees the database as it is now, whatever is written
/// meanwhile. SQLite's sees it from its first read.
async fn snapshot(kernel: &Kernel) -> Result<DatabaseTransaction, DbErr> {
    let db = kernel.db.long_reads();
    if kernel.db.is_shared() {
        return db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await;
    }
    let tx = db.begin().await?;
    tx.execute_unprepared("select count(*) from sqlite_master").await?;
    Ok(tx)
}

fn create(path: &Path) -> Result<File, NotStarted> {
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|error| at(path, error))
}

fn file(path: &Path, bytes: &[u8]) -> Result<(), NotStarted> {
    let mut file = create(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| at(path, error))
}

async fn part(tx: &DatabaseTransaction, folder: &Path, table: &Table) -> Result<Part, NotStarted> {
    let backend = ConnectionTrait::get_database_backend(tx);
    let columns: Vec<String> = table.columns.iter().map(|column| reading(column, backend)).collect();
    let key: Vec<String> = table.key.iter().map(|column| quoted(column)).collect();
    let sql = format!("select {} from {} order by {}", columns.join(", "), quoted(&table.name), key.join(", "));
    let name = format!("{}.jsonl", table.name);
    let path = folder.join(&name);
    let mut out = BufWriter::new(create(&path)?);
    let (mut digest, mut rows, mut bytes) = (Sha256::new(), 0_u64, 0_u64);
    let told = |error: DbErr| failed(&table.name, error);
    let mut read = tx.stream_raw(Statement::from_string(backend, sql)).await.map_err(told)?;
    while let Some(row) = read.try_next().await.map_err(told)? {
        let mut line = line(&row, table, backend).map_err(told)?;
        line.push('\n');
        digest.update(&line);
        out.write_all(line.as_bytes()).map_err(|error| at(&path, error))?;
        rows += 1;
        bytes += u64::try_from(line.len()).unwrap_or(0);
    }
    let file = out.into_inner().map_err(|error| at(&path, error))?;
    file.sync_all().map_err(|error| at(&path, error))?;
    let sha256 = to_hex(&digest.finalize());
    Ok(Part { table: table.name.clone(), columns: table.columns(), file: name, rows, bytes, sha256 })
}

fn line(row: &QueryResult, table: &Table, backend: DbBackend) -> Result<String, DbErr> {
    let mut values = Vec::with_capacity(table.columns.len());
    for (place, column) in table.columns.iter().enumerate() {
        values.push(match column.kind {
            Kind::Integer => row.try_get_by_index::<Option<i64>>(place)?.map_or(Value::Null, Value::from),
            Kind::Real => row.try_get_by_index::<Option<f64>>(place)?.map_or(Value::Null, Value::from),
            Kind::Boolean if backend == DbBackend::Postgres => {
                row.try_get_by_index::<Option<bool>>(place)?.map_or(Value::Null, Value::from)
            }
            Kind::Boolean => {
                row.try_get_by_index::<Option<i64>>(place)?.map_or(Value::Null, |value| (value != 0).into())
            }
            Kind::Text => row.try_get_by_index::<Option<String>>(place)?.map_or(Value::Null, Value::from),
            Kind::Bytes => {
                row.try_get_by_index::<Option<Vec<u8>>>(place)?.map_or(Value::Null, |bytes| base64url(&bytes).into())
            }
        });
    }
    Ok(Value::Array(values).to_string())
}
