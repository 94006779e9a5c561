//! The gateway's memory: at rest, and after many top-ups.

use super::effort::Effort;
use crate::environment::{self, Accounts, TestEnvironment};
use crate::failure::{At, Failure};
use crate::steps::say;
use crate::workspace::Workspace;
use std::path::Path;
use std::time::Duration;

/// The limit at rest, in kB: what the oldest machine of an office can spare.
const AT_REST: u64 = 30 * 1024;
/// After this time the memory that only the start needs is free again.
const SETTLED: Duration = Duration::from_secs(2);

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    if !Path::new("/proc/self/status").exists() {
        say("  memory is read from /proc, which this system does not have");
        return Ok(());
    }
    let folder = environment::folder(workspace, "memory")?;
    let environment = TestEnvironment::start(workspace, &folder, Accounts::Load)?;
    let pid = environment.gateway.id();
    std::thread::sleep(SETTLED);
    let rest = Memory::of(pid)?;
    say(&format!("  {:<28} {}", "at rest", rest.words()));

    let count = effort.choose("100000", "2000");
    let figures = environment.open_top_ups(workspace, "16", ["--count", count])?;
    say(&format!("  {:<28} {}", format!("after {count} top-ups"), Memory::of(pid)?.words()));
    let seconds = figures.get("elapsed_us")? / 1_000_000;
    say(&format!("  {:<28} {seconds} s, {} a second", "they took", figures.get("per_second")?));
    std::thread::sleep(SETTLED);
    say(&format!("  {:<28} {}", "two seconds later", Memory::of(pid)?.words()));
    if rest.now > AT_REST {
        return Err(Failure::new(format!(
            "at rest the gateway holds {} kB; the limit is {AT_REST} kB",
            rest.now
        )));
    }
    Ok(())
}

/// Resident memory of a process, in kB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Memory {
    pub now: u64,
    pub most: u64,
}

impl Memory {
    pub fn of(pid: u32) -> Result<Self, Failure> {
        let path = Path::new("/proc").join(pid.to_string()).join("status");
        let status = std::fs::read_to_string(&path).at("cannot read", &path)?;
        Self::parse(&status)
            .ok_or_else(|| Failure::new(format!("{} contains no memory figures", path.display())))
    }

    /// `VmRSS` is the memory now, `VmHWM` the highest so far (proc_pid_status(5)).
    fn parse(status: &str) -> Option<Self> {
        let value = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().strip_suffix("kB")?.trim().parse().ok()
        };
        Some(Self { now: value("VmRSS:")?, most: value("VmHWM:")? })
    }

    pub fn words(self) -> String {
        let mb = |kb: u64| format!("{}.{} MB", kb / 1024, kb % 1024 * 10 / 1024);
        format!("{:>9} (at most {})", mb(self.now), mb(self.most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_process_status() {
        let status = "Name:\tgateway\nVmHWM:\t   20480 kB\nVmRSS:\t   15360 kB\nThreads:\t4\n";
        let memory = Memory::parse(status).unwrap();
        assert_eq!(memory, Memory { now: 15_360, most: 20_480 });
        assert_eq!(memory.words(), "  15.0 MB (at most 20.0 MB)");
        assert_eq!(Memory::parse("VmRSS:\t12 kB"), None);
    }
}
