//! The QR code of a notice: version 4, level M (notice guide, annex 2).

mod mask;

use super::{
    symbol::{Room, Symbol, picture, reed_solomon},
    use_texts,
};
use crate::browser::intl;
use leptos::prelude::*;
use pagopa::QrPayload;
use qrcode::{EcLevel, Version, bits::Bits, canvas::Canvas, types::QrResult};

const VERSION: Version = Version::Normal(4);
const LEVEL: EcLevel = EcLevel::M;
/// Version 4, level M: 64 codewords of data in two blocks, 18 check codewords each (ISO/IEC 18004, table 9).
const BLOCKS: usize = 2;
const CHECK_PER_BLOCK: usize = 18;

/// The code as it is drawn: 41 modules a side, 33 of them the symbol's.
///
/// The text goes into one segment of bytes, as the platform's own notices have it: some readers at counters
/// know no other kind.
///
/// # Errors
/// None for the payload of a real notice, which always fits: 44 to 52 of 62 bytes.
pub fn qr_symbol(payload: &QrPayload) -> QrResult<Symbol> {
    Ok(Symbol::new(&mask::best(&canvas(payload)?)))
}

/// The symbol without its mask.
fn canvas(payload: &QrPayload) -> QrResult<Canvas> {
    let data = in_turns(&bits(payload)?.into_bytes());
    let correction = reed_solomon::QR_CODE.check(&data, BLOCKS, CHECK_PER_BLOCK);
    let mut canvas = Canvas::new(VERSION, LEVEL);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    Ok(canvas)
}

/// A codeword of each block after the other.
fn in_turns(data: &[u8]) -> Vec<u8> {
    let (first, second) = data.split_at(data.len() / BLOCKS);
    first.iter().zip(second).flat_map(|(one, other)| [*one, *other]).collect()
}

fn bits(payload: &QrPayload) -> QrResult<Bits> {
    let mut bits = Bits::new(VERSION);
    bits.push_byte_data(payload.to_string().as_bytes())?;
    bits.push_terminator(LEVEL)?;
    Ok(bits)
}

/// The picture. A screen reader hears what it is and the numbers that are in it.
#[component]
pub fn QrCode(payload: QrPayload, #[prop(optional)] room: Room) -> impl IntoView {
    let texts = use_texts();
    let Ok(symbol) = qr_symbol(&payload) else {
        return view! { <p class="alert alert-warning">{texts.notice.qr_failed}</p> }.into_any();
    };
    let amount = intl::money(texts.language, payload.amount().into());
    picture(&symbol, room, texts.notice.qr_label.of(&payload.notice().grouped(), &amount))
}

// The program that reads the codes back is only there natively.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{super::symbol::tests::draw, *};
    use pagopa::{Amount, CreditorCode, NoticeNumber, SegregationCode};

    fn payload(base: u64, cents: u64) -> QrPayload {
        let notice = NoticeNumber::issue(SegregationCode::new(1).unwrap(), base).unwrap();
        let creditor: CreditorCode = "00101440073".parse().unwrap();
        QrPayload::new(notice, creditor, Amount::from_cents(cents).unwrap()).unwrap()
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
            let (meta, text) = read(&draw(&qr_symbol(&payload).unwrap(), 5));
            assert_eq!(text, payload.to_string());
            assert_eq!(meta.version.to_size(), 33, "version 4");
            // The two bits of the format information for level M (ISO/IEC 18004, table 25).
            assert_eq!(meta.ecc_level, 0);
        }
    }

    /// One notice for each mask: the rarest stands alone among the first 300,000.
    const EVERY_MASK: [u64; 8] = [0, 1, 9, 15, 47, 57, 8_782, 180_730];

    #[test]
    fn the_mask_is_the_one_that_the_crate_itself_chooses() {
        // Beside them numbers far apart, with all amounts from one cent to the largest.
        let others =
            (0..60).map(|n| (n * 6_666_666_661 % 10_000_000_000_000, 10_u64.pow((n % 10) as u32) + n));
        let mut kinds = std::collections::BTreeSet::new();
        for (base, cents) in EVERY_MASK.map(|base| (base, 2500)).into_iter().chain(others) {
            let payload = payload(base, cents);
            let slow = qrcode::QrCode::with_bits(bits(&payload).unwrap(), LEVEL).unwrap().into_colors();
            let quick = mask::best(&canvas(&payload).unwrap());
            let modules = quick.iter().flat_map(|row| (0..33).map(move |x| row >> x & 1 == 1));
            assert!(modules.eq(slow.iter().map(|&color| color == qrcode::Color::Dark)), "{payload}");
            // The three bits that name the mask, beside the upper left finder pattern.
            kinds.insert(quick[8] >> 2 & 7);
        }
        assert_eq!(kinds.len(), 8, "each of the eight masks has been chosen");
    }

    #[test]
    fn the_symbol_has_33_modules_within_its_quiet_zone() {
        let symbol = qr_symbol(&payload(7, 2500)).unwrap();
        assert_eq!(symbol.side(), 41);
        let picture = draw(&symbol, 1);
        // The corners of the three finder patterns touch the quiet zone.
        assert!(picture[4][4] && picture[4][36] && picture[36][4]);
    }
}
