//! The owner of the database: whoever may do everything in it, and the
//! commands by which its server is stopped and started.

use anyhow::{Context, Result};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

/// One connection of her own.
#[derive(Debug)]
pub struct Owner {
    db: DatabaseConnection,
    /// Triggers that were taken away on SQLite, to be put back.
    triggers: Vec<String>,
}

/// What writes need, held until it is let go.
#[derive(Debug)]
pub struct Lock(DatabaseConnection);

impl Lock {
    pub async fn release(self) -> Result<()> {
        self.0.execute_unprepared("rollback").await?;
        Ok(self.0.close().await?)
    }
}

impl Owner {
    pub async fn connect(url: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).min_connections(1).sqlx_logging(false);
        Ok(Self { db: Database::connect(options).await?, triggers: Vec::new() })
    }

    fn on_sqlite(&self) -> bool {
        self.db.get_database_backend() == DbBackend::Sqlite
    }

    pub async fn run(&self, sql: &str) -> Result<()> {
        self.db.execute_unprepared(sql).await?;
        Ok(())
    }

    pub async fn number(&self, sql: &str) -> Result<i64> {
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        let row = self.db.query_one_raw(statement).await?.context("no row")?;
        Ok(row.try_get_by_index(0)?)
    }

    async fn texts(&self, sql: &str) -> Result<Vec<String>> {
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        let rows = self.db.query_all_raw(statement).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// Holds what registering a woman needs.
    pub async fn lock_writes(self) -> Result<Lock> {
        let lock = if self.on_sqlite() {
            "begin immediate"
        } else {
            "begin; lock table beneficiaries, households, events in exclusive mode"
        };
        self.run(lock).await?;
        Ok(Lock(self.db))
    }

    /// Takes away what stands between her and the audit tables.
    pub async fn without_triggers(mut self) -> Result<Self> {
        if !self.on_sqlite() {
            self.run("set session_replication_role = replica").await?;
            return Ok(self);
        }
        self.run("pragma foreign_keys = off").await?;
        let own = "from sqlite_master where type = 'trigger' and tbl_name in ('events', 'event_chain')";
        self.triggers = self.texts(&format!("select sql {own}")).await?;
        for name in self.texts(&format!("select name {own}")).await? {
            self.run(&format!("drop trigger {name}")).await?;
        }
        Ok(self)
    }

    pub async fn with_triggers(self) -> Result<()> {
        for trigger in &self.triggers {
            self.run(trigger).await?;
        }
        Ok(self.db.close().await?)
    }
}
