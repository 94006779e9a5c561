//! The QR code of a notice: version 4, level M (notice guide, annex 2), four modules of quiet zone, black on white
//! whatever the theme.

mod mask;

use super::use_texts;
use crate::{
    browser::{
        intl,
        pixels::{self, decimal},
    },
    dom::{Dom, view},
};
use leptos::prelude::*;
use mask::Lines;
use pagopa::QrPayload;
use qrcode::{EcLevel, Version, bits::Bits, canvas::Canvas, ec::construct_codewords, types::QrResult};

const VERSION: Version = Version::Normal(4);
const LEVEL: EcLevel = EcLevel::M;
/// Modules of light around the symbol, on every side (ISO/IEC 18004).
const QUIET: u32 = 4;
/// Modules of the whole picture: those of version 4, and the quiet ones.
const SIDE: u32 = 33 + 2 * QUIET;

/// The picture is never smaller, in CSS pixels: then the symbol alone has the 25 mm of the printed notice.
const LEAST: u64 = 118;
/// Nor larger: a scanner held close no longer sees the whole of it.
const MOST: u64 = 360;
/// So many hundredths of the page's shorter side it may take.
const SHARE: u64 = 70;

/// The dark modules as the data of one SVG path, in modules, within a picture of 41 × 41.
///
/// The text goes into one segment of bytes, as the platform's own notices have it: some readers at counters
/// know no other kind.
///
/// # Errors
/// None for the payload of a real notice, which always fits: 44 to 52 of 62 bytes.
pub fn qr_path(payload: &QrPayload) -> QrResult<String> {
    Ok(path(&mask::best(&canvas(payload)?)))
}

/// The symbol without its mask.
fn canvas(payload: &QrPayload) -> QrResult<Canvas> {
    let (data, correction) = construct_codewords(&bits(payload)?.into_bytes(), VERSION, LEVEL)?;
    let mut canvas = Canvas::new(VERSION, LEVEL);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    Ok(canvas)
}

fn bits(payload: &QrPayload) -> QrResult<Bits> {
    let mut bits = Bits::new(VERSION);
    bits.push_byte_data(payload.to_string().as_bytes())?;
    bits.push_terminator(LEVEL)?;
    Ok(bits)
}

/// One rectangle for each run of dark modules.
fn path(rows: &Lines) -> String {
    let mut path = String::with_capacity(5 * 1024);
    for (y, &row) in (QUIET..).zip(rows) {
        let (mut x, mut rest) = (QUIET, row);
        while rest != 0 {
            let light = rest.trailing_zeros();
            rest >>= light;
            let dark = rest.trailing_ones();
            rest >>= dark;
            push_run(&mut path, x + light, y, dark);
            x += light + dark;
        }
    }
    path
}

/// `M4 5h7v1h-7z`
fn push_run(path: &mut String, x: u32, y: u32, length: u32) {
    path.push('M');
    push_number(path, x);
    path.push(' ');
    push_number(path, y);
    path.push('h');
    push_number(path, length);
    path.push_str("v1h-");
    push_number(path, length);
    path.push('z');
}

/// Up to two digits: no coordinate has more.
fn push_number(path: &mut String, number: u32) {
    path.extend(char::from_digit(number / 10, 10).filter(|_| number > 9));
    path.extend(char::from_digit(number % 10, 10));
}

/// The side of the picture in CSS pixels: a whole number of device pixels for each module, as large as fits.
///
/// `shorter_side` in CSS pixels, `ratio` in millionths of a device pixel for each of them.
fn side(shorter_side: u64, ratio: u64) -> String {
    const MILLION: u64 = 1_000_000;
    let modules = u64::from(SIDE);
    let wanted = (shorter_side * SHARE / 100).clamp(LEAST, MOST);
    let per_module = (wanted * ratio / MILLION / modules).max((LEAST * ratio).div_ceil(MILLION * modules));
    decimal(per_module * modules * MILLION * 1000 / ratio, 3)
}

fn side_now() -> String {
    side(pixels::shorter_side(), pixels::per_css_pixel())
}

/// The picture. A screen reader hears what it is and the numbers that are in it.
#[component]
pub fn QrCode(payload: QrPayload) -> Dom {
    let texts = use_texts();
    let Ok(path) = qr_path(&payload) else {
        return view! { <p class="panel panel-warn">{texts.notice.qr_failed}</p> };
    };
    let amount = intl::money(texts.language, payload.amount().into());
    let label = (texts.notice.qr_label)(&payload.notice().grouped(), &amount);
    let side = RwSignal::new(side_now());
    pixels::on_change(move || drop(side.try_set(side_now())));
    view! {
        <svg
            class="qr"
            viewBox="0 0 41 41"
            width=side
            height=side
            shape-rendering="crispEdges"
            role="img"
            aria-label=label
        >
            <rect width="41" height="41" fill="#fff" />
            <path fill="#000" d=path />
        </svg>
    }
}

