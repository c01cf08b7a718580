//! The module cut in pieces: the first, which a visit begins with, and those
//! that wait until a page of theirs is opened.
//!
//! What a function marked `#[wasm_split(name)]` alone needs is the piece
//! `name`. What several of them need and the first piece does not becomes one
//! module for each set of them. Most of these are small, and travel together.

use super::Mode;
use super::dist::{Asset, Kind};
use anyhow::{Context, Result, anyhow, bail};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::Options;

/// Where the first piece finds the functions that load the others, and where
/// those find the script of the first.
const LOADERS: &str = "./loaders.js";
const SCRIPT: &str = "./frontend.js";

/// Up to this size a module that several pieces need is no file of its own.
const SMALL: usize = 16_384;

#[derive(Debug)]
pub struct Pieces {
    /// The first piece.
    pub first: PathBuf,
    loaders: String,
    /// The names the functions are marked with.
    parts: Vec<String>,
    later: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// The name the loaders know it by.
    name: String,
    module: Vec<u8>,
}

/// Cuts the module into a folder that is emptied for it.
pub fn split(mode: Mode, module: &Path, folder: &Path) -> Result<Pieces> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let content = fs::read(module).with_context(|| module.display().to_string())?;
    let first = folder.join("frontend.wasm");
    let mut options = Options::new(&content);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = LOADERS;
    options.main_module = SCRIPT;
    let done = wasm_split_cli_support::transform(options).map_err(|fault| anyhow!("{fault:?}"))?;
    let mut later = Vec::with_capacity(done.split_modules.len());
    for path in done.split_modules {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let module = fs::read(&path)?;
        let module = if mode == Mode::Release { plain(&module).context("a piece is no module")? } else { module };
        later.push(Piece { name, module });
    }
    later.sort_by(|one, other| one.name.cmp(&other.name));
    let mut parts: Vec<String> = done.prefetch_map.into_keys().collect();
    parts.sort();
    Ok(Pieces { first, loaders: fs::read_to_string(folder.join(LOADERS))?, parts, later })
}

impl Pieces {
    /// Puts the loaders before the script of the first piece, which they and
    /// it would else import from each other, and gives the files they load.
    pub fn join(self, script: &str) -> Result<(String, Vec<Asset>)> {
        let back = format!("import {{ initSync }} from \"{SCRIPT}\";\n");
        let mut joined = replaced(&self.loaders, &back, "")?.replace("export const ", "const ");
        let mut files = Vec::new();
        let mut together = Vec::new();
        let mut cuts = Vec::new();
        for Piece { name, module } in self.later {
            let part = name.strip_prefix("split_");
            if part.is_none() && module.len() <= SMALL {
                let from = together.len();
                together.extend(module);
                cuts.push((name, from, together.len()));
                continue;
            }
            let file = Asset::hashed(part.unwrap_or("common"), Kind::Piece, module);
            joined = replaced(&joined, &fetching(&name), &format!("fetch(\"{}\")", file.address()))?;
            files.push(file);
        }
        if !cuts.is_empty() {
            let file = Asset::hashed("shared", Kind::Shared, together);
            for (name, from, to) in cuts {
                joined = replaced(&joined, &fetching(&name), &format!("shared({from}, {to})"))?;
            }
            joined.push_str(&shared(&file.address()));
            files.push(file);
        }
        let names: Vec<String> = self.parts.iter().map(|part| format!("__wasm_split_load_{part}")).collect();
        writeln!(joined, "const loaders = {{ {} }};", names.join(", "))?;
        let from = format!(" from \"{LOADERS}\"");
        for line in script.lines() {
            let name = line.strip_suffix(&from).and_then(|line| line.strip_prefix("import * as "));
            match name {
                Some(name) => writeln!(joined, "const {name} = loaders;")?,
                None => writeln!(joined, "{line}")?,
            }
        }
        Ok((joined, files))
    }
}

/// How the loaders fetch a piece.
fn fetching(name: &str) -> String {
    format!("fetch(new URL(\"./{name}.wasm\", import.meta.url))")
}

/// The function that cuts a module out of the file they share.
fn shared(address: &str) -> String {
    format!(
        "let together;
function shared(from, to) {{
    together ??= fetch(\"{address}\").then((answer) => {{
        if (answer.ok) return answer.arrayBuffer();
        throw new Error(`${{answer.url}}: ${{answer.status}}`);
    }}).catch((fault) => {{
        together = undefined;
        throw fault;
    }});
    const headers = {{ \"content-type\": \"application/wasm\" }};
    return together.then((bytes) => new Response(bytes.slice(from, to), {{ headers }}));
}}
"
    )
}

