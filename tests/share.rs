//! Sharing a notice in a real browser. Headless Chromium has no Web Share API, so it is replaced by one that stores
//! the data.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "test helpers may stop at the first surprise"
)]

mod page;

use contract::{Language, Notice};
use leptos::prelude::*;
use page::{Page, settle, tap};
use ricarica::{
    components::{ShareButton, qr_symbol},
    messages,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn notice() -> Notice {
    let text = r#"{
        "notice_number": "301000000000000144",
        "creditor_code": "00101440073",
        "creditor_name": "Comune di Valtournenche",
        "subject": "Ricarica mensa",
        "amount": { "amount": "25.00", "currency": "EUR" },
        "due_date": "2026-12-23",
        "key": "00000000000000000000000000"
    }"#;
    serde_json::from_str(text).unwrap()
}

fn show(language: Language) -> Page {
    Page::show(language, || view! { <ShareButton notice=notice() /> })
}

async fn press(page: &Page, language: Language) {
    tap(&page.button(messages::of(language).share.share)).await;
    settle().await;
}

fn run(script: &str) -> JsValue {
    js_sys::Function::new_no_args(script).call0(&JsValue::NULL).unwrap()
}

/// Replaces `share` and `canShare`, and the clipboard by one that stores the text or refuses it.
fn install(share: &str, can_share: &str, copies: bool) {
    let write = if copies { "window.copied = text" } else { "throw new Error('no')" };
    let script = [
        "window.shared = []; window.copied = null;
         const put = (name, value) => Object.defineProperty(navigator, name, { configurable: true, value });
         put('share', ",
        share,
        "); put('canShare', ",
        can_share,
        "); put('clipboard', { writeText: async (text) => { ",
        write,
        " } });",
    ]
    .concat();
    run(&script);
}

const TAKES: &str = "async (data) => { window.shared.push(data); }";
const ANYTHING: &str = "() => true";
const TEXT_ONLY: &str = "(data) => !data.files";

fn text_of(script: &str) -> Option<String> {
    run(script).as_string()
}

fn share_count() -> f64 {
    run("return window.shared.length").as_f64().unwrap()
}

#[wasm_bindgen_test]
async fn text_and_picture_are_shared_in_the_guardian_s_language() {
    for (language, title, line) in [
        (Language::It, "Avviso di pagamento", "Codice avviso: 3010 0000 0000 0001 44"),
        (Language::Fr, "Avis de paiement", "Code avis\u{a0}: 3010 0000 0000 0001 44"),
        (Language::En, "Payment notice", "Notice code: 3010 0000 0000 0001 44"),
    ] {
        install(TAKES, ANYTHING, true);
        let page = show(language);
        press(&page, language).await;
        assert_eq!(share_count(), 1.0);
        assert_eq!(text_of("return window.shared[0].title").as_deref(), Some(title));
        let text = text_of("return window.shared[0].text").unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[0], lines[2]), (6, title, line), "{text}");
        for part in ["Comune di Valtournenche", "00101440073", "25", "23", "2026"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(
            text_of("const [file] = window.shared[0].files; return `${file.name} ${file.type}`").as_deref(),
            Some("avviso-301000000000000144.png image/png")
        );
        assert_eq!(page.said(), "");
        assert_eq!(run("return window.copied"), JsValue::NULL);
    }
}

/// Runs a script that returns a promise.
async fn wait_for(script: &str) -> JsValue {
    let promise = run(script).unchecked_into::<js_sys::Promise>();
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap()
}

/// The shared picture's pixels: `window.picture` has width, height and data.
const DECODE: &str = "return createImageBitmap(window.shared[0].files[0]).then((picture) => {
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(picture, 0, 0);
    window.picture = { width, height, data: context.getImageData(0, 0, width, height).data };
    return `${width}`;
})";

/// The expected modules of the code, row by row: `#` is dark.
fn modules() -> String {
    let mut expected = vec![b'.'; 41 * 41];
    let payload = "PAGOPA|002|301000000000000144|00101440073|2500".parse().unwrap();
    for run in qr_symbol(&payload).unwrap().path().split_terminator('z') {
        let numbers = run.replace(['M', 'h', 'v'], " ").replace('-', " ");
        let numbers: Vec<usize> = numbers.split_whitespace().map(|number| number.parse().unwrap()).collect();
        let [x, y, length, ..] = numbers[..] else { panic!("{run}") };
        expected[y * 41 + x..][..length].fill(b'#');
    }
    String::from_utf8(expected).unwrap()
}

