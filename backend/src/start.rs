//! Bringing the process up: secret, database, migrations, shipped data.

use crate::code_lists;
use crate::config::{Config, SecretSource};
use crate::documents;
use crate::duplicates;
use crate::eligibility;
use crate::entity::key_check;
use crate::jobs;
use crate::kernel::crypto::{Keys, Secret};
use crate::kernel::database::{Db, wait_for_lock};
use crate::kernel::error::Error;
use crate::kernel::limits;
use crate::kernel::scope::system;
use crate::kernel::sequencer;
use crate::kernel::state::Kernel;
use crate::migrations::Migrator;
use crate::poverty_lines;
use crate::stage_records;
use crate::stage_templates;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;

/// Why the process did not start, in one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotStarted(pub String);

impl From<Error> for NotStarted {
    fn from(error: Error) -> Self {
        Self(error.cause.unwrap_or_else(|| error.code.to_string()))
    }
}

impl From<String> for NotStarted {
    fn from(why: String) -> Self {
        Self(why)
    }
}

fn because<T, E: std::fmt::Display>(what: &str, result: Result<T, E>) -> Result<T, NotStarted> {
    result.map_err(|error| NotStarted(format!("{what}: {error}")))
}

/// The data folder, readable by this user alone.
fn make_data_dir(path: &Path) -> Result<(), NotStarted> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    because(&format!("P2WKSS_DATA_DIR {}", path.display()), made)
}

fn read_secret(text: &str, source: &str) -> Result<Secret, NotStarted> {
    Secret::from_hex(text).ok_or_else(|| {
        NotStarted(format!("{source}: must be 64 hexadecimal digits drawn at random (openssl rand -hex 32)"))
    })
}

/// The secret before, where one is given.
fn previous(config: &Config) -> Result<Option<Secret>, NotStarted> {
    match &config.previous_secret {
        Some(SecretSource::Given(text)) => read_secret(text, "P2WKSS_SECRET_KEY_PREVIOUS").map(Some),
        Some(SecretSource::File(path)) => {
            let source = format!("P2WKSS_SECRET_KEY_PREVIOUS_FILE {}", path.display());
            read_secret(&because(&source, std::fs::read_to_string(path))?, &source).map(Some)
        }
        Some(SecretSource::DataDir) | None => Ok(None),
    }
}

fn keys(config: &Config) -> Result<Keys, NotStarted> {
    let secret = secret(config)?;
    Ok(match previous(config)? {
        Some(previous) => Keys::with_previous(&secret, &previous),
        None => Keys::new(&secret),
    })
}

fn secret(config: &Config) -> Result<Secret, NotStarted> {
    let file = match &config.secret {
        SecretSource::Given(text) => return read_secret(text, "P2WKSS_SECRET_KEY"),
        SecretSource::File(path) => {
            let text = because(&format!("P2WKSS_SECRET_KEY_FILE {}", path.display()), std::fs::read_to_string(path))?;
            return read_secret(&text, "P2WKSS_SECRET_KEY_FILE");
        }
        SecretSource::DataDir => config.data_dir.join(SECRET_FILE),
    };
    if file.exists() {
        let text = because(&file.display().to_string(), std::fs::read_to_string(&file))?;
        return read_secret(&text, &file.display().to_string());
    }
    let secret = Secret::generate();
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&file)
        .and_then(|mut open| writeln!(open, "{}", secret.to_hex()));
    because(&file.display().to_string(), written)?;
    Ok(secret)
}

/// Names the lock of those that start.
const STARTING: i64 = 0x7032_776b_7373;
const OTHER_SECRET: &str = "the secret key is not the one this database was written with";
/// The generated secret in the data folder.
const SECRET_FILE: &str = "secret.key";

/// Whether every secret the database was written with is one of ours, and
/// ours is among them.
fn judge(kernel: &Kernel, known: &[key_check::Model]) -> Result<bool, NotStarted> {
    let ours = known.iter().filter(|row| kernel.keys.knows(&row.key_id, &row.check_value)).count();
    if ours < known.len() {
        let other = known.iter().find(|row| !kernel.keys.knows(&row.key_id, &row.check_value));
        return Err(NotStarted(match other {
            Some(other) if ours > 0 => format!(
                "the database still holds what the secret key {} sealed: give it as P2WKSS_SECRET_KEY_PREVIOUS until \
                 `p2wkss keys rotate` has ended",
                other.key_id
            ),
            _ => OTHER_SECRET.to_owned(),
        }));
    }
    Ok(known.iter().any(|row| row.key_id == kernel.keys.id()))
}

