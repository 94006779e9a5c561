//! The screen's device pixels. A code is sharp only if each module is a whole number of device pixels.

use super::lifecycle::on_window;
use crate::reactive::effect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::Closure};

/// Millionths of a device pixel per CSS pixel: 1,000,000 on an old screen, 2,625,000 on many phones. It includes the
/// browser's zoom.
pub fn per_css_pixel() -> u64 {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    #[expect(
        clippy::float_arithmetic,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a measure of the screen, not money; a cast from floating point saturates"
    )]
    let millionths = (ratio * 1e6) as u64;
    // Browsers that hide the ratio return 0.
    if millionths == 0 { 1_000_000 } else { millionths }
}

/// Width and height of the visible page, in CSS pixels.
pub fn page() -> (u64, u64) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    let side = |side: Option<i32>| u64::try_from(side.unwrap_or(0)).unwrap_or(0);
    (
        side(root.as_ref().map(web_sys::Element::client_width)),
        side(root.as_ref().map(web_sys::Element::client_height)),
    )
}

/// The shorter side of the visible page, in CSS pixels.
pub fn shorter_side() -> u64 {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    let side = root.map_or(0, |root| root.client_width().min(root.client_height()));
    u64::try_from(side).unwrap_or(0)
}

/// Calls `run` when the page's size or pixel ratio changes (rotation, zoom, another screen).
pub fn on_change(run: impl Fn() + Clone + 'static) {
    let resized = run.clone();
    on_window("resize", move |_| resized());
    let ratio = RwSignal::new(per_css_pixel());
    effect(move || {
        let run = run.clone();
        let watch = RatioWatch::start(ratio.get(), move || {
            ratio.set(per_css_pixel());
            run();
        });
        // Dropped when the effect runs again for another ratio, or with the component.
        StoredValue::new_local(watch);
    });
}

/// Watches for a change of the ratio.
struct RatioWatch {
    query: web_sys::MediaQueryList,
    listener: Closure<dyn FnMut()>,
}

impl RatioWatch {
    fn start(ratio: u64, run: impl FnMut() + 'static) -> Option<Self> {
        let query = ["(resolution:", &decimal(ratio, 6), "dppx)"].concat();
        let query = web_sys::window()?.match_media(&query).ok()??;
        let listener = Closure::<dyn FnMut()>::new(run);
        // In old browsers without this event, `resize` reports most changes.
        query.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref()).ok()?;
        Some(Self { query, listener })
    }
}

impl Drop for RatioWatch {
    fn drop(&mut self) {
        // It fails only if the listener is not registered.
        let _ =
            self.query.remove_event_listener_with_callback("change", self.listener.as_ref().unchecked_ref());
    }
}

/// `value` with its last `decimals` digits after a point. Floating-point formatting would make the download larger.
pub fn decimal(value: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    // Adding the unit keeps the fraction's leading zeros; its first digit is then cut off.
    let fraction = (unit + value % unit).to_string();
    [&(value / unit).to_string(), ".", fraction.get(1..).unwrap_or_default()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_the_zeros_after_the_point() {
        assert_eq!(decimal(2_625_000, 6), "2.625000");
        assert_eq!(decimal(1_000_001, 6), "1.000001");
        assert_eq!(decimal(259_066, 3), "259.066");
        assert_eq!(decimal(7, 3), "0.007");
    }
}
