//! A picture of each variant, small, and compared with a little tolerance: renderers differ by a hair.
//!
//! `LETTER_GOLDEN=write cargo test -p letter golden` takes new ones; look at them before they are committed.

use crate::{
    programs::{Printed, look},
    samples::{all, print},
};
use serde_json::Value;
use std::path::Path;

/// Dots an inch: enough to see a line that moved by a millimetre.
const RESOLUTION: u32 = 50;
/// Of 255 levels of grey, over the whole page.
const MEAN: f64 = 0.6;
/// The share of pixels that may be far off.
const FAR: f64 = 0.0005;

fn apart(picture: &Path, golden: &Path) -> (f64, f64) {
    let found = look(&["differ", picture.to_str().unwrap(), golden.to_str().unwrap()]);
    let found: Value = serde_json::from_str(&found).unwrap();
    (found["mean"].as_f64().unwrap(), found["far"].as_f64().unwrap())
}

fn same((mean, far): (f64, f64)) -> bool {
    mean < MEAN && far < FAR
}

fn golden(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.png"))
}

#[test]
fn every_variant_looks_as_it_did() {
    let write = std::env::var_os("LETTER_GOLDEN").is_some_and(|value| value == "write");
    for (name, notice) in all() {
        let printed = Printed::new(&print(&notice));
        let picture = printed.render(RESOLUTION, "golden");
        if write {
            look(&["keep", picture.to_str().unwrap(), golden(&name).to_str().unwrap()]);
        }
        let apart = apart(&picture, &golden(&name));
        assert!(same(apart), "{name}: {apart:?}; LETTER_GOLDEN=write takes new pictures");
    }
}

#[test]
fn the_comparison_sees_what_a_person_would() {
    for (one, other) in
        [("due", "no_due_date"), ("due", "postal"), ("due", "italian_french"), ("due", "english")]
    {
        let apart = apart(&golden(one), &golden(other));
        assert!(!same(apart), "{one} and {other}: {apart:?}");
    }
}
