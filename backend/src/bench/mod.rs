//! `p2wkss bench`: how much the server does, on a city of its own making.
//!
//! The database is made for the purpose, or an empty one that is given; any
//! other is refused. The server runs as a process of its own. No scenario is
//! measured before its answers were held against the database.

pub mod client;
pub mod dice;
pub mod files;
pub mod fill;
pub mod load;
pub mod loci;
pub mod machine;
pub mod report;
pub mod scenarios;
pub mod site;
pub mod truth;
pub mod women;

use crate::config::Config;
use crate::kernel::error::Error;
use crate::{demo, start};
use client::{Outcome, because};
use contract::place::RegionCode;
use files::FileFigures;
use fill::{Clerk, settle, villages};
use load::{Figures, Target};
use machine::{Machine, Memory, memory_kb};
use report::Report;
use site::{Server, Site};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use truth::Truth;
use women::City;

/// Where newcomers are registered.
pub const VILLAGE: &str = "32.75.03.1004";
/// Where a list is brought: another kelurahan, so that neither meets those of
/// the other.
pub const LISTED: &str = "32.75.03.1006";

/// The scenarios by name.
pub const SCENARIOS: &[&str] = &["s1", "s2", "s3", "s4", "s7", "s8", "board", "homes"];

/// What is measured, and on what.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Women of the city
    #[arg(long, default_value_t = 120_000, value_parser = clap::value_parser!(u32).range(100..=5_000_000))]
    pub women: u32,
    /// Loci of the city, in the seven stages
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(0..=5_000))]
    pub loci: u32,
    /// The same seed makes the same city
    #[arg(long, default_value_t = 42)]
    pub seed: u64,
    /// An empty database, sqlite://… or postgres://…; one in a temporary folder without it
    #[arg(long)]
    pub database: Option<String>,
    /// Only these scenarios, such as s1,s4
    #[arg(long, value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(SCENARIOS))]
    pub scenario: Vec<String>,
    /// How long each load lasts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub seconds: u64,
    /// Callers at once
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub connections: u16,
    /// Print JSON in place of the table
    #[arg(long)]
    pub json: bool,
}

/// A filled database with its server before it.
#[derive(Debug)]
pub struct Bench {
    pub site: Site,
    pub truth: Truth,
    pub villages: Vec<RegionCode>,
    pub women: u32,
    pub fill_seconds: f64,
    connections: usize,
    time: Duration,
    server: Server,
    postmaster: Option<machine::Postmaster>,
    coordinator: String,
    officer: String,
    officer_of_lists: String,
}

fn told(error: Error) -> String {
    error.cause.unwrap_or_else(|| error.code.to_string())
}

/// Makes the city. The kernel it is made with is gone afterwards.
async fn fill(site: &Site, options: &Options) -> Outcome<Vec<RegionCode>> {
    let settings = site.settings("127.0.0.1:8080").into_iter().map(|(name, value)| (name.to_owned(), value));
    let config = Config::from_settings(&settings.collect()).map_err(|bad| bad.to_string())?;
    let kernel = start::open(config).await.map_err(|error| error.to_string())?;
    demo::seed(&kernel).await?;
    let villages = villages(&kernel).await.map_err(told)?;
    let mut city = City::new(options.seed, villages.len());
    let mut clerk = Clerk::new(&kernel, &villages).await.map_err(told)?;
    let tx = kernel.db.begin().await.map_err(because("fill"))?;
    for _ in 0..options.women {
        clerk.add(&city.woman()).map_err(told)?;
        if clerk.is_full() {
            clerk.rows.flush(&tx).await.map_err(told)?;
        }
    }
    clerk.rows.flush(&tx).await.map_err(told)?;
    tx.commit().await.map_err(because("fill"))?;
    loci::fill(&kernel, &villages, options.loci).await.map_err(told)?;
    settle(&kernel).await.map_err(told)?;
    kernel.db.read.0.clone().close().await.map_err(because("fill"))?;
    kernel.db.write.clone().close().await.map_err(because("fill"))?;
    Ok(villages)
}

