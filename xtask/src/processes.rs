//! Servers as child processes: start, wait until ready, stop together.

use crate::failure::{At, Failure};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a server may take until it prints that it is ready.
const READY_WITHIN: Duration = Duration::from_secs(30);
/// How long a server may take to stop after SIGTERM.
const STOP_WITHIN: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(100);
/// Lines of the log that a failure contains.
const LAST_LINES: usize = 15;

/// A running server; stopped when dropped.
#[derive(Debug)]
pub struct Server {
    name: &'static str,
    child: Child,
    log: PathBuf,
}

impl Server {
    /// Starts it with its output in a log file, and waits for the line that begins with `ready`. Returns the rest of
    /// that line.
    pub fn start(
        name: &'static str,
        command: &mut Command,
        log: &Path,
        ready: &str,
    ) -> Result<(Self, String), Failure> {
        let mut file = File::create(log).at("cannot write", log)?;
        let errors = file.try_clone().at("cannot write", log)?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        own_group(command);
        let mut child =
            command.spawn().map_err(|error| Failure::new(format!("cannot start {name}: {error}")))?;
        let (sender, receiver) = channel();
        if let Some(out) = child.stdout.take() {
            std::thread::spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    // The receiver is dropped after the ready line, and a full disk must not stop the server.
                    sender.send(line.clone()).unwrap_or_default();
                    writeln!(file, "{line}").unwrap_or_default();
                }
            });
        }
        let server = Self { name, child, log: log.to_owned() };
        let until = Instant::now() + READY_WITHIN;
        loop {
            match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some(rest) = line.strip_prefix(ready) {
                        return Ok((server, rest.trim().to_owned()));
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Err(server.failure("was not ready in time")),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(server.failure("ended before it was ready"));
                }
            }
        }
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Fails when the server has ended by itself.
    pub fn check_running(&mut self) -> Result<(), Failure> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(self.failure(&format!("ended by itself with {status}"))),
            Err(error) => Err(self.failure(&format!("cannot be watched: {error}"))),
        }
    }

    /// Sends SIGTERM, and kills it if it does not stop in time.
    fn stop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        // The standard library can only kill. SIGTERM lets the gateway finish its answers.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if asked.is_ok_and(|status| status.success()) {
            let until = Instant::now() + STOP_WITHIN;
            while Instant::now() < until {
                if !matches!(self.child.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(PAUSE);
            }
        }
        // An error means that it has ended already.
        self.child.kill().unwrap_or_default();
        self.child.wait().map(|_| ()).unwrap_or_default();
    }

    fn failure(&self, what: &str) -> Failure {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let last = lines.iter().skip(lines.len().saturating_sub(LAST_LINES)).copied();
        let last: String = last.flat_map(|line| ["\n    ", line]).collect();
        Failure::new(format!("{} {what}{last}", self.name))
            .remedy(format!("its whole output is in {}", self.log.display()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Waits for a signal to stop (Ctrl-C, SIGTERM, a closed terminal). Fails when a server ends by itself.
pub fn wait_for_stop(servers: &mut [Server]) -> Result<(), Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    listen_for_signals(&stop)?;
    while !stop.load(Ordering::Relaxed) {
        servers.iter_mut().try_for_each(Server::check_running)?;
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

#[cfg(unix)]
fn listen_for_signals(stop: &Arc<AtomicBool>) -> Result<(), Failure> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(stop))
            .map_err(|error| Failure::new(format!("cannot listen for signals: {error}")))?;
    }
    Ok(())
}

/// On other systems Ctrl-C ends the children together with xtask.
#[cfg(not(unix))]
fn listen_for_signals(_: &Arc<AtomicBool>) -> Result<(), Failure> {
    Ok(())
}

/// Ctrl-C then reaches only xtask, which stops its servers in order.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn log(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("ricarica-{name}-{}.log", std::process::id()))
    }

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_server_is_ready_when_it_prints_the_ready_line() {
        let log = log("ready");
        let mut command = sh("echo hello; echo 'ready on 1.2.3.4:5'; exec sleep 60");
        let (mut server, rest) = Server::start("it", &mut command, &log, "ready on").unwrap();
        assert_eq!(rest, "1.2.3.4:5");
        server.check_running().unwrap();
        let begun = Instant::now();
        drop(server);
        assert!(begun.elapsed() < STOP_WITHIN, "it did not stop by SIGTERM");
        std::fs::remove_file(log).unwrap();
    }

    #[test]
    fn the_failure_of_a_server_that_ends_early_contains_its_output() {
        let log = log("early");
        let failure = Server::start("it", &mut sh("echo disk full >&2; exit 3"), &log, "ready").unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("it ended before it was ready") && text.contains("disk full"), "{text}");
        std::fs::remove_file(log).unwrap();
    }
}
