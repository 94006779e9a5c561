//! Draws a code of either kind as one SVG `<path>`, black on white in every theme. Each module is a whole number of
//! device pixels, and the picture includes the quiet zone.

mod png;

use crate::browser::pixels::{self, decimal};
use codes::{Matrix, QUIET, Run};
use leptos::prelude::*;

/// The least side of the symbol without quiet zone in CSS pixels: 25 mm, its side on the printed notice, at 96 pixels
/// an inch.
///
/// Phones have 140 to 185 CSS pixels an inch, where 25 mm are up to 184: callers that give a [`Room::Box`] leave that
/// much.
const LEAST: u64 = 95;
/// The largest side of the picture on a page, in CSS pixels: a scanner held close does not see all of a larger one.
const MOST: u64 = 360;
/// The largest share of the page's shorter side, in percent. The notice then fits on one screen of a phone.
const SHARE: u64 = 60;

const MILLION: u64 = 1_000_000;

/// The space for a code.
#[derive(Clone, Copy, Default)]
pub enum Room {
    /// A part of a page with other content.
    #[default]
    Page,
    /// As large as fits into a box of this width and height, in CSS pixels.
    Box(Signal<(u64, u64)>),
    /// In print: the side of the symbol without quiet zone, in millimetres.
    Paper(u64),
}

impl Room {
    /// The side of a picture with so many modules, as an attribute of its `<svg>`.
    fn side(self, modules: u16) -> String {
        // The side in CSS pixels, before it is rounded to whole modules, and the largest that is not cut.
        let (wanted, most) = match self {
            Self::Page => ((pixels::shorter_side() * SHARE / 100).min(MOST), u64::MAX),
            Self::Box(size) => {
                let (width, height) = size.get();
                (width.min(height), width)
            }
            Self::Paper(symbol) => return on_paper(modules, symbol),
        };
        side(modules, wanted, most, pixels::per_css_pixel())
    }
}

/// A square code, ready to be drawn: its modules with the quiet zone around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol(Matrix);

impl From<Matrix> for Symbol {
    fn from(matrix: Matrix) -> Self {
        Self(matrix)
    }
}

impl Symbol {
    /// Modules of a side of the picture, with the quiet zone: 41 to 72.
    pub const fn side(&self) -> u16 {
        self.0.side() + 2 * QUIET
    }

    /// The dark modules as the data of one SVG path, in modules from the picture's upper left corner: for each run of
    /// them one rectangle, such as `M4 5h7v1h-7z`.
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(8 * 1024);
        for Run { x, y, length } in self.runs() {
            let [x, y, length] = [x, y, length].map(|modules| modules.to_string());
            path.extend(["M", &x, " ", &y, "h", &length, "v1h-", &length, "z"]);
        }
        path
    }

    /// The runs of dark modules, in modules from the picture's upper left corner.
    pub fn runs(&self) -> impl Iterator<Item = Run> {
        self.0.runs().into_iter().map(|Run { x, y, length }| Run { x: x + QUIET, y: y + QUIET, length })
    }

    /// The picture as a PNG file, large enough to be sharp in every app.
    pub fn png(&self) -> Vec<u8> {
        png::write(&self.0)
    }
}

/// The side of the picture in CSS pixels: a whole number of device pixels for each module, as large as it fits into
/// `wanted` CSS pixels, but at least [`LEAST`], unless that is wider than `most`: an enlarged page has fewer and larger
/// CSS pixels.
///
/// `modules` counts the picture's side; `ratio` is in millionths of a device pixel per CSS pixel.
fn side(modules: u16, wanted: u64, most: u64, ratio: u64) -> String {
    let (modules, symbol) = (u64::from(modules), u64::from(modules - 2 * QUIET));
    let fits = wanted * ratio / MILLION / modules;
    let least = (LEAST * ratio).div_ceil(MILLION * symbol);
    let most = most.saturating_mul(ratio) / MILLION / modules;
    decimal(fits.max(least).min(most).max(1) * modules * MILLION * 1000 / ratio, 3)
}

/// The side of the picture in millimetres, if its symbol has the side `symbol`.
fn on_paper(modules: u16, symbol: u64) -> String {
    let modules = u64::from(modules);
    [&decimal(symbol * 1000 * modules / (modules - 2 * u64::from(QUIET)), 3), "mm"].concat()
}

