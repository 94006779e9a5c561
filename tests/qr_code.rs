//! The QR code in a real browser. Native tests in `src` and `crates/codes` check that readers can read it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::Language;
use leptos::prelude::*;
use page::{Page, settle};
use pagopa::QrPayload;
use ricarica::components::{QrCode, qr_symbol};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn payload() -> QrPayload {
    "PAGOPA|002|301000000000000144|00101440073|2500".parse().unwrap()
}

fn page(language: Language) -> Page {
    Page::show(language, || view! { <QrCode payload=payload() /> })
}

#[wasm_bindgen_test]
fn the_label_has_the_kind_of_code_and_its_numbers() {
    for (language, begins) in
        [(Language::It, "Codice QR"), (Language::Fr, "Code QR"), (Language::En, "pagoPA QR code")]
    {
        let page = page(language);
        let code = page.one("svg");
        assert_eq!(code.get_attribute("role").as_deref(), Some("img"));
        let label = code.get_attribute("aria-label").unwrap();
        assert!(label.starts_with(begins), "{label}");
        assert!(label.contains("3010 0000 0000 0001 44") && label.contains("25"), "{label}");
    }
}

#[wasm_bindgen_test]
fn the_code_is_black_on_white_without_any_style() {
    let page = page(Language::It);
    let code = page.one("svg");
    assert_eq!(code.get_attribute("viewBox").as_deref(), Some("0 0 41 41"));
    assert_eq!(code.get_attribute("shape-rendering").as_deref(), Some("crispEdges"));
    let ground = page.one("svg rect");
    let covers = ["width", "height", "fill"].map(|name| ground.get_attribute(name).unwrap());
    assert_eq!(covers, ["41", "41", "#fff"]);
    assert_eq!(page.one("svg path").get_attribute("fill").as_deref(), Some("#000"));
    assert!(!page.one("svg").outer_html().contains("style"));
}

#[wasm_bindgen_test]
fn the_33_modules_have_a_quiet_zone_of_4() {
    let page = page(Language::It);
    let path = page.one("svg path").get_attribute("d").unwrap();
    assert_eq!(path, qr_symbol(&payload()).unwrap().path());
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    for run in path.split_terminator('z') {
        let numbers = run.replace(['M', 'h', 'v'], " ").replace('-', " ");
        let numbers: Vec<u32> = numbers.split_whitespace().map(|number| number.parse().unwrap()).collect();
        let [x, y, length, ..] = numbers[..] else { panic!("{run}") };
        columns.extend([x, x + length]);
        rows.extend([y, y + 1]);
    }
    for side in [columns, rows] {
        assert_eq!((side.iter().min(), side.iter().max()), (Some(&4), Some(&37)));
    }
}

/// The side in CSS pixels, and the device pixels of one module.
#[expect(clippy::float_arithmetic, reason = "the screen's pixels, not money")]
fn measures(page: &Page, ratio: f64) -> (f64, f64) {
    let code = page.one("svg");
    assert_eq!(code.get_attribute("width"), code.get_attribute("height"));
    let side: f64 = code.get_attribute("width").unwrap().parse().unwrap();
    (side, side * ratio / 41.0)
}

#[expect(clippy::float_arithmetic, reason = "the screen's pixels, not money")]
fn assert_sharp_and_large(page: &Page, ratio: f64) {
    let (side, module) = measures(page, ratio);
    assert!((module - module.round()).abs() < 0.001, "{module} device pixels for each module");
    // A CSS inch is 96 pixels and 25.4 mm.
    assert!(side / 41.0 * 33.0 * 25.4 / 96.0 >= 25.0, "{side}");
}

#[wasm_bindgen_test]
async fn each_module_is_a_whole_number_of_device_pixels_and_the_symbol_at_least_25_mm() {
    let page = page(Language::It);
    settle().await;
    assert_sharp_and_large(&page, web_sys::window().unwrap().device_pixel_ratio());
}

#[wasm_bindgen_test]
async fn the_code_stays_sharp_on_another_screen_or_zoom() {
    let run = |script: &str| {
        js_sys::Function::new_no_args(script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
    };
    let page = page(Language::It);
    settle().await;
    let before = page.one("svg").get_attribute("width");
    // The property is the window's own: without it there would be no ratio for the tests that follow.
    run("window.ratio = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio')");
    for ratio in ["2.625", "3.5", "1.1"] {
        let script = [
            "Object.defineProperty(window, 'devicePixelRatio', { configurable: true, value: ",
            ratio,
            " });",
        ]
        .concat();
        run(&script);
        run("window.dispatchEvent(new Event('resize'))");
        settle().await;
        assert_ne!(page.one("svg").get_attribute("width"), before, "{ratio}");
        assert_sharp_and_large(&page, ratio.parse().unwrap());
    }
    run("Object.defineProperty(window, 'devicePixelRatio', window.ratio)");
}
