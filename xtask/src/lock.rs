//! Locks between processes: checkouts share one cache, terminals share one checkout.

use crate::failure::{At, Failure};
use crate::files;
use crate::progress::say;
use crate::workspace::Workspace;
use std::fs::File;
use std::path::Path;

/// Released when dropped, or when the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until no other process writes `what` into the cache.
pub fn cache(workspace: &Workspace, what: &str) -> Result<Lock, Failure> {
    take(&workspace.cache.join("locks"), what, "another checkout installs it")
}

/// Waits until no other process makes `what` in this checkout.
pub fn checkout(workspace: &Workspace, what: &str) -> Result<Lock, Failure> {
    take(&workspace.work.join("locks"), what, "another `cargo xtask` makes it")
}

/// Fails when `cargo xtask COMMAND` already runs in this checkout.
pub fn only_one(workspace: &Workspace, command: &str) -> Result<Lock, Failure> {
    let file = open(&workspace.work.join("locks"), command)?;
    file.try_lock().map_err(|_| {
        Failure::new(format!("`cargo xtask {command}` runs in this checkout already"))
            .remedy("stop the other one (Ctrl-C), or use another checkout")
    })?;
    Ok(Lock { _file: file })
}

fn take(folder: &Path, what: &str, busy: &str) -> Result<Lock, Failure> {
    let file = open(folder, what)?;
    if file.try_lock().is_err() {
        say(&format!("  {what}: {busy}; waiting until that has ended"));
        file.lock().at("cannot lock", &folder.join(what))?;
    }
    Ok(Lock { _file: file })
}

fn open(folder: &Path, what: &str) -> Result<File, Failure> {
    files::make_folder(folder)?;
    let path = folder.join(what);
    File::create(&path).at("cannot make", &path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_process_waits_for_the_first() {
        let folder = std::env::temp_dir().join(format!("ricarica-lock-{}", std::process::id()));
        let first = take(&folder, "it", "busy").unwrap();
        let second = std::thread::spawn({
            let folder = folder.clone();
            move || take(&folder, "it", "busy").map(|_| std::time::Instant::now()).unwrap()
        });
        std::thread::sleep(std::time::Duration::from_millis(200));
        let released = std::time::Instant::now();
        drop(first);
        assert!(second.join().unwrap() >= released);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
