//! Bringing the process up: secret, database, migrations, shipped data.

use crate::code_lists;
use crate::config::{Config, SecretSource};
use crate::duplicates;
use crate::eligibility;
use crate::entity::key_check;
use crate::jobs;
use crate::kernel::crypto::Secret;
use crate::kernel::database::Db;
use crate::kernel::error::Error;
use crate::kernel::limits;
use crate::kernel::scope::system;
use crate::kernel::sequencer;
use crate::kernel::state::Kernel;
use crate::migrations::Migrator;
use crate::poverty_lines;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
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

fn secret(config: &Config) -> Result<Secret, NotStarted> {
    let file = match &config.secret {
        SecretSource::Given(text) => return read_secret(text, "P2WKSS_SECRET_KEY"),
        SecretSource::File(path) => {
            let text = because(&format!("P2WKSS_SECRET_KEY_FILE {}", path.display()), std::fs::read_to_string(path))?;
            return read_secret(&text, "P2WKSS_SECRET_KEY_FILE");
        }
        SecretSource::DataDir => config.data_dir.join("secret.key"),
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

/// Refuses a database that was written with another secret: what it holds
/// could not be read, and what would be added could not be found again.
async fn check_secret(kernel: &Kernel) -> Result<(), NotStarted> {
    let known = because("key check", system::<key_check::Entity>().all(&kernel.db.read).await)?;
    let (id, value) = (kernel.keys.id(), kernel.keys.check_value());
    if known.iter().any(|row| row.key_id == id && row.check_value == value) {
        return Ok(());
    }
    if !known.is_empty() {
        return Err(NotStarted("the secret key is not the one this database was written with".to_owned()));
    }
    let row = key_check::ActiveModel {
        key_id: Set(id.to_owned()),
        check_value: Set(value),
        created_at: Set(kernel.clock.now()),
    };
    because("key check", key_check::Entity::insert(row).exec_without_returning(&kernel.db.write).await)?;
    Ok(())
}

/// Connects without changing anything; for commands that only look.
pub async fn attach(config: Config) -> Result<Arc<Kernel>, NotStarted> {
    make_data_dir(&config.data_dir)?;
    let secret = secret(&config)?;
    let db = because("DATABASE_URL", Db::connect(&config.database_url).await)?;
    Ok(Kernel::new(config, db, &secret)?)
}

/// Sets the background work going: audit chain, jobs, request counts.
pub async fn begin_work(kernel: &Arc<Kernel>) -> Result<(), NotStarted> {
    jobs::take_over(kernel).await?;
    tokio::spawn(sequencer::run(kernel.clone()));
    actix_web::rt::spawn(jobs::run(kernel.clone()));
    tokio::spawn(limits::run(kernel.clone()));
    actix_web::rt::spawn(duplicates::search::run(kernel.clone()));
    Ok(())
}

/// Connects, migrates, checks the secret and loads what every database needs.
pub async fn open(config: Config) -> Result<Arc<Kernel>, NotStarted> {
    let kernel = attach(config).await?;
    because("migration", Migrator::up(&kernel.db.work, None).await)?;
    because("statistics", kernel.db.refresh_statistics().await)?;
    check_secret(&kernel).await?;
    code_lists::shipped::load(&kernel).await?;
    eligibility::shipped::load(&kernel).await?;
    poverty_lines::shipped::load(&kernel).await?;
    duplicates::spelling::refresh(&kernel).await?;
    Ok(kernel)
}
