//! A picture drawn on a canvas.

use super::document;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A picture. All measures are in pixels.
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    /// A transparent picture; `None` if the browser has no canvas.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let element: HtmlCanvasElement = document::create("canvas")?.dyn_into().ok()?;
        element.set_width(width);
        element.set_height(height);
        let context = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { element, context })
    }

    /// Fills a rectangle.
    pub fn fill(&self, colour: &str, [x, y, width, height]: [u32; 4]) {
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(x.into(), y.into(), width.into(), height.into());
    }

    /// Writes one line, centred at `x`, with its baseline at `y`. `font` is a CSS font.
    pub fn write(&self, text: &str, font: &str, colour: &str, [x, y]: [u32; 2]) {
        self.context.set_font(font);
        self.context.set_fill_style_str(colour);
        self.context.set_text_align("center");
        // A canvas that cannot draw text stays empty there.
        let _ = self.context.fill_text(text, x.into(), y.into());
    }

    /// The width of a line.
    pub fn width(&self, text: &str, font: &str) -> u32 {
        self.context.set_font(font);
        let width = self.context.measure_text(text).map_or(0.0, |measure| measure.width());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a measure of the screen, not money; a cast from floating point saturates"
        )]
        let pixels = width as u32;
        pixels
    }

    /// Red, green, blue and opacity of each pixel of a rectangle, row by row. Browsers that protect against
    /// fingerprinting may return other values than were drawn, here and in the file.
    pub fn pixels(&self, [x, y, width, height]: [u32; 4]) -> Option<Vec<u8>> {
        let data = self.context.get_image_data(x.into(), y.into(), width.into(), height.into()).ok()?;
        Some(data.data().0)
    }

    /// The picture as a PNG file, at once: a later one would come when the tap that permits sharing has expired.
    pub fn png(&self) -> Option<Vec<u8>> {
        let url = self.element.to_data_url().ok()?;
        let content = url.strip_prefix("data:image/png;base64,")?;
        let binary = web_sys::window()?.atob(content).ok()?;
        binary.chars().map(|byte| u8::try_from(u32::from(byte)).ok()).collect()
    }
}
