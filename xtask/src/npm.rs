//! The npm packages: installed as the lock file says, and only when it says something new.

use crate::failure::Failure;
use crate::fingerprint::{Fingerprint, read_stamp, write_stamp};
use crate::house::House;
use crate::run::run;
use crate::steps::step;

pub fn ensure(house: &House) -> Result<(), Failure> {
    let mut print = Fingerprint::default();
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        print.path(&house.root, file)?;
    }
    let wanted = print.finish();
    // Inside the folder that it speaks of: whoever removes the one removes the other.
    let stamp = house.root.join("node_modules").join(".ricarica-stamp");
    if read_stamp(&stamp).as_ref() == Some(&wanted) {
        return Ok(());
    }
    step("setup: npm ci", || {
        let _held = crate::lock::make(house, "node_modules")?;
        if read_stamp(&stamp).as_ref() == Some(&wanted) {
            return Ok(());
        }
        // Browsers come from the system's packages, never from npm.
        run(house
            .command("npm")?
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
        write_stamp(&stamp, &wanted)
    })
}
