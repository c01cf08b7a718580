//! Sealed columns and the hashes that stand beside them.

use super::patiently;
use crate::kernel::crypto::{DigestPurpose, Purpose};
use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use sea_orm::sea_query::Value;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Statement};
use std::time::Duration;
use uuid::Uuid;

/// Servers write between two batches.
const BREATH: Duration = Duration::from_millis(5);

/// A sealed column of a table.
struct Sealed {
    table: &'static str,
    /// The UUID of its row.
    key: &'static str,
    /// The number that completes the key, where there is one.
    number: Option<&'static str>,
    column: &'static str,
    /// What the seal is bound to besides the UUID: a member, or `row` with the
    /// number.
    member: &'static str,
    /// The column of the hash of the same value, and what it is the hash of.
    hash: Option<(&'static str, &'static str)>,
    batch: usize,
}

const SEALED: &[Sealed] = &[
    sealed("beneficiaries", "id", "nik_sealed", "nik", Some(("nik_hash", "nik"))),
    sealed("beneficiaries", "id", "phone_sealed", "phone", None),
    sealed("beneficiaries", "id", "health_sealed", "health_notes", None),
    sealed("households", "id", "kk_sealed", "kk_number", Some(("kk_hash", "kk"))),
    sealed("tasks", "id", "claimed_name_sealed", "claimed_name", None),
    sealed("welfare_assessments", "id", "functioning_sealed", "functioning", None),
    sealed("merges", "id", "sealed", "merge", None),
    sealed("imports", "id", "reading", "reading", None),
    // Whole files: few at once.
    Sealed { batch: 4, ..sealed("import_files", "import_id", "sealed", "file", None) },
    Sealed { batch: 4, ..sealed("document_files", "document_id", "sealed", "file", None) },
    sealed("document_thumbnails", "document_id", "sealed", "thumbnail", None),
    Sealed { number: Some("row"), ..sealed("import_rows", "import_id", "sealed", "row", None) },
];

const fn sealed(
    table: &'static str,
    key: &'static str,
    column: &'static str,
    member: &'static str,
    hash: Option<(&'static str, &'static str)>,
) -> Sealed {
    Sealed { table, key, number: None, column, member, hash, batch: 200 }
}

/// Tables and columns that are walked over.
pub fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    SEALED.iter().map(|one| (one.table, one.column))
}

/// A place in a table: where the next batch begins.
#[derive(Clone, Copy)]
struct Place {
    id: Uuid,
    number: i32,
}

/// Walks over every table once; how many values were renewed.
pub async fn everything(kernel: &Kernel) -> Result<u64> {
    let mut renewed = 0;
    for one in SEALED {
        let mut from = Some(Place { id: Uuid::nil(), number: i32::MIN });
        while let Some(place) = from {
            let (count, next) = patiently(async || batch(kernel, one, place).await).await?;
            renewed += count;
            from = next;
            tokio::time::sleep(BREATH).await;
        }
    }
    Ok(renewed)
}

impl Sealed {
    fn select(&self, postgres: bool) -> String {
        let Self { table, key, column, batch, .. } = self;
        let (number, after) = match (self.number, postgres) {
            (None, true) => ("0".to_owned(), format!("{key} > $1")),
            (None, false) => ("0".to_owned(), format!("{key} > ?")),
            (Some(number), true) => (format!("\"{number}\""), format!("({key}, \"{number}\") > ($1, $2)")),
            (Some(number), false) => (format!("\"{number}\""), format!("({key}, \"{number}\") > (?, ?)")),
        };
        let order = self.number.map_or_else(String::new, |number| format!(", \"{number}\""));
        format!(
            "select {key}, {number}, {column} from {table} where {after} and {column} is not null \
             order by {key}{order} limit {batch}"
        )
    }

    /// The value is exchanged only where it is still the one that was read: a
    /// server may have written another meanwhile.
    fn update(&self, postgres: bool) -> String {
        let mut count = 0;
        let mut place = || {
            count += 1;
            if postgres { format!("${count}") } else { "?".to_owned() }
        };
        let mut set = format!("{} = {}", self.column, place());
        if let Some((hash, _)) = self.hash {
            set = format!("{set}, {hash} = {}", place());
        }
        let mut only = format!("{} = {} and {} = {}", self.key, place(), self.column, place());
        if let Some(number) = self.number {
            only = format!("{only} and \"{number}\" = {}", place());
        }
        format!("update {} set {set} where {only}", self.table)
    }

    fn context(&self, place: Place) -> String {
        match self.number {
            None => format!("{} {}", place.id, self.member),
            Some(_) => format!("{} {} {}", place.id, self.member, place.number),
        }
    }
}

/// One batch: how many were renewed, and where the next one begins.
async fn batch(kernel: &Kernel, one: &Sealed, from: Place) -> Result<(u64, Option<Place>)> {
    let db = kernel.db.long_reads();
    let postgres = kernel.db.is_shared();
    let mut after: Vec<Value> = vec![from.id.into()];
    after.extend(one.number.map(|_| from.number.into()));
    let select = Statement::from_sql_and_values(kernel.db.backend(), one.select(postgres), after);
    let rows = db.query_all_raw(select).await?;
    let mut renewals = Vec::new();
    let mut last = None;
    for row in &rows {
        let place = place(row)?;
        let sealed: Vec<u8> = row.try_get_by_index(2)?;
        last = Some(place);
        let context = one.context(place);
        let renewed = kernel
            .keys
            .renew(Purpose::Personal, &context, &sealed)
            .map_err(|error| Error::internal(format!("{} of {} {}: {error}", one.column, one.table, place.id)))?;
        if let Some(renewed) = renewed {
            renewals.push((place, sealed, renewed));
        }
    }
    let count = if renewals.is_empty() { 0 } else { exchange(kernel, one, renewals).await? };
    Ok((count, last.filter(|_| rows.len() == one.batch)))
}

fn place(row: &QueryResult) -> Result<Place> {
    Ok(Place { id: row.try_get_by_index(0)?, number: row.try_get_by_index(1)? })
}

async fn exchange(kernel: &Kernel, one: &Sealed, renewals: Vec<(Place, Vec<u8>, Vec<u8>)>) -> Result<u64> {
    let (tx, _asked) = kernel.db.begin_beside().await?;
    let mut count = 0;
    for (place, old, new) in renewals {
        count += update(kernel, &tx, one, place, old, new).await?;
    }
    tx.commit().await?;
    Ok(count)
}

async fn update(
    kernel: &Kernel,
    tx: &DatabaseTransaction,
    one: &Sealed,
    place: Place,
    old: Vec<u8>,
    new: Vec<u8>,
) -> Result<u64> {
    let mut values: Vec<Value> = vec![new.clone().into()];
    if let Some((_, hashed)) = one.hash {
        let plain = kernel.keys.open(Purpose::Personal, &one.context(place), &new).map_err(Error::internal)?;
        values.push(kernel.keys.digest(DigestPurpose::Identifier, &[hashed.as_bytes(), &plain]).into());
    }
    values.extend([place.id.into(), old.into()]);
    values.extend(one.number.map(|_| place.number.into()));
    let backend = kernel.db.backend();
    let statement = Statement::from_sql_and_values(backend, one.update(kernel.db.is_shared()), values);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}
