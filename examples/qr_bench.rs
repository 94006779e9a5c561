//! The app's QR code as a function that a page can call: `cargo xtask bench` holds it against npm's `qrcode`
//! (tests/bench/qr.mjs). Built for wasm32 alone, with the app's own profile.

use ricarica::components::qr_symbol;
use wasm_bindgen::prelude::wasm_bindgen;

/// The whole picture as SVG text, from the payload's text; nothing where the payload is none.
#[wasm_bindgen]
pub fn qr_svg(payload: &str) -> Option<String> {
    let path = qr_symbol(&payload.parse().ok()?).ok()?.path();
    let head =
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 41 41" shape-rendering="crispEdges">"##;
    Some(format!(r##"{head}<rect width="41" height="41" fill="#fff"/><path fill="#000" d="{path}"/></svg>"##))
}

fn main() {}
