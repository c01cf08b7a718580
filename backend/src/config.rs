//! Settings: from the environment, and from an optional file of the same
//! `NAME=value` lines. A bad or unknown one stops the start and is named.

mod bucket;

pub use bucket::BucketSettings;

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;

/// Every setting with what it means; the README's table is checked against it.
pub const SETTINGS: &[(&str, &str)] = &[
    ("DATABASE_URL", "sqlite://… or postgres://…; default: p2wkss.sqlite in the data folder"),
    ("P2WKSS_DATA_DIR", "folder for the database, files and keys; default ./data"),
    ("P2WKSS_LISTEN", "address and port to listen on; default 127.0.0.1:8080"),
    ("P2WKSS_PUBLIC_URL", "the address people type, https://…; default http:// and the listen address"),
    ("P2WKSS_TRUSTED_PROXIES", "comma-separated addresses or networks whose Forwarded headers are believed"),
    ("P2WKSS_SECRET_KEY", "64 hexadecimal digits; every key is derived from it"),
    ("P2WKSS_SECRET_KEY_FILE", "file holding the secret key; with SQLite one is generated in the data folder"),
    ("P2WKSS_SECRET_KEY_PREVIOUS", "the secret key before, while it is changed"),
    ("P2WKSS_SECRET_KEY_PREVIOUS_FILE", "file holding the secret key before, while it is changed"),
    ("P2WKSS_FILES", "s3://BUCKET/PREFIX where uploaded files lie, sealed; default: in the database"),
    ("P2WKSS_S3_ENDPOINT", "address of an S3-compatible store, https://…; default: that of AWS for the region"),
    ("P2WKSS_S3_REGION", "region of the store; default us-east-1"),
    ("P2WKSS_S3_ACCESS_KEY_ID", "access key of the store"),
    ("P2WKSS_S3_SECRET_ACCESS_KEY", "secret key of the store"),
    ("P2WKSS_S3_SECRET_ACCESS_KEY_FILE", "file holding the secret key of the store"),
    ("P2WKSS_DEMO", "true fills an empty database with the demo city and its sign-ins"),
    ("P2WKSS_DEMO_PASSWORD", "password of the demo sign-ins; else generated and printed once"),
    ("P2WKSS_AUDIT_HEAD_FILE", "file that receives the head of the audit chain, best on another machine"),
    (
        "P2WKSS_RATE_LIMIT",
        "API requests a user, or an address without a sign-in, may make in a minute; default 600, 0 for none",
    ),
    (
        "P2WKSS_RETENTION_DAYS",
        "days a refused or archived record is kept before it is due to be destroyed; default 365",
    ),
    ("P2WKSS_METRICS_TOKEN", "token with which /metrics answers other machines; default: only this one"),
    ("P2WKSS_LOG", "log filter such as info or p2wkss=debug; default info"),
    ("P2WKSS_ENV_FILE", "the optional settings file; default p2wkss.env if it exists"),
];

/// Where the one secret comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum SecretSource {
    Given(String),
    File(PathBuf),
    /// Generated into the data folder on first start.
    DataDir,
}

impl fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretSource(…)")
    }
}

/// Everything the process was told.
#[derive(Clone)]
pub struct Config {
    pub database_url: String,
    pub data_dir: PathBuf,
    pub listen: SocketAddr,
    pub public_url: String,
    pub trusted_proxies: Vec<IpNet>,
    pub secret: SecretSource,
    /// The one before, while the secret is changed.
    pub previous_secret: Option<SecretSource>,
    /// Where uploaded files lie, if not in the database.
    pub bucket: Option<BucketSettings>,
    pub demo: bool,
    pub demo_password: Option<String>,
    pub audit_head_file: Option<PathBuf>,
    pub rate_limit: u64,
    /// How long a refused or archived record is kept.
    pub retention_days: u32,
    pub metrics_token: Option<String>,
    pub log: String,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("listen", &self.listen).field("data_dir", &self.data_dir).finish_non_exhaustive()
    }
}

/// What is wrong with the settings, all of it at once.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct BadSettings(pub Vec<String>);

