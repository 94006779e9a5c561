//! The sample notices in `samples`: one for each variant.

use letter::{Logos, Notice};
use serde_json::{Value, json};
use std::{fs, path::Path};

pub const POSTAL: &str = include_str!("../../samples/postal.json");

/// Every sample by its name.
pub fn all() -> Vec<(String, Notice)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut samples: Vec<(String, Notice)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let notice = Notice::from_json(&fs::read_to_string(&path).unwrap());
            (name.clone(), notice.unwrap_or_else(|error| panic!("{name}: {error}")))
        })
        .collect();
    samples.sort_by(|(one, _), (other, _)| one.cmp(other));
    samples
}

pub fn print(notice: &Notice) -> Vec<u8> {
    letter::pdf(notice, &Logos::default()).unwrap()
}

/// The postal sample with other values at these JSON pointers. `null` removes a field.
pub fn postal_with(changes: &[(&str, Value)]) -> String {
    let mut sample: Value = serde_json::from_str(POSTAL).unwrap();
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = sample.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        if value.is_null() {
            parent.remove(key);
        } else {
            parent.insert(key.to_owned(), value.clone());
        }
    }
    sample.to_string()
}

#[test]
fn there_is_a_sample_for_each_variant() {
    let names: Vec<String> = all().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "due",
            "english",
            "english_postal",
            "italian_french",
            "italian_french_postal",
            "no_due_date",
            "postal"
        ]
    );
}

#[test]
fn the_same_notice_gives_the_same_file() {
    for (name, notice) in all() {
        assert_eq!(print(&notice), print(&notice), "{name}");
    }
}

#[test]
fn a_letter_weighs_less_than_60_kb() {
    let long = postal_with(&[
        ("/languages", json!(["it", "fr"])),
        (
            "/debtor/name",
            json!("Šárka Dvořáková-Æbelø von und zu Größenwahn, Ğülşen Ñandú Łódź Fjørt".to_owned()),
        ),
        (
            "/subject",
            json!(
                "Quìzzical Jørg vexed zwölf Ąćęłńóśźż pigmæi, 0123456789 «ÀÈÌÒÙ» [&] {%} # @ ? ! * + = ~"
                    .to_owned()
            ),
        ),
    ]);
    let mut letters = all();
    letters.push(("long".into(), Notice::from_json(&long).unwrap()));
    for (name, notice) in letters {
        let bytes = print(&notice).len();
        assert!(bytes < 60_000, "{name}: {bytes}");
    }
}
