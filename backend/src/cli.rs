//! The subcommands.

use crate::config::Config;
use crate::documents::moving::{Place, check, move_all};
use crate::entity::{role_assignment, user};
use crate::kernel::chain::{Head, Verdict, verify};
use crate::kernel::edge::edge;
use crate::kernel::error::Error;
use crate::kernel::event::Change;
use crate::kernel::fold::fold;
use crate::kernel::looks;
use crate::kernel::sequencer;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, run_as_system};
use crate::start::{self, NotStarted};
use crate::users::queries::new_access_code;
use crate::{app, backup, bench, demo, keys, regions};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer};
use clap::{Parser, Subcommand};
use contract::audit_events::ChainFault;
use contract::draft::{Draft, Member, Purpose};
use contract::ids::{AssignmentId, UserId};
use contract::policy::Role;
use contract::role_assignments::TermKind;
use contract::users::UserDraft;
use contract::words::{Language, field_detail};
use sea_orm::{EntityTrait, IntoActiveModel};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

/// The P2WKSS system: API, documentation and web application in one process.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "Settings come from the environment; the README lists them.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API, its documentation and the web application
    Serve,
    /// Bring the database to the newest schema and load the shipped code lists
    Migrate,
    /// Fill an empty database with the demo city and its sign-ins
    SeedDemo,
    /// Create an administrator and print her one-time code
    CreateAdmin {
        /// User name, 3 to 40 of a–z, 0–9, dot, underscore, hyphen
        #[arg(long)]
        username: String,
        /// Full name
        #[arg(long)]
        full_name: String,
    },
    /// Regions of a city
    Regions {
        #[command(subcommand)]
        command: RegionsCommand,
    },
    /// The secret key
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Uploaded files
    Files {
        #[command(subcommand)]
        command: FilesCommand,
    },
    /// Write a backup while servers work: all tables as they stand at one moment
    Backup {
        /// Where it is to stand, or a folder in which it gets a name of its own
        #[arg(long)]
        to: PathBuf,
    },
    /// Restore a backup into an empty database; the secret key must be the one it was made with
    Restore {
        /// The backup
        #[arg(long)]
        from: PathBuf,
    },
    /// Print the OpenAPI document
    Openapi,
    /// Measure the server on a generated city in a database made for it
    Bench(bench::Options),
    /// Check the audit chain from its beginning and name the first broken link
    VerifyAudit {
        /// A head kept elsewhere, POSITION:HASH; finds a chain cut before it
        #[arg(long)]
        head: Option<String>,
        /// A file holding such a head
        #[arg(long, conflicts_with = "head")]
        head_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum FilesCommand {
    /// Move all files into the bucket of P2WKSS_FILES, or out of it into the database, while servers work
    Move {
        #[arg(long)]
        to: Place,
    },
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Seal everything with the secret key that P2WKSS_SECRET_KEY_PREVIOUS sealed, while servers work
    Rotate,
}

#[derive(Debug, Subcommand)]
enum RegionsCommand {
    /// Read regions from a CSV file: kode, nama_kemendagri, nama_umum, kode_bps, kode_pos, catatan
    Import { file: PathBuf },
}

/// Reads the command line and does what it says.
pub fn run() -> Result<ExitCode, NotStarted> {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Openapi) {
        let document = serde_json::to_string_pretty(&contract::document::document());
        println!("{}", document.map_err(|error| NotStarted(error.to_string()))?);
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Bench(options) = &cli.command {
        let good = actix_web::rt::System::new().block_on(bench::run(options)).map_err(NotStarted)?;
        return Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let config = Config::from_environment().map_err(|bad| NotStarted(bad.to_string()))?;
    let filter = EnvFilter::try_new(&config.log).map_err(|error| NotStarted(format!("P2WKSS_LOG: {error}")))?;
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).init();
    actix_web::rt::System::new().block_on(execute(cli.command, config))
}

async fn execute(command: Command, config: Config) -> Result<ExitCode, NotStarted> {
    match command {
        Command::Serve => serve(config).await?,
        Command::Migrate => {
            start::open(config).await?;
            println!("The database is up to date.");
        }
        Command::SeedDemo => {
            let kernel = start::open(config).await?;
            announce_demo(&demo::seed(&kernel).await?);
        }
        Command::CreateAdmin { username, full_name } => create_admin(config, &username, &full_name).await?,
        Command::Regions { command: RegionsCommand::Import { file } } => {
            let text =
                std::fs::read_to_string(&file).map_err(|error| NotStarted(format!("{}: {error}", file.display())))?;
            let kernel = start::open(config).await?;
            println!("{} regions are in the database.", regions::csv::import(&kernel, &text).await?);
        }
        Command::Keys { command: KeysCommand::Rotate } => rotate_keys(config).await?,
        Command::Files { command: FilesCommand::Move { to } } => {
            let kernel = start::open(config).await?;
            println!("{} files were moved.", move_all(&kernel, to).await?);
        }
        Command::Backup { to } => {
            let kernel = start::attach_known(config).await?;
            let (path, manifest) = backup::save(&kernel, &to).await?;
            let rows: u64 = manifest.tables.iter().map(|part| part.rows).sum();
            println!("{} holds {} tables with {rows} rows.", path.display(), manifest.tables.len());
            if !manifest.missing_files.is_empty() {
                let lost = manifest.missing_files.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                return Err(NotStarted(format!(
                    "the bucket has lost the files of these documents, they are not in it: {lost}"
                )));
            }
            println!("The secret key {} is not in it. Without that key the NIKs are lost.", manifest.key_id);
        }
        Command::Restore { from } => return restore(config, &from).await,
        Command::VerifyAudit { head, head_file } => return verify_audit(config, head, head_file).await,
        Command::Openapi | Command::Bench(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn announce_demo(outcome: &demo::Outcome) {
    let names: Vec<&str> = demo::PEOPLE.iter().map(|person| person.username).collect();
    println!("Demo sign-ins: {}", names.join(", "));
    match outcome {
        demo::Outcome::Filled { password } => println!("Password of all of them: {password}"),
        demo::Outcome::Already => println!("Their password was printed at the first start."),
    }
}

async fn serve(config: Config) -> Result<(), NotStarted> {
    let kernel = start::open(config.clone()).await?;
    if config.demo {
        announce_demo(&demo::seed(&kernel).await?);
    }
    start::begin_work(&kernel).await?;
    let shared: Arc<Kernel> = kernel.clone();
    let server = HttpServer::new(move || {
        App::new().wrap(Compress::default()).wrap(from_fn(edge)).configure(app(shared.clone()))
    })
    .client_request_timeout(Duration::from_secs(20))
    .keep_alive(Duration::from_secs(75))
    .shutdown_timeout(10)
    .bind(config.listen)
    .map_err(|error| NotStarted(format!("P2WKSS_LISTEN {}: {error}", config.listen)))?;
    println!("P2WKSS      {}", config.public_url);
    println!("API page    {}/docs/", config.public_url);
    server.run().await.map_err(|error| NotStarted(error.to_string()))?;
    // The workers have ended, and the connections they opened with them.
    let ended = kernel;
    let kernel = start::attach(config).await?;
    looks::hand_over(&ended, &kernel);
    looks::flush(&kernel).await?;
    sequencer::catch_up(&kernel).await?;
    Ok(())
}

const fn why(fault: ChainFault) -> &'static str {
    match fault {
        ChainFault::EventMissing => "the event is missing",
        ChainFault::PositionMissing => "a position is missing",
        ChainFault::Changed => "the event or a link before it was changed",
        ChainFault::OtherHead => "the chain is not the one whose head was kept",
        ChainFault::Cut => "the chain was cut before the head that was kept",
    }
}

/// Makes the account a new city begins with.
async fn create_admin(config: Config, username: &str, full_name: &str) -> Result<(), NotStarted> {
    let draft = UserDraft {
        username: Member::Value(username.to_owned()),
        full_name: Member::Value(full_name.to_owned()),
        ..UserDraft::default()
    };
    let faults = draft.check(Purpose::Create);
    if let Some(fault) = faults.first() {
        return Err(NotStarted(format!("{}: {}", fault.pointer, field_detail(Language::English, fault))));
    }
    let kernel = start::open(config).await?;
    let made = run_as_system(&kernel, Author::system("create_admin"), async |tx| {
        let id = UserId(tx.kernel().clock.new_id());
        let account = user::Model {
            id,
            username: username.to_owned(),
            full_name: full_name.to_owned(),
            full_name_folded: fold(full_name),
            email: None,
            password_hash: None,
            disabled_at: None,
            state_reason: None,
            last_sign_in_at: None,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        user::Entity::insert(account.into_active_model()).exec_without_returning(tx.db()).await?;
        let term = role_assignment::Model {
            id: AssignmentId(tx.kernel().clock.new_id()),
            user_id: id,
            role: Role::Admin,
            kind: TermKind::Definitive,
            region_code: None,
            rw: None,
            agency_id: None,
            valid_from: tx.now().day_in_jakarta(),
            valid_until: None,
            ended_at: None,
            end_reason: None,
            created_at: tx.now(),
            version: 1,
        };
        role_assignment::Entity::insert(term.into_active_model()).exec_without_returning(tx.db()).await?;
        let code = new_access_code(tx, id).await?;
        tx.done(Change::act("user", id), code).await
    });
    let code = made.await.map_err(|error| match error.errors.first() {
        Some(fault) => NotStarted(format!("{}: {}", fault.pointer, field_detail(Language::English, fault))),
        None => NotStarted::from(error),
    })?;
    println!("{username} signs in once with the code {} until {}.", code.code, code.expires_at);
    Ok(())
}

async fn rotate_keys(config: Config) -> Result<(), NotStarted> {
    let kernel = start::attach_with_key(config).await?;
    start::check_secret(&kernel).await?;
    // A wrong bucket would look like one that has lost everything.
    check(&kernel).await?;
    let rotated = keys::rotate(&kernel).await?;
    match rotated.retired {
        None => println!("Nothing to do: give the secret key before as P2WKSS_SECRET_KEY_PREVIOUS."),
        Some(old) => {
            println!("{} values are sealed anew with the key {}.", rotated.renewed, kernel.keys.id());
            println!("Take the key {old} from the settings of every server once nobody needs a sign-in of before:");
            println!("within 15 minutes for access tokens, 30 days for mobile devices that were not used meanwhile.");
            println!("Keep it with the backups that were made with it; they open with nothing else.");
        }
    }
    Ok(())
}

/// Fills an empty database and walks its audit chain against the head that
/// stood when the backup was made.
async fn restore(config: Config, from: &Path) -> Result<ExitCode, NotStarted> {
    let manifest = {
        let kernel = start::attach_with_key(config.clone()).await?;
        backup::restore(&kernel, from).await?
    };
    start::open(config.clone()).await?;
    let rows: u64 = manifest.tables.iter().map(|part| part.rows).sum();
    println!("{} tables with {rows} rows are restored, as of {}.", manifest.tables.len(), manifest.made_at);
    verify_audit(config, manifest.audit_head, None).await
}

async fn verify_audit(config: Config, head: Option<String>, file: Option<PathBuf>) -> Result<ExitCode, NotStarted> {
    let text = match (head, file) {
        (Some(head), _) => Some(head),
        (None, Some(file)) => {
            let read = std::fs::read_to_string(&file);
            Some(read.map_err(|error| NotStarted(format!("{}: {error}", file.display())))?)
        }
        (None, None) => None,
    };
    let kept: Option<Head> = text.map(|text| text.parse()).transpose()?;
    let kernel = start::attach(config).await?;
    match verify(&kernel.db, kept.as_ref()).await.map_err(|error: Error| NotStarted::from(error))? {
        Verdict::Whole { head, waiting } => {
            println!("The chain is whole: {} events, {waiting} waiting. Head {head}", head.position);
            Ok(ExitCode::SUCCESS)
        }
        Verdict::Broken { head, fault } => {
            println!("The chain is broken at {}: {}.", head.position + 1, why(fault));
            Ok(ExitCode::FAILURE)
        }
    }
}
