//! What was measured, for people and for programs.

use super::files::FileFigures;
use super::load::Figures;
use super::machine::Machine;
use serde::Serialize;
use std::fmt::Write;

/// Everything that was measured.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub machine: Machine,
    pub version: &'static str,
    pub database: String,
    pub women: u32,
    pub seed: u64,
    pub connections: usize,
    pub seconds: u64,
    pub fill_seconds: f64,
    /// From the start of the process to its first good answer.
    pub ready_ms: u64,
    pub idle_mb: f64,
    pub load: Vec<Figures>,
    pub files: Vec<FileFigures>,
    /// After everything, at rest.
    pub end_mb: f64,
    /// What was wrong; nothing else was measured after it.
    pub wrong: Option<String>,
}

impl Report {
    /// Whether every answer was right.
    pub fn is_good(&self) -> bool {
        self.wrong.is_none() && self.load.iter().all(|one| one.errors == 0)
    }

    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to memory does not fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let machine = &self.machine;
        writeln!(out, "p2wkss {} on {}, {} women, seed {}", self.version, self.database, self.women, self.seed)?;
        writeln!(
            out,
            "{}, {} cores, {} MB, Linux {}; {} connections, {} s each; filled in {:.1} s",
            machine.processor,
            machine.cores,
            machine.memory_mb,
            machine.kernel,
            self.connections,
            self.seconds,
            self.fill_seconds
        )?;
        writeln!(
            out,
            "ready after {} ms; {:.1} MB before the first request, {:.1} MB after the last\n",
            self.ready_ms, self.idle_mb, self.end_mb
        )?;
        let head = ["req/s", "p50 ms", "p99 ms", "server us", "db us", "statements", "errors", "peak MB", "foreign"];
        writeln!(out, "{:<30}{}", "", head.map(|one| format!("{one:>11}")).concat())?;
        for one in &self.load {
            writeln!(
                out,
                "{:<30}{:>11.1}{:>11.1}{:>11.1}{:>11}{:>11}{:>11.1}{:>11}{:>11}{:>11.2}",
                one.scenario,
                one.per_second,
                one.p50_ms,
                one.p99_ms,
                one.server_us,
                or_dash(one.database_us),
                one.statements,
                one.errors,
                one.peak_mb,
                one.foreign
            )?;
        }
        let head = ["rows/s", "seconds", "first ms", "server us", "db us", "MB", "peak MB", "foreign"];
        writeln!(out, "\n{:<30}{}", "", head.map(|one| format!("{one:>11}")).concat())?;
        for one in &self.files {
            writeln!(
                out,
                "{:<30}{:>11.0}{:>11.2}{:>11}{:>11}{:>11}{:>11}{:>11}{:>11.2}",
                one.scenario,
                one.rows_per_second,
                one.seconds,
                or_dash(one.first_byte_ms),
                one.server_us,
                or_dash(one.database_us),
                one.bytes / 1_000_000,
                one.peak_mb,
                one.foreign
            )?;
        }
        match &self.wrong {
            Some(wrong) => writeln!(out, "\nWRONG: {wrong}"),
            None => Ok(()),
        }
    }
}

fn or_dash(number: Option<u64>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| number.to_string())
}
