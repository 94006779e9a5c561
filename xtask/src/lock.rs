//! One maker at a time: two checkouts share one cache, two terminals one checkout.

use crate::failure::{At, Failure};
use crate::house::House;
use std::fs::File;
use std::path::Path;

/// Held while something is being made; let go when dropped, or when the process dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until nobody else installs `what` into the cache.
pub fn install(house: &House, what: &str) -> Result<Lock, Failure> {
    take(&house.cache.join("locks"), what, "another checkout is installing it")
}

/// Waits until nobody else makes `what` in this checkout.
pub fn make(house: &House, what: &str) -> Result<Lock, Failure> {
    take(&house.work.join("locks"), what, "another `cargo xtask` is making it")
}

/// Fails when somebody else does `what` in this checkout.
pub fn alone(house: &House, what: &str) -> Result<Lock, Failure> {
    let file = open(&house.work.join("locks"), what)?;
    file.try_lock()
        .map_err(|_| Failure::new(format!("`cargo xtask {what}` runs in this checkout already")))?;
    Ok(Lock { _file: file })
}

fn take(folder: &Path, what: &str, busy: &str) -> Result<Lock, Failure> {
    let file = open(folder, what)?;
    if file.try_lock().is_err() {
        crate::steps::say(&format!("  {what}: {busy}, waiting"));
        file.lock().at("cannot lock", &folder.join(what))?;
    }
    Ok(Lock { _file: file })
}

fn open(folder: &Path, what: &str) -> Result<File, Failure> {
    std::fs::create_dir_all(folder).at("cannot make", folder)?;
    let path = folder.join(what);
    File::create(&path).at("cannot make", &path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_one_waits_for_the_first() {
        let folder = std::env::temp_dir().join(format!("ricarica-lock-{}", std::process::id()));
        let first = take(&folder, "it", "busy").unwrap();
        let second = std::thread::spawn({
            let folder = folder.clone();
            move || take(&folder, "it", "busy").map(|_| std::time::Instant::now()).unwrap()
        });
        std::thread::sleep(std::time::Duration::from_millis(200));
        let let_go = std::time::Instant::now();
        drop(first);
        assert!(second.join().unwrap() >= let_go);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
