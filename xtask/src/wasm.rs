//! The cargo that can build for the browser.
//!
//! rustup's target is the ordinary way. On networks that mirror only Debian
//! and the crates, Debian's own compiler does it with a standard library
//! built once from Debian's sources (rustup's compiler cannot link one that
//! another compiler built).

use crate::process::{debian_packages, find, read, run};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// A cargo that has a standard library for the browser.
#[derive(Debug)]
pub enum Wasm {
    /// The one in use, with the target installed.
    Own,
    /// Debian's, with a standard library in this folder.
    Debian(PathBuf),
}

impl Wasm {
    /// Finds a way, installing what it needs. What was built once is used
    /// before rustup is asked again.
    pub fn find() -> Result<Self> {
        let forced = env::var_os("WASM_FORCE_DEBIAN").is_some();
        if !forced && target_present() {
            return Ok(Self::Own);
        }
        if let Some(sysroot) = debian_sysroot().filter(|sysroot| is_complete(sysroot)) {
            return Ok(Self::Debian(sysroot));
        }
        if !forced && add_target() {
            return Ok(Self::Own);
        }
        debian().with_context(|| format!("no compiler for the browser. Type: rustup target add {TARGET}"))
    }

    /// Clippy, or the plain check where the compiler has none.
    pub fn lint(&self) -> &'static str {
        match self {
            Self::Debian(_) if !Path::new(DEBIAN_CLIPPY).exists() => "check",
            Self::Own | Self::Debian(_) => "clippy",
        }
    }

    /// A command of this cargo for the browser target, into its own folder so
    /// that it never waits for a native build.
    pub fn cargo(&self, subcommand: &str, target_dir: &Path) -> Command {
        let mut command = match self {
            Self::Own => crate::process::cargo(),
            Self::Debian(sysroot) => debian_cargo(sysroot),
        };
        command.args([subcommand, "--target", TARGET, "--target-dir"]).arg(target_dir);
        command
    }
}

/// Whether the compiler in use already has a standard library for the browser.
fn target_present() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let Ok(folder) = read(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET])) else {
        return false;
    };
    has_core(Path::new(folder.trim()))
}

fn has_core(folder: &Path) -> bool {
    crate::process::files_in(folder).is_ok_and(|files| {
        files.iter().any(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libcore-")))
    })
}

const DEBIAN_LINKER: &str = "/usr/bin/wasm-ld-19";
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";

/// Written when the standard library is whole.
const COMPLETE: &str = "complete";

/// Asks rustup, but not for ever: behind a closed network it would wait long.
fn add_target() -> bool {
    if find("rustup").is_none() {
        return false;
    }
    println!("the browser target is missing: rustup target add {TARGET}");
    let mut command = if find("timeout").is_some() {
        let mut command = Command::new("timeout");
        command.args(["120", "rustup"]);
        command
    } else {
        Command::new("rustup")
    };
    run(command.args(["target", "add", TARGET])).is_ok() && target_present()
}

fn debian() -> Result<Wasm> {
    let needed = [DEBIAN_LINKER, DEBIAN_SOURCES, DEBIAN_CARGO];
    if !needed.iter().all(|path| Path::new(path).exists()) {
        debian_packages(
            &["rustc-web", "cargo-web", "rust-web-src", "lld-19"],
            "the browser target cannot be added by rustup here",
        )?;
    }
    let sysroot = debian_sysroot().context("Debian's compiler does not start")?;
    if !is_complete(&sysroot) {
        println!("building the standard library for the browser, once");
        build_sysroot(&sysroot)?;
    }
    Ok(Wasm::Debian(sysroot))
}

/// Where the standard library for Debian's present compiler is kept.
fn debian_sysroot() -> Option<PathBuf> {
    let version = read(Command::new(DEBIAN_RUSTC).arg("-vV")).ok()?;
    let key: String = hex(&Sha256::digest(version.as_bytes())).chars().take(12).collect();
    let home = env::var_os("HOME")?;
    Some(Path::new(&home).join(".cache/wasm-sysroot").join(key))
}

fn is_complete(sysroot: &Path) -> bool {
    sysroot.join(COMPLETE).exists()
}

/// Builds an empty crate and keeps the standard library that comes with it.
fn build_sysroot(sysroot: &Path) -> Result<()> {
    let work = env::temp_dir().join(format!("wasm-sysroot-{}", std::process::id()));
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
         [workspace]\n[profile.release]\npanic = \"abort\"\n",
    )?;
    let built = work.join("target");
    let mut command = debian_cargo(sysroot);
    command
        .current_dir(&work)
        .env("RUSTC_BOOTSTRAP", "1")
        .env(RUSTFLAGS, "-Cembed-bitcode=yes")
        .args(["build", "-Zbuild-std=std,panic_abort,test", "--release"])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&built);
    run(&mut command)?;
    let library = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&library)?;
    for file in crate::process::files_in(&built.join(TARGET).join("release/deps"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_library = file.extension().is_some_and(|kind| kind == "rlib");
        if is_library && !name.starts_with("libempty") {
            fs::copy(&file, library.join(name))?;
        }
    }
    if !has_core(&library) {
        bail!("the standard library for the browser did not build");
    }
    fs::write(sysroot.join(COMPLETE), "")?;
    fs::remove_dir_all(&work)?;
    Ok(())
}

const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// rustup's variables would lead Debian's cargo to rustup's compiler.
fn debian_cargo(sysroot: &Path) -> Command {
    let mut path = OsString::from("/usr/bin:");
    path.push(env::var_os("PATH").unwrap_or_default());
    let mut flags = OsString::from("--sysroot=");
    flags.push(sysroot);
    let mut command = Command::new(DEBIAN_CARGO);
    for variable in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "CARGO_TARGET_DIR"] {
        command.env_remove(variable);
    }
    command.env("PATH", path).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER).env(RUSTFLAGS, flags);
    command
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
