//! From a notice to its file: `cargo bench -p letter`.

use core::hint::black_box;
use std::error::Error;

use criterion::Criterion;
use letter::{Logos, Notice};

const SAMPLES: [(&str, &str); 3] = [
    ("due", include_str!("../samples/due.json")),
    ("postal", include_str!("../samples/postal.json")),
    ("italian_french_postal", include_str!("../samples/italian_french_postal.json")),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    for (name, json) in SAMPLES {
        let notice = Notice::from_json(json)?;
        let logos = Logos::default();
        criterion.bench_function(&format!("letter/{name}"), |b| {
            b.iter(|| letter::pdf(black_box(&notice), &logos).map(|pdf| pdf.len()));
        });
    }
    criterion.final_summary();
    Ok(())
}
