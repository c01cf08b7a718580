//! `cargo xtask torture`: the server as a process, killed while it works and
//! raced by people, on SQLite and on PostgreSQL. The trials themselves are in
//! `tests/src/torture/`.

use crate::checks::postgres::Postgres;
use crate::process::{cargo, release_binary, run as run_command};
use anyhow::{Context, Result, bail};
use std::path::{Path, absolute};

const DATABASE: &str = "torture";

/// By hand it is the release server that is tried.
pub fn command(arguments: &[String]) -> Result<()> {
    let percent = percent(arguments)?;
    run_command(cargo().args(["build", "--release", "--package", "p2wkss"]))?;
    run(&release_binary(), &Postgres::start()?, percent)
}

/// So many of a hundred rounds of every trial, on both databases.
pub fn run(server: &Path, postgres: &Postgres, percent: u32) -> Result<()> {
    postgres.create_database(DATABASE)?;
    torture(server, None, percent)?;
    torture(server, Some((postgres.url(DATABASE), postgres.interruption())), percent)
}

/// On PostgreSQL with the commands that stop and start its server.
fn torture(server: &Path, database: Option<(String, (String, String))>, percent: u32) -> Result<()> {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--package", "e2e", "--bin", "torture", "--", "--percent", &percent.to_string()])
        .env("P2WKSS_TEST_BINARY", absolute(server)?)
        .env_remove("P2WKSS_TEST_DATABASE");
    if let Some((database, (stop, start))) = database {
        command.env("P2WKSS_TEST_DATABASE", database);
        command.env("P2WKSS_TEST_POSTGRES_STOP", stop).env("P2WKSS_TEST_POSTGRES_START", start);
    }
    run_command(&mut command)
}

fn percent(arguments: &[String]) -> Result<u32> {
    match arguments {
        [] => Ok(100),
        [word, number] if word == "--percent" => {
            let percent = number.parse().ok().filter(|percent| (1..=100).contains(percent));
            percent.with_context(|| format!("--percent wants 1 to 100, not {number}"))
        }
        _ => bail!("usage: cargo xtask torture [--percent N]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rounds_run_unless_fewer_are_asked_for() {
        let asked = |words: &[&str]| percent(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(asked(&[]).unwrap(), 100);
        assert_eq!(asked(&["--percent", "10"]).unwrap(), 10);
        for wrong in [&["--percent"][..], &["--percent", "0"], &["--percent", "many"], &["10"]] {
            assert!(asked(wrong).is_err(), "{wrong:?}");
        }
    }
}
