//! The build tool: `cargo xtask run` starts the product, `cargo xtask test`
//! checks everything. Both get what is missing first, by the ordinary
//! clients, and say what they do.

mod checks;
mod install;
mod process;
mod run;
mod tidy;
mod torture;
mod wasm;
mod web;

use anyhow::{Result, bail};
use std::env;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  run [ARGUMENT…]      build what changed and start the server with demo data;
                       arguments and environment go to `p2wkss serve`
  test                 check everything, stop at the first failure
    --list               name the steps
    --only STEP          only this step (may be repeated)
    --skip STEP          all but this step (may be repeated)
  torture              kill the release server while it works and let people
                       race, on SQLite and on a PostgreSQL of its own
    --percent N          so many of a hundred rounds; else all
  web [--release]      build the web application into frontend/dist
  tidy                 check the house rules no other tool knows
  install              get what run and test need, and nothing else";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let mut words = env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    enter_root()?;
    match command.as_str() {
        "run" => run::run(&rest),
        "test" => checks::run(&rest),
        "torture" => torture::command(&rest),
        "web" => web::command(&rest),
        "tidy" => tidy::command(),
        "install" => install::everything(),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}

/// Every path in this crate is relative to the root of the repository, so
/// that the tool works from any folder below it.
fn enter_root() -> Result<()> {
    let here = env::current_dir()?;
    let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file();
    match here.ancestors().find(is_root) {
        Some(root) => Ok(env::set_current_dir(root)?),
        None => bail!("run this inside the repository"),
    }
}
