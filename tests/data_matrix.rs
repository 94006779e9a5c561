//! The Data Matrix in a real browser. Native tests in `src` and `crates/codes` check that readers can read it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::{Language, Money};
use leptos::prelude::*;
use page::{Page, settle};
use pagopa::{Amount, PosteDataMatrix, PosteSlip, PosteText};
use ricarica::components::{DataMatrix, QrCode, Room, data_matrix_symbol};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn payload() -> PosteText {
    let code = PosteDataMatrix::new(&PosteSlip {
        notice: "302032002700000251".parse().unwrap(),
        account: "10148112".parse().unwrap(),
        amount: Amount::from_cents(2_500).unwrap(),
        creditor: "03334231200".parse().unwrap(),
        debtor_code: None,
        debtor_name: "Noël D’Àrçon",
        subject: "Mensa scolastica",
    });
    PosteText::from(&code.unwrap())
}

const NOTICE: &str = "302032002700000251";

fn amount() -> Money {
    Amount::from_cents(2_500).unwrap().into()
}

#[wasm_bindgen_test]
fn the_label_has_the_kind_of_code_and_its_numbers() {
    for (language, begins) in [
        (Language::It, "Codice Data Matrix per Poste dell’avviso "),
        (Language::Fr, "Code Data Matrix pour la Poste de l’avis "),
        (Language::En, "Data Matrix code for the post office, notice "),
    ] {
        let page = Page::show(
            language,
            || view! { <DataMatrix payload=payload() notice=NOTICE.parse().unwrap() amount=amount() /> },
        );
        let code = page.one("svg");
        assert_eq!(code.get_attribute("role").as_deref(), Some("img"));
        let label = code.get_attribute("aria-label").unwrap();
        assert!(label.starts_with(begins), "{label}");
        assert!(label.contains("3020 3200 2700 0002 51") && label.contains("25"), "{label}");
    }
}

#[wasm_bindgen_test]
fn the_code_is_black_on_white_with_its_quiet_zone() {
    let page = Page::show(
        Language::It,
        || view! { <DataMatrix payload=payload() notice=NOTICE.parse().unwrap() amount=amount() /> },
    );
    assert_eq!(page.one("svg").get_attribute("viewBox").as_deref(), Some("0 0 56 56"));
    let ground = page.one("svg rect");
    let covers = ["width", "height", "fill"].map(|name| ground.get_attribute(name).unwrap());
    assert_eq!(covers, ["56", "56", "#fff"]);
    let dark = page.one("svg path");
    assert_eq!(dark.get_attribute("fill").as_deref(), Some("#000"));
    assert_eq!(dark.get_attribute("d").unwrap(), data_matrix_symbol(&payload()).unwrap().path());
}

fn side(page: &Page) -> f64 {
    let code = page.one("svg");
    assert_eq!(code.get_attribute("width"), code.get_attribute("height"));
    code.get_attribute("width").unwrap().parse().unwrap()
}

#[wasm_bindgen_test]
#[expect(clippy::float_arithmetic, reason = "the screen's pixels, not money")]
async fn the_code_fills_its_box_and_follows_its_size() {
    let room = RwSignal::new((390_u64, 300_u64));
    let data_matrix = Page::show(
        Language::It,
        move || view! { <DataMatrix payload=payload() notice=NOTICE.parse().unwrap() amount=amount() room=Room::Box(room.into()) /> },
    );
    let qr = Page::show(Language::It, move || {
        let payload = "PAGOPA|002|301000000000000144|00101440073|2500".parse().unwrap();
        view! { <QrCode payload=payload room=Room::Box(room.into()) /> }
    });
    for (width, height) in [(390, 300), (320, 480), (800, 360), (200, 700)] {
        room.set((width, height));
        settle().await;
        let shorter = width.min(height) as f64;
        for (page, modules) in [(&data_matrix, 56.0), (&qr, 41.0)] {
            let side = side(page);
            assert!(side <= shorter && side > shorter - modules, "{side} in {width} × {height}");
        }
    }
    // Without any height it still has 25 mm.
    room.set((200, 0));
    settle().await;
    assert!(side(&data_matrix) / 56.0 * 48.0 >= 94.9 && side(&qr) / 41.0 * 33.0 >= 94.9);
}
