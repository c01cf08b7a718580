//! `cargo xtask web`: the browser's half of the product, from sources to
//! `frontend/dist`.
//!
//! Every file but `index.html` carries a digest of its content in its name,
//! so that a browser may keep it for ever, and lies beside its compressed
//! forms, so that the server never compresses it again.

mod dist;
mod page;
mod split;
mod sprite;
mod stamp;

use crate::install;
use crate::process::{read, run, target_dir};
use crate::wasm::{TARGET, Wasm};
use anyhow::{Context, Result, bail};
use dist::{Asset, Kind};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// What the download of a first visit may weigh, compressed: 3 seconds on a
/// slow mobile network.
const BUDGET: usize = 450_000;

/// How much care is taken: building for a download takes minutes, building
/// for oneself seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Dev,
    Release,
}

impl Mode {
    /// The cargo profile, and the folder cargo puts its builds in.
    const fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Dev => ("dev", "debug"),
            Self::Release => ("web", "web"),
        }
    }
}

/// `cargo xtask web [--release]`.
pub fn command(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => build(Mode::Dev),
        [only] if only == "--release" => build(Mode::Release),
        _ => bail!("usage: cargo xtask web [--release]"),
    }
}

/// Builds what changed.
pub fn build(mode: Mode) -> Result<()> {
    install::npm_packages()?;
    let module = compile(mode)?;
    let stamp = stamp::Stamp::of(mode, &module)?;
    if stamp.is_current() {
        return Ok(());
    }
    let assets = assets(mode, &module)?;
    let written = dist::write(mode, &assets)?;
    let weight = report(&assets, &written);
    if mode == Mode::Release && weight > BUDGET {
        bail!("a first visit would load {weight} bytes, more than the {BUDGET} allowed");
    }
    stamp.keep(&written)
}

/// The folder of everything built for the browser, apart from native builds.
fn work_dir() -> PathBuf {
    target_dir().join("web")
}

/// Compiles the application and gives the path of the module.
fn compile(mode: Mode) -> Result<PathBuf> {
    let wasm = Wasm::find()?;
    let (profile, folder) = mode.profile();
    let mut command = wasm.cargo("rustc", &work_dir());
    // The relocations tell which code refers to which, as splitting needs it.
    command.args(["--package", "frontend", "--profile", profile, "--", "-Clink-arg=--emit-relocs"]);
    run(&mut command)?;
    Ok(work_dir().join(TARGET).join(folder).join("frontend.wasm"))
}

/// Makes every file of the application but the compressed forms.
fn assets(mode: Mode, module: &Path) -> Result<Vec<Asset>> {
    let pieces = split::split(mode, module, &work_dir().join("pieces"))?;
    let (glue, wasm) = bind(mode, &pieces.first)?;
    let (glue, pieces) = pieces.join(&glue)?;
    let css = style_sheet(mode)?;
    let wasm = Asset::hashed("frontend", Kind::Wasm, wasm);
    let glue = Asset::hashed("frontend", Kind::Script, glue.into_bytes());
    let css = Asset::hashed("style", Kind::Style, css);
    let start = Asset::hashed("start", Kind::Script, start_script(&glue, &wasm).into_bytes());
    let template = fs::read_to_string("frontend/index.html").context("frontend/index.html")?;
    let names = fs::read_to_string("frontend/icons.txt").context("frontend/icons.txt")?;
    let html = page::fill(
        &template,
        &page::Parts {
            sprite: &sprite::build(&names, Path::new("node_modules/@tabler/icons/icons/outline"))?,
            css: &css.address(),
            start: &start.address(),
            glue: &glue.address(),
            wasm: &wasm.address(),
        },
    )?;
    let html = Asset::named("index.html", Kind::Page, html.into_bytes());
    let mut assets = vec![html, css, start, glue, wasm];
    assets.extend(pieces);
    Ok(assets)
}

/// The policy of the page forbids scripts inside it, so the few words that
/// start the application are a file. A failure is shown by the page itself.
fn start_script(glue: &Asset, wasm: &Asset) -> String {
    format!("import init from '{}';\nawait init({{ module_or_path: '{}' }});\n", glue.address(), wasm.address())
}

/// Makes the script that joins the module to the browser, and the module as
/// that script wants it.
fn bind(mode: Mode, module: &Path) -> Result<(String, Vec<u8>)> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("frontend")
        .web(true)?
        .typescript(false)
        .keep_lld_exports(true)
        .omit_default_module_path(true)
        .remove_producers_section(true)
        .remove_name_section(mode == Mode::Release);
    let mut output = bindgen.generate_output()?;
    let snippets = output.snippets().values().any(|list| !list.is_empty());
    if snippets || !output.local_modules().is_empty() {
        bail!("a crate brings scripts of its own, which are not put into frontend/dist yet");
    }
    let wasm = output.wasm_mut().emit_wasm();
    Ok((output.js().to_owned(), wasm))
}

fn style_sheet(mode: Mode) -> Result<Vec<u8>> {
    let output = work_dir().join("style.css");
    let mut command = Command::new("node");
    command.arg("xtask/css.mjs").arg(&output);
    if mode == Mode::Release {
        command.arg("--minify");
    }
    let said = read(&mut command)?;
    print!("{said}");
    Ok(fs::read(output)?)
}

/// Prints the sizes and gives the weight of a first visit.
fn report(assets: &[Asset], written: &[dist::Written]) -> usize {
    let line = |(asset, written): (&Asset, &dist::Written)| {
        println!("{:<38} {:>10} {:>9} {:>9}", asset.name, asset.content.len(), written.gzip, written.brotli);
    };
    println!("{:<38} {:>10} {:>9} {:>9}", "frontend/dist", "bytes", "gzip", "brotli");
    let pairs = || assets.iter().zip(written);
    pairs().filter(|(asset, _)| !asset.kind.is_later()).for_each(line);
    let weight = pairs().filter(|(asset, _)| asset.kind.is_weighed()).map(|(_, written)| written.brotli).sum();
    println!("{:<38} {weight:>30}", format!("a first visit loads (budget {BUDGET})"));
    pairs().filter(|(asset, _)| asset.kind.is_later()).for_each(line);
    weight
}
