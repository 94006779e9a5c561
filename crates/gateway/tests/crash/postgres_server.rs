//! A server of PostgreSQL that may be killed: the one of all tests must go on.

use super::processes::quiet_port;
use std::{
    os::unix::process::CommandExt as _,
    path::PathBuf,
    process::{Command, Stdio},
};

/// Stopped, and its folder removed, when dropped.
pub struct PostgresServer {
    folder: tempfile::TempDir,
    programs: PathBuf,
    /// It refuses to run as root.
    user: Option<u32>,
    port: u16,
}

impl PostgresServer {
    pub fn start() -> Self {
        let programs = std::env::var_os("RICARICA_TEST_POSTGRES")
            .expect("RICARICA_TEST_POSTGRES names the folder of initdb and pg_ctl: cargo xtask postgres");
        let user = (id(&["-u"]) == Some(0)).then(|| {
            id(&["-u", "postgres"]).or_else(|| id(&["-u", "nobody"])).expect("a user who may run a server")
        });
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::chown(folder.path(), user, user).unwrap();
        let server = Self { folder, programs: programs.into(), user, port: quiet_port() };
        let mut make = server.program("initdb");
        make.args(["--username", "ricarica", "--auth", "trust", "--encoding", "UTF8", "--no-sync"]);
        done(&mut make);
        server.start_again();
        server
    }

    pub fn address(&self) -> String {
        format!("postgres://ricarica@127.0.0.1:{}/postgres", self.port)
    }

    /// Returns when it accepts connections. After a kill it first brings its data to the last commit.
    pub fn start_again(&self) {
        let folder = self.folder.path().display();
        // Nothing here has to survive a power cut; a kill it survives all the same.
        let settings = format!(
            "-k {folder} -p {} -c listen_addresses=127.0.0.1 -c max_connections=100 -c fsync=off -c full_page_writes=off",
            self.port
        );
        let log = self.folder.path().join("server.log");
        let mut start = self.program("pg_ctl");
        start.args(["--wait", "--silent", "-o", &settings, "--log"]).arg(log).arg("start");
        done(&mut start);
    }

    /// Every process of it ends at once, as at a crash.
    pub fn kill(&self) {
        done(self.program("pg_ctl").args(["--wait", "--silent", "--mode", "immediate", "stop"]));
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(self.folder.path()).arg("--pgdata").arg(self.folder.path().join("data"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        command
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        let stopped = stop.args(["--wait", "--silent", "--mode", "immediate", "stop"]).status();
        if !stopped.is_ok_and(|status| status.success()) {
            eprintln!("the test's server of PostgreSQL was not stopped");
        }
    }
}

fn done(command: &mut Command) {
    let status = command.status().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}

fn id(arguments: &[&str]) -> Option<u32> {
    let printed = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(printed.stdout).ok()?.trim().parse().ok()
}
