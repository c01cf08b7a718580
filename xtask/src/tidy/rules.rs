//! The rules, as one function of a file's path and text.

use std::path::Path;

const MOST_LINES: usize = 400;

/// Folders whose files are as long as they are.
const LONG_FOLDERS: [&str; 2] = ["migrations", "generated"];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 4] = ["utils", "helpers", "common", "misc"];

/// Rust that is refused, and what to write instead. Put together from parts,
/// because this file is checked too.
const RUST: [(&str, &str); 3] = [
    (concat!("#[", "allow"), "write #[expect(…, reason = \"…\")]"),
    (concat!("#![", "allow"), "write #![expect(…, reason = \"…\")]"),
    (concat!("todo", "!("), "finish it"),
];

/// A module shared by test files is compiled into each of them, and each uses
/// another part of it: an `expect` would be fulfilled in some and not in others.
const SHARED: &str = concat!("#![", "allow(dead_code");

/// Folders of one machine.
const MACHINE: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Where packages come from is the client's setting, not the project's.
const REGISTRIES: [&str; 6] = [
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("deb.debian", ".org"),
    concat!("security.debian", ".org"),
];

/// What is wrong with a file, one sentence a place.
pub fn check(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let file = Path::new(path);
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let in_empty_folder = file
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .any(|part| EMPTY_NAMES.iter().any(|name| part.as_os_str() == *name));
    if in_empty_folder || EMPTY_NAMES.contains(&stem.as_ref()) {
        faults.push(format!("{path}: this name says nothing about what is inside"));
    }
    if file.extension().is_some_and(|kind| kind == "rs") {
        rust(file, text, &mut faults);
    }
    let locked = is_lock(file);
    for (number, line) in (1..).zip(text.lines()) {
        if MACHINE.iter().any(|folder| line.contains(folder)) {
            faults.push(format!("{path}:{number}: a folder of one machine"));
        }
        if !locked && REGISTRIES.iter().any(|host| line.contains(host)) {
            faults.push(format!("{path}:{number}: the host of a registry"));
        }
    }
    faults
}

fn rust(file: &Path, text: &str, faults: &mut Vec<String>) {
    let path = file.display();
    let may_be_long = file.components().any(|part| LONG_FOLDERS.iter().any(|name| part.as_os_str() == *name));
    let lines = text.lines().count();
    if lines > MOST_LINES && !may_be_long {
        faults.push(format!("{path}: {lines} lines, {MOST_LINES} are allowed"));
    }
    let in_tests = file.components().any(|part| part.as_os_str() == "tests");
    for (number, line) in (1..).zip(text.lines()) {
        for (refused, instead) in RUST {
            let shared = in_tests && line.starts_with(SHARED);
            if line.contains(refused) && !shared {
                faults.push(format!("{path}:{number}: {refused} is refused: {instead}"));
            }
        }
    }
}

fn is_lock(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    matches!(name.as_ref(), "Cargo.lock" | "package-lock.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_file_has_no_fault() {
        assert!(check("backend/src/main.rs", "fn main() {}\n").is_empty());
    }

    #[test]
    fn long_files_are_refused_but_for_migrations() {
        let long = "//\n".repeat(MOST_LINES + 1);
        assert_eq!(check("backend/src/users/rules.rs", &long).len(), 1);
        assert!(check("backend/src/users/rules.rs", &"//\n".repeat(MOST_LINES)).is_empty());
        assert!(check("backend/src/migrations/users.rs", &long).is_empty());
        assert!(check("docs/long.md", &long).is_empty());
    }

    #[test]
    fn empty_names_are_refused_anywhere_in_the_path() {
        assert_eq!(check("backend/src/utils.rs", "").len(), 1);
        assert_eq!(check("frontend/src/common/mod.rs", "").len(), 1);
        assert!(check("frontend/src/uncommon.rs", "").is_empty());
    }

    #[test]
    fn refused_rust_is_found_with_its_line() {
        let text = format!("\n{}\n", RUST[0].0);
        let faults = check("a.rs", &text);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("a.rs:2:"));
        assert!(check("a.md", &text).is_empty());
        assert_eq!(check("backend/src/lib.rs", SHARED).len(), 1);
        assert!(check("backend/tests/support/mod.rs", SHARED).is_empty());
    }

    #[test]
    fn machine_folders_and_registries_are_refused() {
        assert_eq!(check("README.md", &format!("see {}x", MACHINE[0])).len(), 1);
        assert_eq!(check("README.md", REGISTRIES[0]).len(), 1);
        assert!(check("package-lock.json", REGISTRIES[0]).is_empty());
    }
}
