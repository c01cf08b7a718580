//! A PostgreSQL of our own, for as long as the tests run.

use crate::install::postgres_programs;
use crate::process::{find, is_root, read, run};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const START_LIMIT: Duration = Duration::from_mins(1);
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// A running server with all its files in one folder of its own. Dropping it
/// stops it and deletes the folder.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    user: User,
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

impl Postgres {
    /// Makes a cluster and starts it, open to this machine only.
    pub fn start() -> Result<Self> {
        let programs = postgres_programs()?;
        let folder = env::temp_dir().join(format!("p2wkss-postgres-{}", std::process::id()));
        let user = User::choose()?;
        fs::create_dir_all(&folder)?;
        user.give(&folder)?;
        let mut postgres = Self { programs, user, folder, port: free_port()?, server: None };
        postgres.create_cluster()?;
        postgres.launch()?;
        postgres.wait()?;
        Ok(postgres)
    }

    /// The address of one database, in the form the server's settings take.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    pub fn create_database(&self, name: &str) -> Result<()> {
        run(self.client("createdb").args(["-U", "postgres", name]))
    }

    /// Commands of the shell that stop the server as a crash does, and start it
    /// again and wait until it takes connections.
    pub fn interruption(&self) -> (String, String) {
        let control = |words: &str| {
            let program = self.programs.join("pg_ctl");
            let command = self.user.command(&program);
            let words_of = |command: &Command| {
                let program = command.get_program().to_string_lossy().into_owned();
                let arguments = command.get_args().map(|word| word.to_string_lossy().into_owned());
                std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
            };
            let (folder, data) = (self.folder.display(), self.data());
            format!("cd {folder} && {} -D {} -s {words}", words_of(&command), data.display())
        };
        let settings = format!(
            "-k {} -h 127.0.0.1 -p {} -c fsync=off -c full_page_writes=off -c max_connections=200",
            self.folder.display(),
            self.port
        );
        // The first log is of whoever runs this tool; the server's user has its own.
        let log = self.folder.join("log.again");
        let start = format!("start -w -t 30 -l {} -o '{settings}'", log.display());
        (control("stop -m immediate"), control(&start))
    }

    /// A database sorted by language, as offices have them: sorted by byte it
    /// would hide a query that forgot to ask for that.
    fn create_cluster(&self) -> Result<()> {
        let initdb = self.programs.join("initdb");
        let mut command = self.user.command(&initdb);
        command
            .current_dir(&self.folder)
            .arg("-D")
            .arg(self.data())
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])
            .arg("--locale=C");
        if read(Command::new(&initdb).arg("--help"))?.contains("--icu-locale") {
            command.args(["--locale-provider=icu", "--icu-locale=en"]);
        }
        read(&mut command)?;
        Ok(())
    }

    fn launch(&mut self) -> Result<()> {
        let log = File::create(self.log())?;
        let mut command = self.user.command(&self.programs.join("postgres"));
        command.current_dir(&self.folder).arg("-D").arg(self.data()).arg("-k").arg(&self.folder).args([
            "-h",
            "127.0.0.1",
            "-p",
            &self.port.to_string(),
        ]);
        // Nothing here needs to survive a power cut; what was answered survives
        // the end of the server, which the torture brings about.
        for setting in ["fsync=off", "full_page_writes=off", "max_connections=200"] {
            command.args(["-c", setting]);
        }
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        self.server = Some(command.spawn().context("cannot start PostgreSQL")?);
        Ok(())
    }

    fn wait(&mut self) -> Result<()> {
        let begun = Instant::now();
        while let Err(refusal) = read(&mut self.client("pg_isready")) {
            let ended = match &mut self.server {
                Some(server) => server.try_wait()?.is_some(),
                None => true,
            };
            if ended || begun.elapsed() > START_LIMIT {
                let log = fs::read_to_string(self.log()).unwrap_or_default();
                bail!("PostgreSQL did not start: {refusal}\n{log}");
            }
            sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        command
    }

    /// The end of what it logged: a failure of the server itself, such as a
    /// full disk, is told nowhere else.
    pub fn last_lines(&self, count: usize) -> String {
        let text = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let (_, end) = lines.split_at(lines.len().saturating_sub(count));
        end.join("\n")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            stop(server);
        }
        // One that was stopped and started again is not our child any more.
        if self.data().join("postmaster.pid").exists() {
            let mut command = self.user.command(&self.programs.join("pg_ctl"));
            let asked =
                command.current_dir(&self.folder).arg("-D").arg(self.data()).args(["-s", "-m", "immediate", "stop"]);
            if let Err(fault) = run(asked) {
                eprintln!("cannot stop PostgreSQL: {fault}");
            }
        }
        if let Err(fault) = fs::remove_dir_all(&self.folder) {
            eprintln!("cannot remove {}: {fault}", self.folder.display());
        }
    }
}

/// SIGINT is PostgreSQL's fast shutdown: clients are sent away, helpers end
/// with it. Killing only the first process would leave them.
fn stop(server: &mut Child) {
    let asked = run(Command::new("kill").args(["-INT", &server.id().to_string()]));
    let begun = Instant::now();
    while asked.is_ok() && begun.elapsed() < STOP_LIMIT {
        match server.try_wait() {
            Ok(None) => sleep(Duration::from_millis(50)),
            Ok(Some(_)) | Err(_) => return,
        }
    }
    if let Err(fault) = server.kill().and_then(|()| server.wait().map(|_| ())) {
        eprintln!("cannot stop PostgreSQL: {fault}");
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Whom the server runs as: PostgreSQL refuses root.
#[derive(Debug)]
enum User {
    Own,
    Other { name: &'static str, uid: u32, gid: u32 },
}

impl User {
    fn choose() -> Result<Self> {
        if !is_root() {
            return Ok(Self::Own);
        }
        for name in ["postgres", "nobody"] {
            if let (Some(uid), Some(gid)) = (id("-u", name), id("-g", name)) {
                return Ok(Self::Other { name, uid, gid });
            }
        }
        bail!("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
    }

    /// Makes the folder theirs.
    fn give(&self, folder: &Path) -> Result<()> {
        match self {
            Self::Own => Ok(()),
            Self::Other { uid, gid, .. } => change_owner(folder, *uid, *gid),
        }
    }

    /// A command run as this user which ends when this tool does, however it
    /// ends, where the system can promise that.
    fn command(&self, program: &Path) -> Command {
        let mut command = match self {
            Self::Own if find("setpriv").is_none() => return Command::new(program),
            Self::Own => Command::new("setpriv"),
            Self::Other { name, gid, .. } => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", name, "--regid", &gid.to_string(), "--clear-groups"]);
                command
            }
        };
        command.args(["--pdeathsig", "INT"]).arg(program);
        command
    }
}

fn id(which: &str, name: &str) -> Option<u32> {
    let said = read(Command::new("id").args([which, name])).ok()?;
    said.trim().parse().ok()
}

#[cfg(unix)]
fn change_owner(folder: &Path, uid: u32, gid: u32) -> Result<()> {
    Ok(std::os::unix::fs::chown(folder, Some(uid), Some(gid))?)
}

#[cfg(not(unix))]
fn change_owner(_: &Path, _: u32, _: u32) -> Result<()> {
    Ok(())
}
