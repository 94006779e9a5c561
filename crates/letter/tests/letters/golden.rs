//! Compares each variant with a small reference picture. A tolerance allows for differences between renderers.
//!
//! `LETTER_GOLDEN=write cargo test -p letter golden` writes new reference pictures. Look at them before you commit.

use crate::{
    programs::{Printed, look},
    samples::{all, postal_with, print},
};
use letter::Notice;
use serde_json::{Value, json};
use std::path::Path;

/// Dots an inch: enough to detect a line that moved by a millimetre.
const RESOLUTION: u32 = 50;
/// The largest mean difference over the page, in levels of grey out of 255.
const MEAN: f64 = 0.6;
/// The largest share of pixels with a large difference.
const FAR: f64 = 0.0005;

/// Compares a page with its reference picture, or takes a new one.
pub fn looks_like_its_picture(name: &str, pdf: &[u8]) {
    let write = std::env::var_os("LETTER_GOLDEN").is_some_and(|value| value == "write");
    let printed = Printed::new(pdf);
    let picture = printed.render(RESOLUTION, "golden");
    if write {
        look(&["keep", picture.to_str().unwrap(), golden(name).to_str().unwrap()]);
    }
    let apart = apart(&picture, &golden(name));
    assert!(same(apart), "{name}: {apart:?}; LETTER_GOLDEN=write takes new pictures");
}

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
fn every_variant_looks_like_its_reference_picture() {
    for (name, notice) in all() {
        looks_like_its_picture(&name, &print(&notice));
    }
}

#[test]
fn variants_differ_by_more_than_the_tolerance() {
    for (one, other) in
        [("due", "no_due_date"), ("due", "postal"), ("due", "italian_french"), ("due", "english")]
    {
        let apart = apart(&golden(one), &golden(other));
        assert!(!same(apart), "{one} and {other}: {apart:?}");
    }
}

#[test]
fn a_missing_code_or_a_moved_line_exceeds_the_tolerance() {
    for (what, changes) in [
        ("no CBILL code", [("/creditor/cbill", Value::Null)]),
        ("no office, so what is below moves up", [("/creditor/sector", Value::Null)]),
        ("another number, so another QR code", [("/number", json!("301000000000000144"))]),
    ] {
        let notice = Notice::from_json(&postal_with(&changes)).unwrap();
        let picture = Printed::new(&print(&notice));
        let apart = apart(&picture.render(RESOLUTION, "golden"), &golden("postal"));
        assert!(!same(apart), "{what}: {apart:?}");
    }
}
