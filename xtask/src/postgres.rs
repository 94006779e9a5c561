//! The gateway's tests on PostgreSQL: a server of their own, with its own folder and port, gone at the end.

use crate::failure::{At, Failure};
use crate::files::{remove_folder, with_extension};
use crate::ports::free_port;
use crate::processes::Server;
use crate::run::{capture, run, watch_beside};
use crate::test_count::TestCount;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const NAME: &str = "tests: gateway, on PostgreSQL";

/// Debian's package of the two programs.
pub const PACKAGE: &str = "postgresql";

/// Tests that have a database, but whose subject is in front of it or is SQLite's file: running them once is enough. The
/// platform's faults take a minute, and their statements are in the other files too.
const ONCE: [&str; 8] = [
    "backup",
    "connections",
    "description",
    "installed",
    "log_lines",
    "municipality",
    "platform_faults",
    "poste_data_matrix",
];

/// The servers of Debian, which are not on the path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Runs the gateway's test files that use its database, on PostgreSQL. `arguments` are for the tests.
pub fn run_tests(workspace: &Workspace, arguments: &[String]) -> Result<TestCount, Failure> {
    let server = PostgresServer::start(workspace, Durability::None)?;
    let mut cargo = workspace.cargo()?;
    // The features of the native tests, so that nothing is compiled again.
    cargo.args(["test", "--locked", "--no-fail-fast", "--workspace", "--exclude", "ricarica"]);
    // It has a file of tests with the name of one of the gateway's.
    cargo.args(["--exclude", "letter"]);
    for file in test_files(workspace)? {
        cargo.args(["--test", &file]);
    }
    // Those that need a server are left out elsewhere; `gateway backup` is for SQLite.
    cargo.args(["--", "--include-ignored", "--skip", "restored_backup_is_completed"]).args(arguments);
    cargo.env("RICARICA_TEST_DATABASE", &server.address);
    // For the test that kills a server: it starts its own.
    if let Some(folder) = programs().and_then(|[initdb, _]| initdb.parent().map(Path::to_path_buf)) {
        cargo.env("RICARICA_TEST_POSTGRES", folder);
    }
    let mut count = TestCount::default();
    let status = watch_beside("postgresql | ", &mut cargo, |line| count.read_line(line))?;
    Ok(count.after(status))
}

/// The names of the test files that use the gateway's database.
fn test_files(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    // Its file is in a folder.
    let mut names = vec!["crash".to_owned()];
    for file in with_extension(&workspace.root.join("crates/gateway/tests"), "rs")? {
        let text = std::fs::read_to_string(&file).at("cannot read", &file)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let has_database =
            ["TestEnvironment", "TestDatabase", "accounts_file"].iter().any(|word| text.contains(word));
        if has_database && !ONCE.contains(&name.as_str()) {
            names.push(name);
        }
    }
    Ok(names)
}

/// Where programs are: the path, and where Debian puts them; of several versions the newest first.
fn folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let folder = entry.ok()?;
            Some((folder.file_name().to_str()?.parse().ok()?, folder.path().join("bin")))
        })
        .collect();
    versions.sort();
    folders.extend(versions.into_iter().rev().map(|(_, folder)| folder));
    folders
}

/// `initdb` and `postgres`, of one version.
pub fn programs() -> Option<[PathBuf; 2]> {
    folders().into_iter().find_map(|folder| {
        let programs = ["initdb", "postgres"].map(|name| folder.join(name));
        programs.iter().all(|program| program.is_file()).then_some(programs)
    })
}

/// What survives a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: for tests.
    None,
    /// What was committed, as on a municipality's server: for measurements.
    Full,
}

impl Durability {
    const fn settings(self) -> &'static [&'static str] {
        match self {
            Self::None => &["fsync=off", "full_page_writes=off"],
            Self::Full => &[],
        }
    }
}

/// A running server; stopped, and its folder removed, when dropped.
pub struct PostgresServer {
    /// Stopped before its folder is removed.
    server: Option<Server>,
    folder: PathBuf,
    /// Of an empty database.
    pub address: String,
}

