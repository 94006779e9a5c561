//! Logos on a letter: vector graphics, tagged, in their place.

use crate::{programs::Printed, samples::all};
use letter::{Logo, Logos};

const SHIELD: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50">
  <defs><linearGradient id="g"><stop offset="0" stop-color="#a00"/><stop offset="1" stop-color="#600"/></linearGradient></defs>
  <path fill="url(#g)" stroke="#000" d="M2 2h36v26q0 14-18 20Q2 42 2 28z"/><circle cx="20" cy="20" r="8" fill="#fc0"/>
</svg>"##;

#[test]
fn a_logo_is_a_figure_named_after_the_creditor() {
    let logos = Logos { creditor: Some(Logo::read(SHIELD.into()).unwrap()), pagopa: None };
    for (name, notice) in all() {
        let pdf = letter::pdf(&notice, &logos).unwrap();
        assert!(pdf.len() < 60_000, "{name}: {}", pdf.len());
        assert!(String::from_utf8_lossy(&pdf).contains("/Alt(Comune di Valtournenche)"), "{name}");
        let images = Printed::new(&pdf).poppler("pdfimages", &["-list"]);
        assert_eq!(images.lines().count(), 2, "{name}: an SVG stays a vector graphic\n{images}");
    }
}

#[test]
fn pagopa_logo_replaces_the_name() {
    let pagopa = Some(Logo::read(SHIELD.into()).unwrap());
    let (_, notice) = all().remove(0);
    let pdf = letter::pdf(&notice, &Logos { creditor: None, pagopa }).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("/Alt(pagoPA)"));
    let text = Printed::new(&pdf).poppler("pdftotext", &[]);
    assert!(!text.lines().any(|line| line == "pagoPA"), "{text}");
}

#[test]
fn codes_are_vector_graphics() {
    for (name, notice) in all() {
        let images =
            Printed::new(&letter::pdf(&notice, &Logos::default()).unwrap()).poppler("pdfimages", &["-list"]);
        assert_eq!(images.lines().count(), 2, "{name}: {images}");
    }
}
