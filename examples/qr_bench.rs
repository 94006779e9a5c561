//! The app's QR code as a function for JavaScript: `cargo xtask bench` compares it with npm's `qrcode`
//! (tests/bench/qr.mjs). Built for wasm32 only, with the app's profile.

use ricarica::components::qr_symbol;
use wasm_bindgen::prelude::wasm_bindgen;

/// The picture as SVG text, from the payload's text; `None` if the payload is invalid.
#[wasm_bindgen]
pub fn qr_svg(payload: &str) -> Option<String> {
    let path = qr_symbol(&payload.parse().ok()?).ok()?.path();
    let head =
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 41 41" shape-rendering="crispEdges">"##;
    Some(format!(r##"{head}<rect width="41" height="41" fill="#fff"/><path fill="#000" d="{path}"/></svg>"##))
}

fn main() {}