impl Bench {
    /// Fills the database and starts the server. `binary` is this program.
    pub async fn prepare(binary: PathBuf, options: &Options) -> Outcome<Self> {
        let site = Site::new(binary, options.database.clone())?;
        let truth = Truth::at(&site.database_url).await?;
        if !truth.is_empty().await? {
            site.clear();
            return Err("DATABASE: it is not empty; the bench fills and measures only a database of its own".to_owned());
        }
        let begun = Instant::now();
        let villages = fill(&site, options).await?;
        let fill_seconds = begun.elapsed().as_secs_f64();
        let server = site.start().await?;
        let coordinator = server.sign_in("coordinator", &site.password).await?;
        let officer = server.sign_in("kelurahan_officer", &site.password).await?;
        let officer_of_lists = server.sign_in("kelurahan_officer_2", &site.password).await?;
        let postmaster = truth.postmaster().await;
        let women = options.women;
        let (connections, time) = (usize::from(options.connections), Duration::from_secs(options.seconds));
        Ok(Self {
            site,
            truth,
            villages,
            women,
            fill_seconds,
            connections,
            time,
            server,
            postmaster,
            coordinator,
            officer,
            officer_of_lists,
        })
    }

    fn address(&self) -> &str {
        &self.server.address
    }

    fn target(&self) -> Target<'_> {
        Target { address: &self.server.address, server: self.server.process(), database: self.postmaster }
    }

    async fn scenario(&self, name: &str, report: &mut Report) -> Outcome<()> {
        let one = |figures: Figures| vec![figures];
        let load = match name {
            "s1" => one(scenarios::read(self).await?),
            "s2" => scenarios::list(self).await?,
            "s3" => one(scenarios::search(self).await?),
            "s4" => one(scenarios::create(self).await?),
            "board" => one(loci::board(self).await?),
            "homes" => loci::homes(self).await?,
            _ => Vec::new(),
        };
        report.load.extend(load);
        let files: Vec<FileFigures> = match name {
            "s7" => files::import(self).await?,
            "s8" => vec![files::export_csv(self).await?, files::export_xlsx(self).await?],
            _ => Vec::new(),
        };
        report.files.extend(files);
        Ok(())
    }

    /// Runs the scenarios; the first wrong answer ends it. What reads comes
    /// before what writes, so that all measure the same city.
    pub async fn measure(&self, options: &Options) -> Report {
        let megabytes = |which| u32::try_from(memory_kb(self.server.process(), which)).map_or(0.0, f64::from) / 1024.0;
        let mut report = Report {
            machine: Machine::here(),
            version: env!("CARGO_PKG_VERSION"),
            database: if self.site.database_url.starts_with("sqlite:") { "SQLite" } else { "PostgreSQL" }.to_owned(),
            women: self.women,
            seed: options.seed,
            connections: self.connections,
            seconds: self.time.as_secs(),
            fill_seconds: self.fill_seconds,
            ready_ms: self.server.ready_ms,
            idle_mb: u32::try_from(self.server.idle_kb).map_or(0.0, f64::from) / 1024.0,
            load: Vec::new(),
            files: Vec::new(),
            end_mb: 0.0,
            wrong: None,
        };
        let order = ["s1", "s2", "s3", "board", "homes", "s8", "s7", "s4"];
        let chosen = |name: &&str| options.scenario.is_empty() || options.scenario.iter().any(|one| one == name);
        for name in order.iter().filter(|name| chosen(name)) {
            if let Err(wrong) = self.scenario(name, &mut report).await {
                report.wrong = Some(wrong);
                break;
            }
        }
        report.end_mb = megabytes(Memory::Now);
        report
    }
}

/// Prepares, measures, tells; whether every answer was right.
pub async fn run(options: &Options) -> Outcome<bool> {
    let binary = std::env::current_exe().map_err(because("this program"))?;
    let bench = Bench::prepare(binary, options).await?;
    let report = bench.measure(options).await;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&report).map_err(because("report"))?);
    } else {
        print!("{}", report.text());
    }
    let Bench { site, server, .. } = bench;
    drop(server);
    site.clear();
    Ok(report.is_good())
}
