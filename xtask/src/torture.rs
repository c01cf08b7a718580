//! `cargo xtask torture`: the server as a process, killed while it works and
//! raced by people, on SQLite and on PostgreSQL. The trials themselves are in
//! `tests/src/torture/`.

use crate::checks::postgres::Postgres;
use crate::process::{built, cargo, run as run_command};
use anyhow::{Context, Result, bail};
use std::path::absolute;
use std::process::Command;

const DATABASE: &str = "torture";

/// By hand it is the release server that is tried.
pub fn command(arguments: &[String]) -> Result<()> {
    let percent = percent(arguments)?;
    run_command(cargo().args(["build", "--release", "--workspace"]).args(PROGRAMS))?;
    run("release", &Postgres::start()?, percent)
}

/// What has to be built: the server, and who tortures it.
pub const PROGRAMS: [&str; 4] = ["--bin", "p2wkss", "--bin", "torture"];

/// So many of a hundred rounds of every trial, on both databases, with the
/// programs as a profile built them.
pub fn run(profile: &str, postgres: &Postgres, percent: u32) -> Result<()> {
    postgres.create_database(DATABASE)?;
    torture(profile, None, percent)?;
    torture(profile, Some((postgres.url(DATABASE), postgres.interruption())), percent)
}

/// On PostgreSQL with the commands that stop and start its server.
fn torture(profile: &str, database: Option<(String, (String, String))>, percent: u32) -> Result<()> {
    let mut command = Command::new(built(profile, "torture"));
    command
        .args(["--percent", &percent.to_string()])
        .env("P2WKSS_TEST_BINARY", absolute(built(profile, "p2wkss"))?)
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
