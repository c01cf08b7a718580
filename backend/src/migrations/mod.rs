//! The schema, in plain SQL, one file per table group, for both databases.
//!
//! `{uuid}`, `{bytes}`, `{text}` stand for types that differ; `{text}` orders
//! by bytes on both. `{keyed}` ends an append-only table: on SQLite it then has
//! no hidden row number by which a row could be replaced unseen. What only one database says stands in a second file.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};

struct Sql {
    name: &'static str,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! sql {
    ($name:literal) => {
        Sql { name: $name, both: include_str!(concat!($name, ".sql")), sqlite: "", postgres: "" }
    };
    ($name:literal on sqlite) => {
        Sql { name: $name, both: "", sqlite: include_str!(concat!($name, ".sqlite.sql")), postgres: "" }
    };
    ($name:literal with sqlite) => {
        Sql {
            name: $name,
            both: include_str!(concat!($name, ".sql")),
            sqlite: include_str!(concat!($name, ".sqlite.sql")),
            postgres: "",
        }
    };
    ($name:literal with both) => {
        Sql {
            name: $name,
            both: include_str!(concat!($name, ".sql")),
            sqlite: include_str!(concat!($name, ".sqlite.sql")),
            postgres: include_str!(concat!($name, ".postgres.sql")),
        }
    };
}

/// In the order they are applied; one that was released is never edited.
const MIGRATIONS: &[Sql] = &[
    sql!("m0001_reference"),
    sql!("m0002_accounts"),
    sql!("m0003_events" with both),
    sql!("m0004_register" with both),
    sql!("m0005_imports"),
    sql!("m0006_tasks" with both),
    sql!("m0007_indexes"),
    sql!("m0008_welfare" with both),
    sql!("m0009_duplicates"),
    sql!("m0010_keys"),
    sql!("m0011_counts"),
    sql!("m0012_import_sources"),
    sql!("m0013_erasures" with both),
    sql!("m0014_work_lists"),
    sql!("m0015_job_holders"),
    sql!("m0016_searches" with both),
    sql!("m0017_search_order" on sqlite),
    sql!("m0018_search_numbers" on sqlite),
    sql!("m0019_fewer_indexes" with sqlite),
    sql!("m0020_programmes"),
    sql!("m0021_stages" with both),
    sql!("m0022_legal_instruments"),
    sql!("m0023_meetings"),
    sql!("m0024_comments"),
    sql!("m0025_locus_selections"),
    sql!("m0026_notifications"),
    sql!("m0027_files"),
];

impl MigrationName for Sql {
    fn name(&self) -> &str {
        self.name
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Sql {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let (uuid, bytes, text, keyed, own) = match db.get_database_backend() {
            DbBackend::Postgres => ("uuid", "bytea", "text collate \"C\"", "", self.postgres),
            _ => ("blob", "blob", "text", "without rowid", self.sqlite),
        };
        let shared = self
            .both
            .replace("{uuid}", uuid)
            .replace("{bytes}", bytes)
            .replace("{text}", text)
            .replace("{keyed}", keyed);
        if db.get_database_backend() == DbBackend::Postgres {
            // An index on a filled table takes the time it takes.
            db.execute_unprepared("set local statement_timeout = 0").await?;
        }
        for text in [shared.as_str(), own] {
            if !text.is_empty() {
                db.execute_unprepared(text).await?;
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Applies what is missing.
#[derive(Debug)]
pub struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let boxed = |sql: &Sql| -> Box<dyn MigrationTrait> { Box::new(Sql { ..*sql }) };
        MIGRATIONS.iter().map(boxed).collect()
    }
}
