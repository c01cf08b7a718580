//! The server as a process on a folder, an address and a database of its own.

use crate::caller::{Caller, client};
use crate::owner::Owner;
use anyhow::{Context, Result, anyhow, bail, ensure};
use contract::endpoints::ListBeneficiaries;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use uuid::Uuid;

/// The password of every demo sign-in.
pub const PASSWORD: &str = "sawah hujan jendela biru";

/// What a server is told besides its folder, address and database.
const SETTINGS: &[(&str, &str)] =
    &[("P2WKSS_DEMO", "true"), ("P2WKSS_DEMO_PASSWORD", PASSWORD), ("P2WKSS_RATE_LIMIT", "0")];

/// A first start migrates and fills the demo city.
const START_LIMIT: Duration = Duration::from_mins(1);
/// A server that was killed answers again within this time.
pub const FIRST_ANSWER: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(2);

/// Where a server lives. It stays when the server is killed.
#[derive(Debug)]
pub struct Site {
    binary: PathBuf,
    folder: PathBuf,
    address: String,
    database: Option<String>,
    /// The secret key, and the one before while it is changed.
    secret: Mutex<(String, Option<String>)>,
}

/// Commands of the shell that stop and start the database server.
const STOP: &str = "P2WKSS_TEST_POSTGRES_STOP";
const START: &str = "P2WKSS_TEST_POSTGRES_START";

fn drawn() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// How much of the audit chain is sealed and how much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain {
    pub events: u64,
    pub waiting: u64,
}

impl Site {
    /// A folder of its own under the system's temporary one. Without a
    /// database the server keeps SQLite in that folder.
    pub fn new(binary: PathBuf, database: Option<String>) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("p2wkss-torture-{}", Uuid::now_v7().simple()));
        fs::create_dir_all(&folder)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        Ok(Self { binary, folder, address, database, secret: Mutex::new((drawn(), None)) })
    }

    /// An empty database of the same kind, under the same secret.
    pub async fn elsewhere(&self, number: usize) -> Result<Self> {
        let database = match &self.database {
            None => None,
            Some(url) => {
                let (server, _) = url.rsplit_once('/').context("not an address of a database")?;
                let name = format!("elsewhere_{number}_{}", Uuid::new_v4().simple());
                self.owner().await?.run(&format!("create database {name}")).await?;
                Some(format!("{server}/{name}"))
            }
        };
        let site = Self::new(self.binary.clone(), database)?;
        *site.secrets() = self.secrets().clone();
        Ok(site)
    }

    fn secrets(&self) -> MutexGuard<'_, (String, Option<String>)> {
        self.secret.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From the next start on there is another secret beside the one before.
    pub fn change_secret(&self) {
        let mut secrets = self.secrets();
        let before = std::mem::replace(&mut secrets.0, drawn());
        secrets.1 = Some(before);
    }

    /// From the next start on there is the new one alone.
    pub fn forget_secret(&self) {
        self.secrets().1 = None;
    }

    /// Whoever may do everything in the database.
    pub async fn owner(&self) -> Result<Owner> {
        let file = || format!("sqlite://{}", self.folder.join("p2wkss.sqlite").display());
        Owner::connect(&self.database.clone().unwrap_or_else(file)).await
    }

    pub fn has_a_database_server(&self) -> bool {
        self.database.is_some() && std::env::var_os(STOP).is_some()
    }

    pub fn stop_database(&self) -> Result<()> {
        shell(STOP)
    }

    /// Returns when it takes connections.
    pub fn start_database(&self) -> Result<()> {
        shell(START)
    }

    /// Runs a subcommand to its end.
    pub fn run(&self, subcommand: &str, words: &[&str]) -> Result<()> {
        judge(subcommand, &self.command(subcommand).args(words).output()?)
    }

    /// The same beside others who work meanwhile.
    pub async fn run_beside(&self, subcommand: &str, words: &[&str]) -> Result<()> {
        let mut command = tokio::process::Command::from(self.command(subcommand));
        judge(subcommand, &command.args(words).output().await?)
    }

    /// Begins a subcommand and kills it after a while.
    pub async fn kill_beside(&self, subcommand: &str, words: &[&str], after: Duration) -> Result<()> {
        let mut command = self.command(subcommand);
        let mut process = command.args(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        sleep(after).await;
        process.kill()?;
        process.wait()?;
        Ok(())
    }

    pub fn database_name(&self) -> &'static str {
        if self.database.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Deletes the folder; after a failure it is kept, with the server's log.
    pub fn clear(&self) -> Result<()> {
        Ok(fs::remove_dir_all(&self.folder)?)
    }

    /// Settings of the person's own server do not reach this one.
    fn command(&self, subcommand: &str) -> Command {
        let mut command = Command::new(&self.binary);
        for (name, _) in std::env::vars_os() {
            if name == "DATABASE_URL" || name.to_string_lossy().starts_with("P2WKSS_") {
                command.env_remove(name);
            }
        }
        command
            .arg(subcommand)
            .current_dir(&self.folder)
            .env("P2WKSS_DATA_DIR", &self.folder)
            .env("P2WKSS_LISTEN", &self.address)
            .env("P2WKSS_AUDIT_HEAD_FILE", self.head_file())
            .envs(SETTINGS.iter().copied())
            .stdin(Stdio::null());
        let (secret, previous) = self.secrets().clone();
        command.env("P2WKSS_SECRET_KEY", secret);
        if let Some(previous) = previous {
            command.env("P2WKSS_SECRET_KEY_PREVIOUS", previous);
        }
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        command
    }

    fn head_file(&self) -> PathBuf {
        self.folder.join("audit-head")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn spawn(&self) -> Result<Server> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let mut command = self.command("serve");
        command.stdout(log.try_clone()?).stderr(log);
        let process = command.spawn().with_context(|| format!("cannot start {}", self.binary.display()))?;
        Ok(Server { base: format!("http://{}", self.address), process, begun: Instant::now(), log: self.log() })
    }

    /// Starts the server and waits until it is ready.
    pub async fn start(&self) -> Result<Server> {
        let mut server = self.spawn()?;
        server.wait_until_ready(START_LIMIT).await?;
        Ok(server)
    }

    /// Starts a server that was killed, and gives the time from the start of
    /// the process until it was ready and had answered a read of someone who
    /// had signed in before. That time is promised.
    pub async fn restart(&self, before: &Caller) -> Result<(Server, Duration)> {
        let mut server = self.spawn()?;
        server.wait_until_ready(START_LIMIT).await?;
        before.query::<ListBeneficiaries>(&[], "limit=1").await?.good()?;
        let took = server.begun.elapsed();
        ensure!(took <= FIRST_ANSWER, "the first good answer came {} ms after the start", took.as_millis());
        Ok((server, took))
    }

    /// Reads the whole audit chain, against the head that was written down
    /// outside the database.
    pub fn verify_audit(&self) -> Result<Chain> {
        let mut command = self.command("verify-audit");
        if self.head_file().is_file() {
            command.arg("--head-file").arg(self.head_file());
        }
        let output = command.output()?;
        let said = String::from_utf8_lossy(&output.stdout);
        ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        chain(&said).with_context(|| format!("not understood: {said}"))
    }
}

