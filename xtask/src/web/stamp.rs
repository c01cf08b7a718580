//! Whether anything that goes into `frontend/dist` changed since it was made.

use super::{Mode, dist, work_dir};
use crate::process::files_below;
use crate::wasm::hex;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A digest of all inputs.
#[derive(Debug)]
pub struct Stamp(String);

impl Stamp {
    /// Reads every input. This tool is one of them, by its time of building:
    /// it is large, and when it changed the result may have.
    pub fn of(mode: Mode, module: &Path) -> Result<Self> {
        let mut digest = Sha256::new();
        digest.update(format!("{mode:?}"));
        let tool = fs::metadata(std::env::current_exe()?)?;
        let built = tool.modified()?.duration_since(UNIX_EPOCH)?;
        digest.update(format!("{} {}", tool.len(), built.as_nanos()));
        for path in inputs(module)? {
            let content = fs::read(&path).with_context(|| path.display().to_string())?;
            digest.update(format!("{} {}\n", path.display(), content.len()));
            digest.update(content);
        }
        Ok(Self(hex(&digest.finalize())))
    }

    /// Whether the last build had these inputs and its files are still there.
    pub fn is_current(&self) -> bool {
        let Ok(kept) = fs::read_to_string(file()) else {
            return false;
        };
        let mut lines = kept.lines();
        lines.next() == Some(self.0.as_str()) && lines.all(|name| Path::new(dist::FOLDER).join(name).is_file())
    }

    /// Remembers a build that is complete.
    pub fn keep(&self, written: &[dist::Written]) -> Result<()> {
        let names = written.iter().flat_map(|file| &file.names);
        let lines: Vec<&str> = std::iter::once(self.0.as_str()).chain(names.map(String::as_str)).collect();
        Ok(fs::write(file(), lines.join("\n"))?)
    }
}

fn inputs(module: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = vec![module.to_path_buf()];
    let files = ["frontend/index.html", "frontend/icons.txt", "package-lock.json", "xtask/css.mjs"];
    paths.extend(files.map(PathBuf::from));
    paths.extend(files_below(Path::new("frontend/src"), "rs")?);
    paths.extend(files_below(Path::new("frontend/style"), "css")?);
    Ok(paths)
}

fn file() -> PathBuf {
    work_dir().join("stamp")
}
