//! The server as a process, known only by its contract, killed in the middle
//! of its work: nothing that was answered is lost, and the audit chain is whole.
//!
//! `P2WKSS_TEST_BINARY` names the server; `cargo xtask test` sets it.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use contract::agencies::AgencyDraft;
use contract::auth::SignIn;
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::endpoints::{self, CreateAgency, ListAgencies};
use serde_json::Value;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PASSWORD: &str = "sawah hujan jendela biru";
const ROUNDS: usize = 5;

struct Server {
    process: Child,
    base: String,
}

fn command(folder: &Path, base: &str) -> Command {
    let mut command = Command::new(std::env::var_os("P2WKSS_TEST_BINARY").unwrap());
    command
        .env_remove("DATABASE_URL")
        .env("P2WKSS_DATA_DIR", folder)
        .env("P2WKSS_LISTEN", base)
        .env("P2WKSS_DEMO", "true")
        .env("P2WKSS_DEMO_PASSWORD", PASSWORD)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

impl Server {
    /// Starts it and waits for its first good answer.
    async fn start(folder: &Path, address: &str) -> Self {
        let process = command(folder, address).arg("serve").spawn().unwrap();
        let server = Self { process, base: format!("http://{address}") };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            let ready = reqwest::get(format!("{}/health/ready", server.base)).await;
            if ready.is_ok_and(|answer| answer.status().is_success()) {
                return server;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the server did not become ready");
    }

    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    async fn sign_in(&self) -> String {
        let body = SignIn {
            username: "admin".to_owned(),
            password: PASSWORD.to_owned(),
            refresh_in: None,
            device_token: None,
        };
        let url = format!("{}{}", self.base, endpoints::SignIn::PATH);
        let tokens: Value = reqwest::Client::new().post(url).json(&body).send().await.unwrap().json().await.unwrap();
        tokens["access_token"].as_str().unwrap().to_owned()
    }
}

fn draft(round: usize, number: usize) -> AgencyDraft {
    AgencyDraft {
        name: Member::Value(format!("Forum {round} {number}")),
        short_name: Member::Value(format!("F{round}-{number}")),
        region_code: Member::Value("32.75".parse().unwrap()),
        ..AgencyDraft::default()
    }
}

/// Creates until the server is gone; what was answered counts.
async fn create_until_gone(base: String, token: String, round: usize) -> Vec<String> {
    let client = reqwest::Client::new();
    let mut answered = Vec::new();
    for number in 0.. {
        let url = format!("{base}{}", CreateAgency::PATH);
        let sent = client.post(url).bearer_auth(&token).json(&draft(round, number)).send().await;
        let Ok(answer) = sent else { break };
        if answer.status() == 201 {
            answered.push(format!("F{round}-{number}"));
        }
    }
    answered
}

async fn standing(server: &Server, token: &str) -> Vec<String> {
    let client = reqwest::Client::new();
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let url = format!("{}{}?limit=500{cursor}", server.base, ListAgencies::PATH);
        let page: Value = client.get(url).bearer_auth(token).send().await.unwrap().json().await.unwrap();
        names
            .extend(page["items"].as_array().unwrap().iter().map(|one| one["short_name"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_cursor"].as_str() else { return names };
        cursor = format!("&cursor={next}");
    }
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[tokio::test]
async fn killed_under_writes_it_loses_nothing_it_answered() {
    let folder: PathBuf = std::env::temp_dir().join(format!("p2wkss-kill-{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    let address = free_address();
    let mut answered = Vec::new();
    for round in 0..ROUNDS {
        let server = Server::start(&folder, &address).await;
        let token = server.sign_in().await;
        let writer = tokio::spawn(create_until_gone(server.base.clone(), token, round));
        tokio::time::sleep(Duration::from_millis(700)).await;
        server.kill();
        let kept = writer.await.unwrap();
        assert!(!kept.is_empty(), "round {round} wrote nothing");
        answered.extend(kept);
    }
    let server = Server::start(&folder, &address).await;
    let standing = standing(&server, &server.sign_in().await).await;
    let lost: Vec<&String> = answered.iter().filter(|name| !standing.contains(name)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    server.kill();
    let verified = command(&folder, &address).arg("verify-audit").status().unwrap();
    assert!(verified.success(), "the audit chain is broken");
    std::fs::remove_dir_all(&folder).unwrap();
}
