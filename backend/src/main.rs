//! The `p2wkss` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    match p2wkss::cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("p2wkss: {error}");
            ExitCode::FAILURE
        }
    }
}
