//! The server as a process of its own, so that what it uses is its alone.

use super::client::{Asked, Connection, Outcome, because};
use super::machine::{Memory, memory_kb};
use serde_json::json;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use uuid::Uuid;

/// A server that does not stand by then does not come.
const START: Duration = Duration::from_mins(2);
/// What is left over of the start is given back by then.
const REST: Duration = Duration::from_secs(3);

/// Where a server lives while it is measured.
#[derive(Debug)]
pub struct Site {
    pub binary: PathBuf,
    pub folder: PathBuf,
    pub database_url: String,
    pub secret: String,
    pub password: String,
}

impl Site {
    /// A folder of its own under the system's temporary one, and secrets drawn
    /// for it; without an address SQLite in that folder.
    pub fn new(binary: PathBuf, database_url: Option<String>) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("p2wkss-bench-{}", Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).map_err(because("folder"))?;
        let sqlite = || format!("sqlite://{}?mode=rwc", folder.join("p2wkss.sqlite").display());
        Ok(Self {
            binary,
            database_url: database_url.unwrap_or_else(sqlite),
            secret: format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
            password: Uuid::new_v4().to_string(),
            folder,
        })
    }

    /// What the server is told; the person's own settings do not reach it.
    pub fn settings(&self, listen: &str) -> Vec<(&'static str, String)> {
        vec![
            ("DATABASE_URL", self.database_url.clone()),
            ("P2WKSS_DATA_DIR", self.folder.display().to_string()),
            ("P2WKSS_LISTEN", listen.to_owned()),
            ("P2WKSS_SECRET_KEY", self.secret.clone()),
            ("P2WKSS_DEMO", "true".to_owned()),
            ("P2WKSS_DEMO_PASSWORD", self.password.clone()),
            ("P2WKSS_RATE_LIMIT", "0".to_owned()),
            ("P2WKSS_LOG", "warn".to_owned()),
        ]
    }

    pub async fn start(&self) -> Outcome<Server> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(because("port"))?;
        let address = listener.local_addr().map_err(because("port"))?.to_string();
        drop(listener);
        let log = std::fs::File::create(self.folder.join("server.log")).map_err(because("log"))?;
        let mut command = Command::new(&self.binary);
        for (name, _) in std::env::vars_os() {
            if name == "DATABASE_URL" || name.to_string_lossy().starts_with("P2WKSS_") {
                command.env_remove(name);
            }
        }
        command.arg("serve").current_dir(&self.folder).envs(self.settings(&address)).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(log);
        let begun = Instant::now();
        let process = command.spawn().map_err(because("server"))?;
        let mut server = Server { address, process, ready_ms: 0, idle_kb: 0 };
        server.wait(begun).await?;
        Ok(server)
    }

    /// Nothing of it stays.
    pub fn clear(&self) {
        // A folder that cannot be deleted is a temporary one all the same.
        drop(std::fs::remove_dir_all(&self.folder));
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// A running server; dropping it kills it.
#[derive(Debug)]
pub struct Server {
    pub address: String,
    process: Child,
    /// From the start of the process to the first good answer of `/health/ready`.
    pub ready_ms: u64,
    /// Memory before anyone asked for anything.
    pub idle_kb: u64,
}

impl Server {
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    async fn wait(&mut self, begun: Instant) -> Outcome<()> {
        let ready = Asked::get("/health/ready");
        while begun.elapsed() < START {
            if let Ok(mut connection) = Connection::open(&self.address, "").await
                && let Ok((200, _)) = connection.ask(&ready).await
            {
                self.ready_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
                sleep(REST).await;
                self.idle_kb = memory_kb(self.process(), Memory::Now);
                return Ok(());
            }
            if let Some(status) = self.process.try_wait().map_err(because("server"))? {
                return Err(format!("the server ended at its start ({status}); see server.log in its folder"));
            }
            sleep(Duration::from_millis(2)).await;
        }
        Err("the server does not get ready".to_owned())
    }

    /// A token of a demo sign-in.
    pub async fn sign_in(&self, username: &str, password: &str) -> Outcome<String> {
        let mut connection = Connection::open(&self.address, "").await?;
        let body = json!({ "username": username, "password": password });
        let tokens = connection.json(&Asked::post("/api/v1/auth/sign-in", &body)).await?;
        let token = tokens.get("access_token").and_then(|token| token.as_str());
        token.map(str::to_owned).ok_or_else(|| "a sign-in without a token".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is right.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
