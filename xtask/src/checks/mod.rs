//! `cargo xtask test`: everything that must hold, cheapest first, stopped at
//! the first failure.

pub mod postgres;

use crate::process::{cargo, run as run_command, server_binary, target_dir};
use crate::wasm::Wasm;
use crate::{install, tidy, torture, web};
use anyhow::{Context, Result, bail};
use postgres::Postgres;
use std::path::absolute;
use std::process::Command;
use std::time::Instant;

/// What steps share.
#[derive(Debug, Default)]
struct Session {
    postgres: Option<Postgres>,
}

impl Session {
    /// The throwaway PostgreSQL, started for the first step that asks.
    fn postgres(&mut self) -> Result<&Postgres> {
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start()?);
        }
        self.postgres.as_ref().context("PostgreSQL did not start")
    }
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&mut Session) -> Result<()>,
}

const fn step(name: &'static str, about: &'static str, run: fn(&mut Session) -> Result<()>) -> Step {
    Step { name, about, run }
}

/// So many of a hundred rounds of `cargo xtask torture` run among the checks,
/// with the server the other checks use: a release build would take longer
/// than all these rounds.
const TORTURE_PERCENT: u32 = 5;

const STEPS: &[Step] = &[
    step("tidy", "house rules", |_| tidy::command()),
    step("fmt", "formatting", |_| run_command(cargo().args(["fmt", "--all", "--check"]))),
    step("clippy", "lints, natively", |_| {
        run_command(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    }),
    step("clippy-web", "lints, for the browser", |_| clippy_web()),
    step("tests-sqlite", "tests of every crate, the server's on SQLite", |_| tests_sqlite()),
    step("tests-postgres", "tests of the server on PostgreSQL", tests_postgres),
    step("web", "web application as people load it, and how much that is", |_| web::build(web::Mode::Release)),
    step("schemathesis", "requests made from the contract, as three roles", |_| schemathesis()),
    step("torture", "the server killed and raced, both databases", |session| {
        build_server()?;
        torture::run("debug", session.postgres()?, TORTURE_PERCENT)
    }),
    step("browser-sqlite", "walks in a browser, SQLite", |_| browser(None)),
    step("browser-postgres", "walks in a browser, PostgreSQL", browser_postgres),
];

/// Runs the chosen steps.
pub fn run(arguments: &[String]) -> Result<()> {
    let chosen = match choose(arguments)? {
        Choice::List => {
            for step in STEPS {
                println!("{:<18} {}", step.name, step.about);
            }
            return Ok(());
        }
        Choice::Run(chosen) => chosen,
    };
    let mut session = Session::default();
    let start = Instant::now();
    let count = chosen.len();
    for (number, step) in (1..).zip(chosen) {
        println!("\n== {number}/{count} {}: {}", step.name, step.about);
        let begun = Instant::now();
        if let Err(fault) = (step.run)(&mut session) {
            let seconds = begun.elapsed().as_secs_f32();
            if let Some(postgres) = &session.postgres {
                eprintln!("the end of PostgreSQL's log:\n{}", postgres.last_lines(20));
            }
            return Err(fault.context(format!("step {} failed after {seconds:.1} s", step.name)));
        }
        // The last line of all is the last runner's own, so that whoever
        // reads only the end reads a result.
        if number < count {
            let (step_took, all_took) = (begun.elapsed(), start.elapsed());
            println!(
                "-- {} passed in {:.1} s ({:.0} s in all)",
                step.name,
                step_took.as_secs_f32(),
                all_took.as_secs_f32()
            );
        }
    }
    Ok(())
}

#[derive(Debug)]
enum Choice {
    List,
    Run(Vec<&'static Step>),
}

fn choose(arguments: &[String]) -> Result<Choice> {
    let mut only = Vec::new();
    let mut skip = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let list = match word.as_str() {
            "--list" => return Ok(Choice::List),
            "--only" => &mut only,
            "--skip" => &mut skip,
            other => bail!("unknown argument {other}; see: cargo xtask help"),
        };
        let name = words.next().with_context(|| format!("{word} wants a step"))?;
        if !STEPS.iter().any(|step| step.name == name) {
            bail!("there is no step {name}; see: cargo xtask test --list");
        }
        list.push(name.as_str());
    }
    let chosen = STEPS
        .iter()
        .filter(|step| only.is_empty() || only.contains(&step.name))
        .filter(|step| !skip.contains(&step.name))
        .collect();
    Ok(Choice::Run(chosen))
}

/// A command of cargo for the whole workspace: what dependencies are built with
/// hangs on which packages are asked for, and none should be built twice.
/// Settings of the person's own server must not reach the tests.
fn whole(command: &str) -> Command {
    let mut whole = cargo();
    whole.args([command, "--workspace"]).env_remove("DATABASE_URL").env_remove("P2WKSS_TEST_DATABASE");
    whole
}

fn tests_sqlite() -> Result<()> {
    run_command(&mut whole("test"))
}

fn clippy_web() -> Result<()> {
    let wasm = Wasm::find()?;
    let lint = wasm.lint();
    let mut command = wasm.cargo(lint, &target_dir().join("web"));
    command.args(["--package", "frontend"]);
    if lint == "clippy" {
        command.args(["--", "-D", "warnings"]);
    }
    run_command(&mut command)
}

/// Only the server's own program of tests asks a database.
fn tests_postgres(session: &mut Session) -> Result<()> {
    let database = session.postgres()?.url("postgres");
    run_command(whole("test").args(SERVER_TESTS).env("P2WKSS_TEST_DATABASE", database))
}

/// With its tests beside it, because those bring dependencies of their own.
fn build_server() -> Result<()> {
    run_command(whole("build").args(torture::PROGRAMS).args(SERVER_TESTS))
}

const SERVER_TESTS: [&str; 2] = ["--test", "api"];

fn browser_postgres(session: &mut Session) -> Result<()> {
    let postgres = session.postgres()?;
    postgres.create_database("browser")?;
    browser(Some(&postgres.url("browser")))
}

fn schemathesis() -> Result<()> {
    build_server()?;
    let mut command = Command::new("node");
    command
        .arg("tests/contract/run.mjs")
        .env("SCHEMATHESIS", absolute(install::schemathesis()?)?)
        .env("P2WKSS_TEST_BINARY", absolute(server_binary())?)
        .env_remove("DATABASE_URL");
    run_command(&mut command)
}

/// The walks, against a server of their own with fresh data, through the
/// application as people load it: the step before built that already.
fn browser(database: Option<&str>) -> Result<()> {
    web::build(web::Mode::Release)?;
    build_server()?;
    let mut command = Command::new("node");
    command
        .arg("tests/browser/run.mjs")
        .env("CHROMIUM", install::chromium()?)
        .env("P2WKSS_TEST_BINARY", absolute(server_binary())?)
        .env_remove("DATABASE_URL");
    if let Some(database) = database {
        // How a page looks, is reached by keys or loaded does not depend on the database.
        command.env("DATABASE_URL", database).env("SKIP_WALKS", "axe,keyboard,offline,parts");
    }
    run_command(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Vec<&'static str> {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        match choose(&arguments).unwrap() {
            Choice::List => Vec::new(),
            Choice::Run(steps) => steps.iter().map(|step| step.name).collect(),
        }
    }

    #[test]
    fn steps_are_chosen_in_their_own_order() {
        assert_eq!(names(&[]).len(), STEPS.len());
        assert_eq!(names(&["--only", "fmt", "--only", "tidy"]), ["tidy", "fmt"]);
        assert!(!names(&["--skip", "fmt"]).contains(&"fmt"));
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(choose(&["--only".to_owned(), "nothing".to_owned()]).is_err());
        assert!(choose(&["--only".to_owned()]).is_err());
        assert!(choose(&["--fast".to_owned()]).is_err());
    }
}