/// Refuses a database that was written with another secret: what it holds
/// could not be read, and what would be added could not be found again.
pub async fn check_secret(kernel: &Kernel) -> Result<(), NotStarted> {
    let known = because("key check", system::<key_check::Entity>().all(&kernel.db.read).await)?;
    if judge(kernel, &known)? {
        return Ok(());
    }
    let row = key_check::ActiveModel {
        key_id: Set(kernel.keys.id().to_owned()),
        check_value: Set(kernel.keys.check_value()),
        created_at: Set(kernel.clock.now()),
    };
    because("key check", key_check::Entity::insert(row).exec_without_returning(&kernel.db.write).await)?;
    Ok(())
}

/// Connects without changing anything; for commands that only look.
pub async fn attach(config: Config) -> Result<Arc<Kernel>, NotStarted> {
    make_data_dir(&config.data_dir)?;
    let keys = keys(&config)?;
    let db = because("DATABASE_URL", Db::connect(&config.database_url).await)?;
    Ok(Kernel::with_keys(config, db, keys)?)
}

/// The same for commands that write or judge sealed values: the database must
/// know the secret.
pub async fn attach_known(config: Config) -> Result<Arc<Kernel>, NotStarted> {
    let kernel = attach_with_key(config).await?;
    let known = because("key check", system::<key_check::Entity>().all(&kernel.db.read).await)?;
    if judge(&kernel, &known)? || kernel.keys.previous_id().is_some() {
        Ok(kernel)
    } else {
        Err(NotStarted(OTHER_SECRET.to_owned()))
    }
}

/// The same with a secret that stands already: one that is drawn now would
/// open nothing that was sealed before.
pub async fn attach_with_key(config: Config) -> Result<Arc<Kernel>, NotStarted> {
    if config.secret == SecretSource::DataDir && !config.data_dir.join(SECRET_FILE).exists() {
        return Err(NotStarted(
            "there is no secret key: give P2WKSS_SECRET_KEY or P2WKSS_SECRET_KEY_FILE. Without the one the data was \
             sealed with the NIKs are lost"
                .to_owned(),
        ));
    }
    attach(config).await
}

/// Sets the background work going: audit chain, jobs, request counts.
pub async fn begin_work(kernel: &Arc<Kernel>) -> Result<(), NotStarted> {
    documents::moving::check(kernel).await?;
    kernel.db.serve();
    jobs::take_over(kernel).await?;
    tokio::spawn(sequencer::run(kernel.clone()));
    actix_web::rt::spawn(jobs::run(kernel.clone()));
    tokio::spawn(limits::run(kernel.clone()));
    if kernel.bucket.is_some() {
        tokio::spawn(documents::files::run(kernel.clone()));
    }
    actix_web::rt::spawn(duplicates::search::run(kernel.clone()));
    Ok(())
}

/// Waits until no other process is where this one is now: what ships with the
/// program is put in once, and no migration meets another.
async fn alone(kernel: &Kernel) -> Result<Option<DatabaseTransaction>, DbErr> {
    if !kernel.db.is_shared() {
        return Ok(None);
    }
    let tx = kernel.db.work.begin().await?;
    // A migration takes the time it takes.
    tx.execute_unprepared("set local statement_timeout = 0").await?;
    tx.execute_unprepared("set local lock_timeout = 0").await?;
    wait_for_lock(&tx, STARTING).await?;
    Ok(Some(tx))
}

/// Connects, migrates, checks the secret and loads what every database needs.
pub async fn open(config: Config) -> Result<Arc<Kernel>, NotStarted> {
    let kernel = attach(config).await?;
    let alone = because("DATABASE_URL", alone(&kernel).await)?;
    because("migration", Migrator::up(&kernel.db.work, None).await)?;
    because("statistics", kernel.db.refresh_statistics().await)?;
    check_secret(&kernel).await?;
    code_lists::shipped::load(&kernel).await?;
    eligibility::shipped::load(&kernel).await?;
    poverty_lines::shipped::load(&kernel).await?;
    stage_templates::shipped::load(&kernel).await?;
    stage_records::opening::complete(&kernel).await?;
    duplicates::spelling::refresh(&kernel).await?;
    if let Some(alone) = alone {
        because("DATABASE_URL", alone.commit().await)?;
    }
    Ok(kernel)
}