// The program that reads the codes back is only there natively.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use pagopa::{Amount, CreditorCode, NoticeNumber, SegregationCode};

    fn payload(base: u64, cents: u64) -> QrPayload {
        let notice = NoticeNumber::issue(SegregationCode::new(1).unwrap(), base).unwrap();
        let creditor: CreditorCode = "00101440073".parse().unwrap();
        QrPayload::new(notice, creditor, Amount::from_cents(cents).unwrap()).unwrap()
    }

    /// The path drawn with `scale` pixels for each module: `true` is dark. It knows no other path than ours.
    fn draw(path: &str, scale: usize) -> Vec<Vec<bool>> {
        let side = 41 * scale;
        let mut picture = vec![vec![false; side]; side];
        for run in path.split_terminator('z') {
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

    fn read(picture: &[Vec<bool>]) -> (rqrr::MetaData, String) {
        let side = picture.len();
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(
                side,
                side,
                |x, y| if picture[y][x] { 0 } else { 255 },
            );
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code, and only one");
        grids[0].decode().unwrap()
    }

    #[test]
    fn another_program_reads_what_the_notice_says() {
        for (base, cents) in [(0, 1), (1, 2500), (9_999_999_999_999, 9_999_999_999), (1_234_567_890_123, 500)]
        {
            let payload = payload(base, cents);
            let (meta, text) = read(&draw(&qr_path(&payload).unwrap(), 5));
            assert_eq!(text, payload.to_string());
            assert_eq!(meta.version.to_size(), 33, "version 4");
            // The two bits of the format information for level M (ISO/IEC 18004, table 25).
            assert_eq!(meta.ecc_level, 0);
        }
    }

    #[test]
    fn the_mask_is_the_one_that_the_crate_itself_chooses() {
        let mut kinds = std::collections::BTreeSet::new();
        for base in 0..300_u64 {
            // Numbers far apart, all amounts from one cent to the largest.
            let (base, cents) =
                (base * 6_666_666_661 % 10_000_000_000_000, 10_u64.pow((base % 10) as u32) + base);
            let payload = payload(base, cents);
            let slow = qrcode::QrCode::with_bits(bits(&payload).unwrap(), LEVEL).unwrap().into_colors();
            let quick = mask::best(&canvas(&payload).unwrap());
            let modules = quick.iter().flat_map(|row| (0..33).map(move |x| row >> x & 1 == 1));
            assert!(modules.eq(slow.iter().map(|&color| color == qrcode::Color::Dark)), "{payload}");
            // The three bits that name the mask, beside the upper left finder pattern.
            kinds.insert(quick[8] >> 2 & 7);
        }
        assert!(kinds.len() > 4, "most of the eight masks have been chosen: {}", kinds.len());
    }

    #[test]
    fn four_modules_around_the_symbol_stay_light() {
        let picture = draw(&qr_path(&payload(7, 2500)).unwrap(), 1);
        let (first, last) = (4, 37);
        for (y, row) in picture.iter().enumerate() {
            for (x, &dark) in row.iter().enumerate() {
                let inside = (first..last).contains(&x) && (first..last).contains(&y);
                assert!(inside || !dark, "{x} {y}");
            }
        }
        // The corners of the three finder patterns touch the quiet zone: the symbol has 33 modules, not fewer.
        assert!(picture[first][first] && picture[first][last - 1] && picture[last - 1][first]);
    }

    #[test]
    fn every_module_is_a_whole_number_of_device_pixels() {
        for ratio in [1_000_000, 1_100_000, 1_500_000, 1_750_000, 2_000_000, 2_625_000, 3_000_000, 3_500_000]
        {
            for page in [0, 320, 360, 390, 412, 768, 2000] {
                let css = side(page, ratio);
                let thousandths: u64 = css.replace('.', "").parse().unwrap();
                // Back to millionths of a device pixel; what is printed is less than a thousandth short.
                let device = thousandths * ratio / 1000;
                let modules = u64::from(SIDE);
                let per_module = (device + ratio / 1000) / 1_000_000 / modules;
                let missing = (per_module * modules * 1_000_000).abs_diff(device);
                assert!(missing <= ratio / 1000, "{page} {ratio} {css}");
                assert!((118_000..=361_000).contains(&thousandths), "{page} {ratio} {css}");
            }
        }
    }

    #[test]
    fn it_takes_most_of_a_phone_and_never_fills_a_desktop() {
        assert_eq!(side(390, 3_000_000), "259.666");
        assert_eq!(side(360, 2_000_000), "246.000");
        assert_eq!(side(1080, 1_000_000), "328.000");
        assert_eq!(side(100, 1_000_000), "123.000");
    }
}
