//! One installer at a time: two checkouts share one cache.

use crate::failure::{At, Failure};
use crate::house::House;
use std::fs::File;

/// Held while something is put into the cache; let go when dropped, or when the process dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until nobody else installs `what`.
pub fn take(house: &House, what: &str) -> Result<Lock, Failure> {
    let folder = house.cache.join("locks");
    std::fs::create_dir_all(&folder).at("cannot make", &folder)?;
    let path = folder.join(what);
    let file = File::create(&path).at("cannot make", &path)?;
    if file.try_lock().is_err() {
        crate::steps::say(&format!("  another checkout is installing {what}: waiting"));
        file.lock().at("cannot lock", &path)?;
    }
    Ok(Lock { _file: file })
}
