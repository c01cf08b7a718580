//! What the machine is, and what its processes use, by `/proc`.

use serde::Serialize;
use std::fs;

/// Linux counts processor time in hundredths of a second for everyone.
const TICK_MICROS: u64 = 10_000;

/// The machine it is measured on.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_mb: u64,
    pub kernel: String,
}

impl Machine {
    pub fn here() -> Self {
        let line = |path: &str, start: &str| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let line = text.lines().find(|line| line.starts_with(start)).unwrap_or_default();
            line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        Self {
            processor: line("/proc/cpuinfo", "model name"),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory_mb: first_number(&line("/proc/meminfo", "MemTotal")) / 1024,
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().to_owned(),
        }
    }
}

fn first_number(text: &str) -> u64 {
    text.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The fields of `/proc/PID/stat` after the name, which may hold anything.
fn fields(process: u32) -> Option<Vec<u64>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().skip(1).map(|field| field.parse().unwrap_or(0)).collect())
}

/// Processor time of a process so far, and of its children that have ended.
fn micros(process: u32, with_children: bool) -> u64 {
    let fields = fields(process).unwrap_or_default();
    let ticks = |range: std::ops::Range<usize>| fields.get(range).map_or(0, |some| some.iter().sum::<u64>());
    (ticks(10..12) + if with_children { ticks(12..14) } else { 0 }) * TICK_MICROS
}

/// A database server on this machine.
#[derive(Debug, Clone, Copy)]
pub struct Postmaster(u32);

impl Postmaster {
    /// The parent of one of its own processes, where both are here.
    pub fn of_backend(process: u32) -> Option<Self> {
        let is_here = |process: u32| {
            fs::read_to_string(format!("/proc/{process}/comm")).is_ok_and(|name| name.trim().starts_with("postgres"))
        };
        let parent = u32::try_from(*fields(process)?.first()?).ok()?;
        (is_here(process) && is_here(parent)).then_some(Self(parent))
    }

    /// Processor time of all its processes, ended ones too.
    fn micros(self) -> u64 {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let processes = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let own =
            |process: &u32| fields(*process).and_then(|fields| fields.first().copied()) == Some(u64::from(self.0));
        micros(self.0, true) + processes.filter(own).map(|process| micros(process, false)).sum::<u64>()
    }
}

/// Processor time so far, of all and of those who matter.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    pub server: u64,
    pub database: u64,
    pub own: u64,
    /// All processes of the machine.
    busy: u64,
    all: u64,
}

impl Usage {
    pub fn now(server: u32, database: Option<Postmaster>) -> Self {
        let text = fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let ticks: Vec<u64> = line.split_whitespace().skip(1).take(8).filter_map(|tick| tick.parse().ok()).collect();
        let all: u64 = ticks.iter().sum();
        // Doing nothing, or nothing but waiting for the disk.
        let idle: u64 = ticks.iter().skip(3).take(2).sum();
        Self {
            server: micros(server, false),
            database: database.map_or(0, Postmaster::micros),
            own: micros(std::process::id(), false),
            busy: (all - idle) * TICK_MICROS,
            all: all * TICK_MICROS,
        }
    }

    /// What was used since.
    #[must_use]
    pub fn since(self, before: Self) -> Self {
        Self {
            server: self.server.saturating_sub(before.server),
            database: self.database.saturating_sub(before.database),
            own: self.own.saturating_sub(before.own),
            busy: self.busy.saturating_sub(before.busy),
            all: self.all.saturating_sub(before.all),
        }
    }

    /// The share of the machine that others took.
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "shares of microseconds")]
    pub fn foreign(self) -> f64 {
        let foreign = self.busy.saturating_sub(self.server + self.database + self.own);
        if self.all == 0 { 0.0 } else { foreign as f64 / self.all as f64 }
    }
}

/// Memory of a process in kilobytes: now, or the most since it was last forgotten.
pub fn memory_kb(process: u32, which: Memory) -> u64 {
    let (path, start) = match which {
        Memory::Now => (format!("/proc/{process}/smaps_rollup"), "Pss:"),
        Memory::Most => (format!("/proc/{process}/status"), "VmHWM:"),
    };
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(start));
    first_number(line.unwrap_or_default())
}

#[derive(Debug, Clone, Copy)]
pub enum Memory {
    /// Proportional: shared pages count in parts.
    Now,
    /// Resident, at its highest.
    Most,
}

/// Lets the highest mark begin anew.
pub fn forget_most(process: u32) {
    // Where it is not allowed, the mark stays that of the whole run.
    drop(fs::write(format!("/proc/{process}/clear_refs"), "5"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_processor_and_memory() {
        let me = std::process::id();
        let before = Usage::now(me, None);
        let mut sum = 0_u64;
        while micros(me, false) < before.server + 20 * TICK_MICROS {
            sum = sum.wrapping_add(memory_kb(me, Memory::Most));
        }
        let used = Usage::now(me, None).since(before);
        // The machine's own ticks are told a little later than those of a process.
        assert!(used.server >= 20 * TICK_MICROS && used.all * 2 >= used.server, "{used:?} {sum}");
        assert!(memory_kb(me, Memory::Now) > 1000);
        assert!(Machine::here().cores > 0);
    }
}