/// Replaces what must be there.
fn replaced(text: &str, what: &str, by: &str) -> Result<String> {
    if !text.contains(what) {
        bail!("the loaders of the pieces have another form: they lack {what}");
    }
    Ok(text.replace(what, by))
}

/// A module without the sections that only tools read, names of functions
/// above all.
fn plain(module: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8)?;
    let mut kept = head.to_vec();
    while let [kind, after @ ..] = rest {
        let (length, after) = number(after)?;
        let (_, next) = after.split_at_checked(length)?;
        if *kind != 0 {
            kept.extend(rest.get(..rest.len() - next.len())?);
        }
        rest = next;
    }
    Some(kept)
}

/// A number in seven bits a byte, the lowest first, and what follows it.
fn number(mut bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    let mut shift = 0;
    loop {
        let (byte, rest) = bytes.split_first()?;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((value, rest));
        }
        shift += 7;
        bytes = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(loaders: &str, later: &[(&str, &[u8])]) -> Pieces {
        let later = later.iter().map(|(name, module)| Piece { name: (*name).to_owned(), module: module.to_vec() });
        Pieces {
            first: PathBuf::new(),
            loaders: loaders.to_owned(),
            parts: vec!["users".to_owned()],
            later: later.collect(),
        }
    }

    const TOGETHER: &str = "import { initSync } from \"./frontend.js\";
const __chunk_1 = makeLoad(() => { const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url)); }, []);
const __chunk_2 = makeLoad(() => { const src = fetch(new URL(\"./chunk_2.wasm\", import.meta.url)); }, []);
export const __wasm_split_load_users = (() => { const src = fetch(new URL(\"./split_users.wasm\", import.meta.url)); });
";

    #[test]
    fn loaders_and_script_become_one() {
        let pieces = pieces(TOGETHER, &[("chunk_1", b"abc"), ("chunk_2", b"de"), ("split_users", b"f")]);
        let (script, files) = pieces.join("import * as import1 from \"./loaders.js\"\nlet wasm;").unwrap();
        let [users, shared] = files.as_slice() else { panic!("{files:?}") };
        assert_eq!((users.content.as_slice(), shared.content.as_slice()), (&b"f"[..], &b"abcde"[..]));
        assert!(script.contains(&format!("const src = fetch(\"{}\")", users.address())), "{script}");
        assert!(script.contains("const src = shared(0, 3)") && script.contains("const src = shared(3, 5)"));
        assert!(script.contains(&format!("fetch(\"{}\").then", shared.address())));
        assert!(
            script.ends_with("const loaders = { __wasm_split_load_users };\nconst import1 = loaders;\nlet wasm;\n")
        );
        assert!(!script.contains("import {") && !script.contains("import *") && !script.contains("export const"));
    }

    #[test]
    fn a_large_module_of_several_is_a_file_of_its_own() {
        let large = vec![b'x'; SMALL + 1];
        let pieces = pieces(TOGETHER, &[("chunk_1", &large), ("chunk_2", b"de"), ("split_users", b"f")]);
        let (script, files) = pieces.join("").unwrap();
        let [common, _, shared] = files.as_slice() else { panic!("{files:?}") };
        assert_eq!((common.content.len(), shared.content.len()), (SMALL + 1, 2));
        assert!(script.contains(&format!("const src = fetch(\"{}\")", common.address())), "{script}");
    }

    #[test]
    fn a_piece_the_loaders_do_not_know_is_refused() {
        assert!(pieces(TOGETHER, &[("split_other", b"f")]).join("").is_err());
        assert!(pieces("", &[]).join("").is_err());
    }

    #[test]
    fn a_plain_module_lacks_the_sections_for_tools() {
        let head = *b"\0asm\x01\0\0\0";
        let sections: [&[u8]; 4] = [&head, &[1, 2, 9, 9], &[0, 3, 1, b'n', 7], &[10, 0x81, 0, 5]];
        assert_eq!(plain(&sections.concat()).unwrap(), [&head[..], &[1, 2, 9, 9], &[10, 0x81, 0, 5]].concat());
        assert!(plain(&[&head[..], &[1, 9, 9]].concat()).is_none());
    }
}
