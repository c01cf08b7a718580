//! The `p2wkss` command.

use std::process::ExitCode;

/// Rows are made by a thread of the database and freed by one of the server,
/// which the system's allocator answers with waiting and with memory kept.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match p2wkss::cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("p2wkss: {error}");
            ExitCode::FAILURE
        }
    }
}
