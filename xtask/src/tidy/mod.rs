//! House rules that neither the compiler nor clippy knows.

mod rules;

use crate::process::read;
use anyhow::{Result, bail};
use std::fs;
use std::process::Command;

/// `cargo xtask tidy`: looks at every file git knows or would add.
pub fn command() -> Result<()> {
    let listed = read(Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let mut faults = Vec::new();
    let mut count = 0;
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        // A file deleted but still known to git is no concern, nor is one
        // that is not text.
        let Ok(text) = fs::read_to_string(path) else {
            continue;
        };
        count += 1;
        faults.extend(rules::check(path, &text));
    }
    for fault in &faults {
        eprintln!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} places break the house rules", faults.len());
    }
    println!("tidy: {count} files, no fault");
    Ok(())
}