/// The middle of each module of a code in the decoded picture.
fn read_modules(left: usize, top: usize, module: usize) -> String {
    let script = format!(
        "const {{ width, data }} = window.picture;
         let modules = '';
         for (let y = 0; y < 41; y += 1) {{
            for (let x = 0; x < 41; x += 1) {{
                const at = Math.floor({top} + (y + 0.5) * {module}) * width + Math.floor({left} + (x + 0.5) * {module});
                modules += data[at * 4] < 128 ? '#' : '.';
            }}
         }}
         return modules;"
    );
    text_of(&script).unwrap()
}

#[wasm_bindgen_test]
async fn the_picture_is_a_card_with_an_exact_code() {
    install(TAKES, ANYTHING, true);
    let page = show(Language::It);
    press(&page, Language::It).await;
    assert_eq!(wait_for(DECODE).await.as_string().as_deref(), Some("1080"));
    // The code's finder pattern is the only column of 7 modules of 18 dark pixels.
    let script = "const { width, height, data } = window.picture;
        for (let y = 0, run = 0; y < height; y += 1) {
            const at = (y * width + 252) * 4;
            run = data[at] + data[at + 1] + data[at + 2] < 30 ? run + 1 : 0;
            if (run === 126) return y - 125 - 72;
        }
        return -1;";
    let top = run(script).as_f64().unwrap();
    assert!(top > 300.0, "below payee, amount and purpose: {top}");
    assert_eq!(read_modules(171, top as usize, 18), modules());
}

#[wasm_bindgen_test]
async fn a_browser_that_changes_the_canvas_shares_the_code_alone() {
    install(TAKES, ANYTHING, true);
    run("window.real = CanvasRenderingContext2D.prototype.getImageData;
         CanvasRenderingContext2D.prototype.getImageData = function (...place) {
            const image = window.real.apply(this, place);
            image.data.fill(255);
            return image;
         };");
    let page = show(Language::It);
    press(&page, Language::It).await;
    run("CanvasRenderingContext2D.prototype.getImageData = window.real;");
    assert_eq!(wait_for(DECODE).await.as_string().as_deref(), Some("615"));
    assert_eq!(read_modules(0, 0, 15), modules());
}

#[wasm_bindgen_test]
async fn the_text_ends_with_the_notice_s_address() {
    install(TAKES, ANYTHING, true);
    let page = Page::show(
        Language::It,
        || view! { <ShareButton notice=notice() link="https://example.org/avviso/A" /> },
    );
    press(&page, Language::It).await;
    let text = text_of("return window.shared[0].text").unwrap();
    assert!(text.lines().last().unwrap().ends_with("https://example.org/avviso/A"), "{text}");
}

#[wasm_bindgen_test]
async fn without_pictures_only_the_text_is_shared() {
    for can_share in [TEXT_ONLY, "undefined"] {
        install(TAKES, can_share, true);
        let page = show(Language::It);
        press(&page, Language::It).await;
        assert_eq!(share_count(), 1.0, "{can_share}");
        assert!(run("return window.shared[0].files").is_undefined());
    }
}

#[wasm_bindgen_test]
async fn a_cancelled_share_is_silent_and_copies_nothing() {
    install("async () => { throw new DOMException('no', 'AbortError'); }", ANYTHING, true);
    let page = show(Language::It);
    press(&page, Language::It).await;
    assert_eq!((page.said().as_str(), run("return window.copied")), ("", JsValue::NULL));
}

#[wasm_bindgen_test]
async fn without_sharing_the_text_is_copied_and_announced() {
    for share in [
        "undefined",
        "async () => { throw new DOMException('no', 'NotAllowedError'); }",
        "() => { throw 1; }",
    ] {
        install(share, if share == "undefined" { "undefined" } else { ANYTHING }, true);
        let page = show(Language::Fr);
        press(&page, Language::Fr).await;
        assert!(text_of("return window.copied").unwrap().contains("3010 0000 0000 0001 44"), "{share}");
        assert_eq!(page.said(), messages::of(Language::Fr).share.copied);
        assert!(page.one("p").text_content().unwrap() == messages::of(Language::Fr).share.copied);
    }
}

#[wasm_bindgen_test]
async fn a_refused_share_and_copy_is_announced_as_refused() {
    install("undefined", "undefined", false);
    let page = show(Language::En);
    press(&page, Language::En).await;
    assert_eq!(page.said(), messages::of(Language::En).share.refused);
}