/// The picture, with its label for screen readers.
pub(super) fn picture(symbol: &Symbol, room: Room, label: String) -> AnyView {
    let modules = symbol.side();
    let changed = RwSignal::new(());
    pixels::on_change(move || {
        changed.try_set(());
    });
    let side = move || {
        changed.get();
        room.side(modules)
    };
    let whole = modules.to_string();
    let view_box = ["0 0", &whole, &whole].join(" ");
    view! {
        <svg
            class="symbol"
            viewBox=view_box
            width=side
            height=side
            shape-rendering="crispEdges"
            role="img"
            aria-label=label
        >
            <rect width=whole.clone() height=whole fill="#fff" />
            <path fill="#000" d=symbol.path() />
        </svg>
    }
    .into_any()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Draws the symbol's path with `scale` pixels for each module: `true` is dark. It parses only paths of this
    /// module.
    pub fn draw(symbol: &Symbol, scale: usize) -> Vec<Vec<bool>> {
        let side = usize::from(symbol.side()) * scale;
        let mut picture = vec![vec![false; side]; side];
        for run in symbol.path().split_terminator('z') {
            let (start, lengths) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (length, back) = lengths.split_once("v1h-").unwrap();
            assert_eq!(length, back, "a run goes back as far as it went");
            let [x, y, length] = [x, y, length].map(|text| text.parse::<usize>().unwrap() * scale);
            for row in &mut picture[y..y + scale] {
                row[x..x + length].fill(true);
            }
        }
        picture
    }

    #[test]
    fn every_module_is_drawn_and_four_around_the_symbol_stay_light() {
        let matrix = codes::data_matrix(&["1".repeat(77), "A".repeat(300)].concat()).unwrap();
        assert_eq!(matrix.side(), 64);
        let symbol = Symbol::from(matrix.clone());
        assert_eq!(symbol.side(), 72);
        for (y, row) in (0_u16..).zip(draw(&symbol, 1)) {
            for (x, dark) in (0_u16..).zip(row) {
                // Left of the symbol and above it the subtraction wraps to a number beyond the size: a light module.
                let [x, y] = [x, y].map(|place| place.wrapping_sub(4));
                assert_eq!(dark, matrix.is_dark(x, y), "{x} {y}");
            }
        }
    }

    const RATIOS: [u64; 8] =
        [1_000_000, 1_100_000, 1_500_000, 1_750_000, 2_000_000, 2_625_000, 3_000_000, 3_500_000];

    #[test]
    fn every_module_is_a_whole_number_of_device_pixels_and_the_symbol_at_least_25_mm() {
        for (modules, ratio) in
            [41, 56, 60, 72].into_iter().flat_map(|side| RATIOS.map(|ratio| (side, ratio)))
        {
            for wanted in [0, 100, 224, 252, 320, 360, 900] {
                let css = side(modules, wanted, u64::MAX, ratio);
                let thousandths: u64 = css.replace('.', "").parse().unwrap();
                // In millionths of a device pixel. Rounding takes less than a thousandth of a CSS pixel.
                let device = thousandths * ratio / 1000;
                let whole = u64::from(modules);
                let per_module = (device + ratio / 1000) / 1_000_000 / whole;
                let missing = (per_module * whole * 1_000_000).abs_diff(device);
                assert!(missing <= ratio / 1000, "{modules} {ratio} {wanted} {css}");
                let symbol = thousandths * (whole - 8) / whole;
                assert!(symbol >= 94_999, "{modules} {ratio} {wanted} {css}");
            }
        }
    }

    #[test]
    fn a_code_is_never_wider_than_an_enlarged_page() {
        // Phones of 320 and 360 pixels at 200 and 400 %.
        for (width, ratio) in [(160, 4_000_000), (180, 6_000_000), (80, 8_000_000), (90, 12_000_000)] {
            for modules in [41, 56, 60, 72] {
                let thousandths: u64 = side(modules, width, width, ratio).replace('.', "").parse().unwrap();
                assert!(thousandths <= width * 1000, "{modules} {width}: {thousandths}");
                assert!(thousandths >= width * 800, "{modules} {width}: {thousandths}");
            }
        }
    }

    #[test]
    fn on_paper_the_symbol_has_its_millimetres_without_the_quiet_zone() {
        assert_eq!(on_paper(41, 33), "41.000mm");
        assert_eq!(on_paper(56, 25), "29.166mm");
    }

    #[test]
    fn the_symbol_is_as_large_as_fits() {
        for (modules, ratio) in
            [41, 56, 60, 72].into_iter().flat_map(|side| RATIOS.map(|ratio| (side, ratio)))
        {
            for wanted in [200, 224, 252, 320, 360, 900] {
                let thousandths: u64 =
                    side(modules, wanted, u64::MAX, ratio).replace('.', "").parse().unwrap();
                assert!(thousandths <= wanted * 1000, "{modules} {ratio} {wanted}");
                let one_pixel_more = thousandths + u64::from(modules) * 1_000_000_000 / ratio + 1;
                assert!(one_pixel_more > wanted * 1000, "{modules} {ratio} {wanted}");
            }
        }
    }

    #[test]
    fn a_phone_shows_the_symbol_with_25_mm_if_its_box_allows() {
        // 184 CSS pixels are 25 mm on the densest phones. These boxes leave as much after rounding to whole pixels.
        for ratio in [2_000_000, 2_625_000, 2_750_000, 3_000_000] {
            for (modules, wanted) in [(41, 250), (56, 245)] {
                let thousandths: u64 =
                    side(modules, wanted, u64::MAX, ratio).replace('.', "").parse().unwrap();
                let symbol = thousandths * u64::from(modules - 8) / u64::from(modules);
                assert!(symbol >= 184_000, "{modules} {ratio}: {symbol}");
            }
        }
    }
}
