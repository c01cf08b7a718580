//! Writing an archive while servers work: all tables as they stand at one
//! moment, read in one transaction that blocks nobody.

use super::catalogue::{self, Table, quoted, reading};
use super::{FORMAT, Kind, MANIFEST, Manifest, PRODUCT, Part, SEAL, at, failed, seal};
use crate::documents::files;
use crate::entity::document_object;
use crate::kernel::crypto::{base64url, to_hex};
use crate::kernel::scope::system;
use crate::kernel::sequencer;
use crate::kernel::state::Kernel;
use crate::keys::patiently;
use crate::start::NotStarted;
use contract::ids::DocumentId;
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

/// The table of files, and those that tell of the bucket.
const FILES: &str = "document_files";
const OF_THE_BUCKET: [&str; 2] = ["document_objects", "loose_objects"];

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
        parts.push(part(&tx, folder, table).await?);
    }
    let objects = objects(&tx).await.map_err(|error| failed(FILES, error))?;
    tx.rollback().await.map_err(|error| failed("the database", error))?;
    // Nobody waits for these any more: an object stays a day after its document.
    let missing_files = bucket(kernel, &mut parts, objects).await?;
    let tables = parts.into_iter().map(Lines::end).collect::<Result<_, _>>()?;
    let manifest = Manifest {
        product: PRODUCT.to_owned(),
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        database: if kernel.db.is_shared() { "postgresql" } else { "sqlite" }.to_owned(),
        key_id: kernel.keys.id().to_owned(),
        migrations,
        audit_head: (head.position > 0).then(|| head.to_string()),
        tables,
        missing_files,
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

/// The rows of a table as they stand in the database. What tells of the bucket
/// is left out: an archive is whole by itself.
async fn part(tx: &DatabaseTransaction, folder: &Path, table: Table) -> Result<Lines, NotStarted> {
    let backend = ConnectionTrait::get_database_backend(tx);
    let columns: Vec<String> = table.columns.iter().map(|column| reading(column, backend)).collect();
    let key: Vec<String> = table.key.iter().map(|column| quoted(column)).collect();
    let sql = format!("select {} from {} order by {}", columns.join(", "), quoted(&table.name), key.join(", "));
    let mut out = Lines::new(folder, table)?;
    let told = |error: DbErr| failed(&sql, error);
    if !OF_THE_BUCKET.contains(&out.table.name.as_str()) {
        let mut read = tx.stream_raw(Statement::from_string(backend, &sql)).await.map_err(told)?;
        while let Some(row) = read.try_next().await.map_err(told)? {
            let line = line(&row, &out.table, backend).map_err(told)?;
            out.add(&line)?;
        }
    }
    Ok(out)
}

async fn objects(tx: &DatabaseTransaction) -> Result<Vec<DocumentId>, DbErr> {
    let rows = system::<document_object::Entity>().all(tx).await?;
    Ok(rows.into_iter().map(|row| row.document_id).collect())
}

/// Files that lie in the bucket, as if they lay in the database; those it has
/// lost are named.
async fn bucket(kernel: &Kernel, parts: &mut [Lines], objects: Vec<DocumentId>) -> Result<Vec<DocumentId>, NotStarted> {
    let mut missing = Vec::new();
    let Some(out) = parts.iter_mut().find(|part| part.table.name == FILES) else { return Ok(missing) };
    for id in objects {
        let found = patiently(async || files::sealed_in_bucket(kernel, id).await).await?;
        // One that does not open is as good as lost.
        match found.filter(|sealed| files::renewed(kernel, id, sealed).is_ok()) {
            Some(sealed) => {
                out.add(&Value::from_iter([base64url(id.0.as_bytes()), base64url(&sealed)]).to_string())?;
            }
            None => missing.push(id),
        }
    }
    Ok(missing)
}

/// A table on its way into its file.
struct Lines {
    table: Table,
    name: String,
    path: PathBuf,
    out: BufWriter<File>,
    digest: Sha256,
    rows: u64,
    bytes: u64,
}

impl Lines {
    fn new(folder: &Path, table: Table) -> Result<Self, NotStarted> {
        let name = format!("{}.jsonl", table.name);
        let path = folder.join(&name);
        let out = BufWriter::new(create(&path)?);
        Ok(Self { table, name, path, out, digest: Sha256::new(), rows: 0, bytes: 0 })
    }

    fn add(&mut self, line: &str) -> Result<(), NotStarted> {
        for bytes in [line.as_bytes(), b"\n"] {
            self.digest.update(bytes);
            self.out.write_all(bytes).map_err(|error| at(&self.path, error))?;
            self.bytes += u64::try_from(bytes.len()).unwrap_or(0);
        }
        self.rows += 1;
        Ok(())
    }

    fn end(self) -> Result<Part, NotStarted> {
        let file = self.out.into_inner().map_err(|error| at(&self.path, error))?;
        file.sync_all().map_err(|error| at(&self.path, error))?;
        let sha256 = to_hex(&self.digest.finalize());
        let columns = self.table.columns();
        Ok(Part { table: self.table.name, columns, file: self.name, rows: self.rows, bytes: self.bytes, sha256 })
    }
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