impl Config {
    /// Reads the process environment and the settings file; the environment wins.
    pub fn from_environment() -> Result<Self, BadSettings> {
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with("P2WKSS_") || name == "DATABASE_URL")
            .collect();
        let mut settings = file_settings(environment.get("P2WKSS_ENV_FILE"))?;
        settings.extend(environment);
        Self::from_settings(&settings)
    }

    /// Judges a set of settings.
    pub fn from_settings(settings: &BTreeMap<String, String>) -> Result<Self, BadSettings> {
        let mut faults = Vec::new();
        for name in settings.keys() {
            // Tests of this program have their own settings under the same prefix.
            let known = SETTINGS.iter().any(|(setting, _)| setting == name) || name.starts_with("P2WKSS_TEST_");
            if !known {
                faults.push(format!("{name}: there is no such setting"));
            }
        }
        let get = |name: &str| settings.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let data_dir = PathBuf::from(get("P2WKSS_DATA_DIR").unwrap_or("./data"));
        let database_url = get("DATABASE_URL")
            .map_or_else(|| format!("sqlite://{}?mode=rwc", data_dir.join("p2wkss.sqlite").display()), str::to_owned);
        let postgres = database_url.starts_with("postgres://") || database_url.starts_with("postgresql://");
        if !postgres && !database_url.starts_with("sqlite:") {
            faults.push("DATABASE_URL: must begin with sqlite: or postgres:".to_owned());
        }
        let listen =
            parse_or(get("P2WKSS_LISTEN"), "127.0.0.1:8080", "P2WKSS_LISTEN: not an address with a port", &mut faults);
        let trusted_proxies = proxies(get("P2WKSS_TRUSTED_PROXIES"), &mut faults);
        let demo = parse_or(get("P2WKSS_DEMO"), "false", "P2WKSS_DEMO: must be true or false", &mut faults);
        let secret = secret(get("P2WKSS_SECRET_KEY"), get("P2WKSS_SECRET_KEY_FILE"), postgres, &mut faults);
        let previous_secret =
            previous_secret(get("P2WKSS_SECRET_KEY_PREVIOUS"), get("P2WKSS_SECRET_KEY_PREVIOUS_FILE"), &mut faults);
        let rate_limit =
            parse_or(get("P2WKSS_RATE_LIMIT"), "600", "P2WKSS_RATE_LIMIT: must be a number, 0 for none", &mut faults);
        let retention_days = retention_days(get("P2WKSS_RETENTION_DAYS"), &mut faults);
        let (Some(listen), Some(demo), Some(rate_limit)) = (listen, demo, rate_limit) else {
            return Err(BadSettings(faults));
        };
        let public_url = get("P2WKSS_PUBLIC_URL")
            .map_or_else(|| format!("http://{listen}"), |url| url.trim_end_matches('/').to_owned());
        let bucket = bucket::bucket(get, &mut faults);
        let metrics_token = metrics_token(get("P2WKSS_METRICS_TOKEN"), &mut faults);
        check_transport(listen, &public_url, &trusted_proxies, &mut faults);
        if !faults.is_empty() {
            return Err(BadSettings(faults));
        }
        Ok(Self {
            database_url,
            data_dir,
            listen,
            public_url,
            trusted_proxies,
            secret,
            previous_secret,
            bucket,
            demo,
            demo_password: get("P2WKSS_DEMO_PASSWORD").map(str::to_owned),
            audit_head_file: get("P2WKSS_AUDIT_HEAD_FILE").map(PathBuf::from),
            rate_limit,
            retention_days,
            metrics_token,
            log: get("P2WKSS_LOG").unwrap_or("info").to_owned(),
        })
    }

    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

fn file_settings(named: Option<&String>) -> Result<BTreeMap<String, String>, BadSettings> {
    let path = PathBuf::from(named.map_or("p2wkss.env", String::as_str));
    if named.is_none() && !path.exists() {
        return Ok(BTreeMap::new());
    }
    let bad = |error: dotenvy::Error| BadSettings(vec![format!("settings file {}: {error}", path.display())]);
    dotenvy::from_path_iter(&path).map_err(bad)?.map(|line| line.map_err(bad)).collect()
}

fn parse_or<T: std::str::FromStr>(
    value: Option<&str>,
    default: &str,
    fault: &str,
    faults: &mut Vec<String>,
) -> Option<T> {
    let parsed = value.unwrap_or(default).parse().ok();
    if parsed.is_none() {
        faults.push(fault.to_owned());
    }
    parsed
}

fn proxies(value: Option<&str>, faults: &mut Vec<String>) -> Vec<IpNet> {
    let parts = value.unwrap_or("").split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .filter_map(|part| {
            let network = part.parse::<IpNet>().ok().or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from));
            if network.is_none() {
                faults.push(format!("P2WKSS_TRUSTED_PROXIES: {part} is neither an address nor a network"));
            }
            network
        })
        .collect()
}

