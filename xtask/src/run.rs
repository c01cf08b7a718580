//! `cargo xtask run`: from a fresh clone to a running server.
//!
//! The dev profile serves here: it builds several times faster than the
//! release one and the difference cannot be felt by one person at one
//! browser.

use crate::process::{cargo, run as run_command, server_binary};
use crate::{install, web};
use anyhow::{Context, Result};
use std::env;
use std::process::Command;

/// Builds what changed and becomes the server.
pub fn run(arguments: &[String]) -> Result<()> {
    install::linker()?;
    web::build(web::Mode::Dev)?;
    run_command(cargo().args(["build", "--quiet", "-p", "p2wkss"]))?;
    let mut server = Command::new(server_binary());
    server.arg("serve").args(arguments);
    if env::var_os("P2WKSS_DEMO").is_none() {
        server.env("P2WKSS_DEMO", "true");
    }
    become_process(&mut server).context("cannot start the server")
}

/// The server takes this process's place, so that signals reach it.
#[cfg(unix)]
fn become_process(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_process(command: &mut Command) -> Result<()> {
    run_command(command)
}
