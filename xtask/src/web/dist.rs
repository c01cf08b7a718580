//! The files of `frontend/dist`.

use super::Mode;
use crate::process::files_in;
use crate::wasm::hex;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::Path;

pub const FOLDER: &str = "frontend/dist";

/// A fresh clone has the folder because of this file.
const KEPT: &str = ".gitkeep";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    Style,
    Script,
    Wasm,
    /// A module that is loaded when a page needs it.
    Piece,
    /// Modules several such need, one after the other.
    Shared,
}

impl Kind {
    const fn extension(self) -> &'static str {
        match self {
            Self::Page => "html",
            Self::Style => "css",
            Self::Script => "js",
            Self::Wasm | Self::Piece => "wasm",
            Self::Shared => "bin",
        }
    }

    /// Whether it waits until a page needs it.
    pub const fn is_later(self) -> bool {
        matches!(self, Self::Piece | Self::Shared)
    }

    /// Whether it counts for the weight of a first visit.
    pub const fn is_weighed(self) -> bool {
        matches!(self, Self::Style | Self::Script | Self::Wasm)
    }
}

/// One file as the browser gets it.
#[derive(Debug)]
pub struct Asset {
    pub name: String,
    pub kind: Kind,
    pub content: Vec<u8>,
}

impl Asset {
    pub fn named(name: &str, kind: Kind, content: Vec<u8>) -> Self {
        Self { name: name.to_owned(), kind, content }
    }

    /// A file whose name changes with its content: `style-0123456789abcdef.css`.
    pub fn hashed(stem: &str, kind: Kind, content: Vec<u8>) -> Self {
        let digest: String = hex(&Sha256::digest(&content)).chars().take(16).collect();
        Self { name: format!("{stem}-{digest}.{}", kind.extension()), kind, content }
    }

    /// From the root: the page is served at addresses of any depth.
    pub fn address(&self) -> String {
        format!("/{}", self.name)
    }
}

/// What became of one asset: its names on disk and its compressed sizes.
#[derive(Debug)]
pub struct Written {
    pub names: Vec<String>,
    pub gzip: usize,
    pub brotli: usize,
}

/// Writes the files and their compressed forms and removes all others. The
/// page comes last, so that a server reading this folder never gives out a
/// page whose files are not there.
pub fn write(mode: Mode, assets: &[Asset]) -> Result<Vec<Written>> {
    let folder = Path::new(FOLDER);
    fs::create_dir_all(folder)?;
    let mut written = Vec::with_capacity(assets.len());
    for asset in assets.iter().rev() {
        let gzip = gzip(mode, &asset.content)?;
        let brotli = brotli(mode, &asset.content)?;
        let forms = [
            (format!("{}.gz", asset.name), &gzip),
            (format!("{}.br", asset.name), &brotli),
            (asset.name.clone(), &asset.content),
        ];
        let mut names = Vec::with_capacity(forms.len());
        for (name, content) in forms {
            fs::write(folder.join(&name), content)?;
            names.push(name);
        }
        written.push(Written { names, gzip: gzip.len(), brotli: brotli.len() });
    }
    written.reverse();
    remove_others(folder, &written)?;
    Ok(written)
}

fn remove_others(folder: &Path, written: &[Written]) -> Result<()> {
    for file in files_in(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wanted = name == KEPT || written.iter().any(|one| one.names.contains(&name));
        if !wanted {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

fn gzip(mode: Mode, content: &[u8]) -> Result<Vec<u8>> {
    let level = match mode {
        Mode::Dev => Compression::fast(),
        Mode::Release => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// In blocks of the size that suits this content: which one does, only trying
/// tells, and it is worth a hundredth of the whole.
fn brotli(mode: Mode, content: &[u8]) -> Result<Vec<u8>> {
    let (quality, blocks): (i32, &[i32]) = match mode {
        Mode::Dev => (3, &[0]),
        Mode::Release => (11, &[0, 16, 20, 22]),
    };
    let tried = blocks.iter().map(|block| brotli_in(quality, *block, content));
    let tried = tried.collect::<Result<Vec<_>>>()?;
    tried.into_iter().min_by_key(Vec::len).context("no size of block was tried")
}

fn brotli_in(quality: i32, block: i32, content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: 24,
        lgblock: block,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_name_follows_the_content() {
        let one = Asset::hashed("style", Kind::Style, b"a".to_vec());
        let other = Asset::hashed("style", Kind::Style, b"b".to_vec());
        assert_ne!(one.name, other.name);
        assert_eq!(one.address(), "/style-ca978112ca1bbdca.css");
    }

    #[test]
    fn both_compressed_forms_can_be_read_again() {
        let content = b"one two one two ".repeat(100);
        for mode in [Mode::Dev, Mode::Release] {
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(gzip(mode, &content).unwrap().as_slice()).read_to_end(&mut back).unwrap();
            assert_eq!(back, content);
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut brotli(mode, &content).unwrap().as_slice(), &mut back).unwrap();
            assert_eq!(back, content);
        }
    }
}