impl PostgresServer {
    pub fn start(workspace: &Workspace, durability: Durability) -> Result<Self, Failure> {
        let [initdb, postgres] = programs().ok_or_else(|| {
            Failure::new("PostgreSQL is missing").remedy(format!("apt-get install -y {PACKAGE}"))
        })?;
        let user = User::of_server()?;
        // Not in the checkout, which the server's user may not be able to reach.
        let folder = std::env::temp_dir().join(format!("ricarica-postgres-{}", std::process::id()));
        remove_folder(&folder)?;
        std::fs::create_dir(&folder).at("cannot make", &folder)?;
        user.own(&folder)?;
        let port = free_port(0)?;
        let mut started =
            Self { server: None, address: format!("postgres://ricarica@127.0.0.1:{port}/postgres"), folder };
        let data = started.folder.join("data");
        let mut make = workspace.command(initdb)?;
        make.current_dir(&started.folder).arg("--pgdata").arg(&data);
        make.args(["--username", "ricarica", "--auth", "trust", "--encoding", "UTF8", "--no-sync"]);
        run(user.run(&mut make))?;
        // Its log goes to standard error.
        let mut serve = workspace.command("sh")?;
        serve.current_dir(&started.folder).args(["-c", "exec \"$@\" 2>&1", "sh"]).arg(postgres);
        serve.arg("-D").arg(&data).arg("-k").arg(&started.folder).args(["-p", &port.to_string()]);
        let always =
            ["listen_addresses=127.0.0.1", "max_connections=400", "lc_messages=C", "log_line_prefix="];
        for setting in always.iter().chain(durability.settings()) {
            serve.args(["-c", setting]);
        }
        let log = workspace.work.join("postgres.log");
        std::fs::create_dir_all(&workspace.work).at("cannot make", &workspace.work)?;
        let ready = "LOG:  database system is ready to accept connections";
        started.server = Some(Server::start("PostgreSQL", user.run(&mut serve), &log, ready)?.0);
        Ok(started)
    }

    /// The address of another empty database.
    pub fn database(&self, name: &str) -> Result<String, Failure> {
        let whole = || Failure::new(format!("`{}` names no database", self.address));
        let (server, _) = self.address.rsplit_once('/').ok_or_else(whole)?;
        capture(Command::new(createdb()?).arg(format!("--maintenance-db={}", self.address)).arg(name))?;
        Ok(format!("{server}/{name}"))
    }
}

/// The program that makes a database on a server.
pub fn createdb() -> Result<PathBuf, Failure> {
    let mut programs = folders().into_iter().map(|folder| folder.join("createdb"));
    programs.find(|program| program.is_file()).ok_or_else(|| {
        Failure::new("PostgreSQL's program createdb is missing")
            .remedy(format!("apt-get install -y {PACKAGE}"))
    })
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        drop(self.server.take());
        // What is left lies in the folder of temporary files.
        remove_folder(&self.folder).unwrap_or_default();
    }
}

/// Who runs the server: it refuses to run as root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct User(Option<u32>);

impl User {
    fn of_server() -> Result<Self, Failure> {
        let id = |arguments: &[&str]| -> Result<u32, Failure> {
            let printed = capture(Command::new("id").arg("-u").args(arguments))?;
            printed.parse().map_err(|_| Failure::new(format!("`id` printed `{printed}`")))
        };
        if id(&[])? != 0 {
            return Ok(Self(None));
        }
        id(&["postgres"]).or_else(|_| id(&["nobody"])).map(|id| Self(Some(id)))
    }

    #[cfg(unix)]
    fn own(self, folder: &Path) -> Result<(), Failure> {
        let Self(id) = self;
        std::os::unix::fs::chown(folder, id, id).at("cannot give away", folder)
    }

    #[cfg(unix)]
    fn run(self, command: &mut Command) -> &mut Command {
        use std::os::unix::process::CommandExt as _;
        if let Self(Some(id)) = self {
            command.uid(id).gid(id);
        }
        command
    }

    #[cfg(not(unix))]
    fn own(self, _: &Path) -> Result<(), Failure> {
        Ok(())
    }

    #[cfg(not(unix))]
    fn run(self, command: &mut Command) -> &mut Command {
        command
    }
}