fn judge(subcommand: &str, output: &Output) -> Result<()> {
    let said = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    ensure!(output.status.success(), "{subcommand} ended with {}: {said}", output.status);
    Ok(())
}

fn shell(setting: &str) -> Result<()> {
    let command = std::env::var(setting).with_context(|| format!("{setting} is not set"))?;
    let output = Command::new("sh").arg("-c").arg(command).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    ensure!(output.success(), "{setting} ended with {output}");
    Ok(())
}

/// Reads `The chain is whole: 12 events, 0 waiting. Head 12:…`.
fn chain(said: &str) -> Option<Chain> {
    let (events, rest) = said.strip_prefix("The chain is whole: ")?.split_once(" events, ")?;
    let (waiting, _) = rest.split_once(" waiting")?;
    Some(Chain { events: events.parse().ok()?, waiting: waiting.parse().ok()? })
}

/// A running server; dropping it kills it.
#[derive(Debug)]
pub struct Server {
    pub base: String,
    process: Child,
    begun: Instant,
    log: PathBuf,
}

impl Server {
    async fn wait_until_ready(&mut self, limit: Duration) -> Result<()> {
        let address = format!("{}/health/ready", self.base);
        let client = client();
        while self.begun.elapsed() < limit {
            if client.get(&address).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended at its start ({status}); its log is {}", self.log.display());
            }
            sleep(PAUSE).await;
        }
        bail!("the server is not ready after {} s; its log is {}", limit.as_secs(), self.log.display())
    }

    /// `kill -9`.
    pub fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Asks it to end, as an office does in the evening.
    pub async fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").arg(self.process.id().to_string()).status()?;
        ensure!(asked.success(), "cannot ask the server to end");
        for _ in 0..300 {
            if let Some(status) = self.process.try_wait()? {
                return if status.success() { Ok(()) } else { Err(anyhow!("the server ended with {status}")) };
            }
            sleep(Duration::from_millis(100)).await;
        }
        bail!("the server does not end")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is right.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_of_the_chain_is_read() {
        let whole = "The chain is whole: 1204 events, 3 waiting. Head 1204:ab\n";
        assert_eq!(chain(whole), Some(Chain { events: 1204, waiting: 3 }));
        assert_eq!(chain("The chain is broken at 7: gap."), None);
    }
}