fn secret(key: Option<&str>, file: Option<&str>, postgres: bool, faults: &mut Vec<String>) -> SecretSource {
    match (key, file) {
        (Some(_), Some(_)) => {
            faults.push("P2WKSS_SECRET_KEY and P2WKSS_SECRET_KEY_FILE: give one of them".to_owned());
            SecretSource::DataDir
        }
        (Some(key), None) => SecretSource::Given(key.to_owned()),
        (None, Some(file)) => SecretSource::File(PathBuf::from(file)),
        (None, None) if postgres => {
            faults
                .push("P2WKSS_SECRET_KEY: must be given with PostgreSQL, so that it outlives this machine".to_owned());
            SecretSource::DataDir
        }
        (None, None) => SecretSource::DataDir,
    }
}

fn previous_secret(key: Option<&str>, file: Option<&str>, faults: &mut Vec<String>) -> Option<SecretSource> {
    match (key, file) {
        (Some(_), Some(_)) => {
            faults.push("P2WKSS_SECRET_KEY_PREVIOUS and P2WKSS_SECRET_KEY_PREVIOUS_FILE: give one of them".to_owned());
            None
        }
        (Some(key), None) => Some(SecretSource::Given(key.to_owned())),
        (None, file) => file.map(|file| SecretSource::File(PathBuf::from(file))),
    }
}

/// A merge can be undone for 30 days, for which both records are kept.
const LEAST_RETENTION: u32 = 31;

fn retention_days(given: Option<&str>, faults: &mut Vec<String>) -> u32 {
    let days = given.map_or(Ok(365), str::parse);
    days.ok().filter(|days| (LEAST_RETENTION..=36_500).contains(days)).unwrap_or_else(|| {
        faults.push(format!("P2WKSS_RETENTION_DAYS: must be a number of days from {LEAST_RETENTION} to 36500"));
        LEAST_RETENTION
    })
}

fn metrics_token(token: Option<&str>, faults: &mut Vec<String>) -> Option<String> {
    if token.is_some_and(|token| token.len() < 16) {
        faults.push("P2WKSS_METRICS_TOKEN: must have 16 characters or more".to_owned());
    }
    token.map(str::to_owned)
}

/// A browser drops `__Host-` cookies over plain http except on the machine
/// itself, so sign-in would fail in a way nobody understands.
fn check_transport(listen: SocketAddr, public_url: &str, proxies: &[IpNet], faults: &mut Vec<String>) {
    if !listen.ip().is_loopback() && !public_url.starts_with("https://") && proxies.is_empty() {
        faults.push(format!(
            "P2WKSS_LISTEN: {listen} can be reached from other machines; set P2WKSS_PUBLIC_URL to an https:// address or P2WKSS_TRUSTED_PROXIES to the proxy that ends TLS"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn nothing_set_is_a_loopback_server_on_sqlite() {
        let config = Config::from_settings(&settings(&[])).unwrap();
        assert!(config.database_url.starts_with("sqlite://./data/p2wkss.sqlite"));
        assert!(config.listen.ip().is_loopback());
        assert!(!config.demo);
    }

    #[test]
    fn the_readme_lists_every_setting() {
        let readme = include_str!("../../README.md");
        for (name, _) in SETTINGS {
            assert!(readme.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn every_bad_setting_is_named_at_once() {
        let error = Config::from_settings(&settings(&[
            ("P2WKSS_LISTEN", "here"),
            ("P2WKSS_DEMO", "maybe"),
            ("P2WKSS_TRUSTED_PROXIES", "10.0.0.0/8, nonsense"),
            ("P2WKSS_LISTNE", "127.0.0.1:1"),
            ("DATABASE_URL", "mysql://x"),
        ]))
        .unwrap_err();
        for name in ["P2WKSS_LISTEN", "P2WKSS_DEMO", "nonsense", "P2WKSS_LISTNE", "DATABASE_URL"] {
            assert!(error.to_string().contains(name), "{name} in {error}");
        }
    }

    #[test]
    fn an_open_address_needs_tls_and_postgres_needs_a_key() {
        assert!(Config::from_settings(&settings(&[("P2WKSS_LISTEN", "0.0.0.0:8080")])).is_err());
        let open = [("P2WKSS_LISTEN", "0.0.0.0:8080"), ("P2WKSS_PUBLIC_URL", "https://p2wkss.example.go.id/")];
        assert_eq!(Config::from_settings(&settings(&open)).unwrap().public_url, "https://p2wkss.example.go.id");
        assert!(Config::from_settings(&settings(&[("DATABASE_URL", "postgres://localhost/p2wkss")])).is_err());
    }
}
