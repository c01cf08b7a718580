//! What the two commands need besides Rust, and how it is got.

use crate::process::{debian_packages, find, read, run, target_dir};
use crate::wasm::{Wasm, hex};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node that the packages in `package.json` accept.
const OLDEST_NODE: u32 = 20;

/// Everything that `run` and `test` need.
pub fn everything() -> Result<()> {
    linker()?;
    Wasm::find()?;
    npm_packages()?;
    chromium()?;
    postgres_programs()?;
    schemathesis()?;
    Ok(())
}

/// The C compiler builds SQLite and links the server.
pub fn linker() -> Result<()> {
    if find("cc").is_none() {
        debian_packages(&["gcc", "libc6-dev"], "a C compiler is missing")?;
    }
    Ok(())
}

/// The packages of `package-lock.json`, installed when the file changed.
pub fn npm_packages() -> Result<()> {
    node()?;
    let lock = fs::read("package-lock.json").context("package-lock.json")?;
    let wanted = hex(&Sha256::digest(&lock));
    let mark = Path::new("node_modules/.installed");
    if fs::read_to_string(mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("npm packages are missing or old: npm ci");
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(mark, wanted)?;
    Ok(())
}

fn node() -> Result<()> {
    if find("node").is_none() || find("npm").is_none() {
        debian_packages(&["nodejs", "npm"], "Node and npm are missing")?;
    }
    let version = read(Command::new("node").arg("--version"))?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok())
        .unwrap_or_default();
    if major < OLDEST_NODE {
        bail!("Node {OLDEST_NODE} or newer is needed, this is {}: install it from https://nodejs.org", version.trim());
    }
    Ok(())
}

/// The generator of requests that tries the published contract, in a folder of
/// its own, installed when its version changed.
pub fn schemathesis() -> Result<PathBuf> {
    const WANTED: &str = "tests/contract/requirements.txt";
    let folder = target_dir().join("schemathesis");
    let program = folder.join("bin/schemathesis");
    let wanted = fs::read_to_string(WANTED).context(WANTED)?;
    let mark = folder.join(".installed");
    if program.is_file() && fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(program);
    }
    let python = || Command::new("python3");
    let complete = python().args(["-c", "import venv, ensurepip"]).output().is_ok_and(|said| said.status.success());
    if !complete {
        debian_packages(&["python3", "python3-venv"], "Python or its venv is missing")?;
    }
    println!("schemathesis is missing or old: pip install");
    run(python().args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", WANTED];
    run(Command::new(folder.join("bin/python")).args(pip))?;
    fs::write(mark, wanted)?;
    Ok(program)
}

/// The browser the walks drive.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(named));
    }
    let found = || find("chromium").or_else(|| find("chromium-browser"));
    if found().is_none() {
        debian_packages(&["chromium"], "chromium is missing")?;
    }
    found().context("chromium is missing; CHROMIUM may name one")
}

/// The folder with PostgreSQL's `initdb` and `postgres`, the newest one.
pub fn postgres_programs() -> Result<PathBuf> {
    if find_postgres().is_none() {
        debian_packages(&["postgresql"], "PostgreSQL's server is missing")?;
    }
    find_postgres().context("PostgreSQL's initdb is missing")
}

fn find_postgres() -> Option<PathBuf> {
    // The one on PATH may be a link out of the folder with the others.
    if let Some(initdb) = find("initdb").and_then(|path| path.canonicalize().ok()) {
        return initdb.parent().map(Path::to_path_buf);
    }
    let mut versions: Vec<(u32, PathBuf)> = Path::new("/usr/lib/postgresql")
        .read_dir()
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            let programs = path.join("bin");
            programs.join("initdb").is_file().then_some((version, programs))
        })
        .collect();
    versions.sort();
    versions.pop().map(|(_, programs)| programs)
}
