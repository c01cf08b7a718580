//! Runs the torture against one server binary on one database.
//! `cargo xtask torture` builds the binary and calls this for each database.

use anyhow::{Context, Result, bail};
use e2e::server::Site;
use e2e::torture;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

/// How much of the whole torture runs, in a hundred.
const WHOLE: usize = 100;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("torture: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

/// `P2WKSS_TEST_BINARY` names the server, `P2WKSS_TEST_DATABASE` an empty
/// PostgreSQL database; without it the server keeps SQLite.
async fn run() -> Result<()> {
    let binary = env::var_os("P2WKSS_TEST_BINARY").map(PathBuf::from).context("P2WKSS_TEST_BINARY names no server")?;
    let site = Site::new(binary, env::var("P2WKSS_TEST_DATABASE").ok())?;
    let outcome = torture::run(&site, percent(env::args().skip(1))?).await;
    match outcome {
        Ok(()) => site.clear(),
        Err(fault) => Err(fault.context(format!("broken; what the server left is in {}", site.folder().display()))),
    }
}

fn percent(mut words: impl Iterator<Item = String>) -> Result<usize> {
    match (words.next().as_deref(), words.next()) {
        (None, _) => Ok(WHOLE),
        (Some("--percent"), Some(number)) => number.parse().context("--percent wants a number"),
        (Some(other), _) => bail!("unknown argument {other}; usage: torture [--percent N]"),
    }
}
