//! The QR code of a notice, encoded by the `codes` crate.

use super::{
    symbol::{Room, Symbol, picture},
    use_texts,
};
use crate::browser::intl;
use codes::EncodeError;
use leptos::prelude::*;
use pagopa::QrPayload;

/// The symbol with its quiet zone: 41 modules a side, of which the symbol has 33.
///
/// # Errors
/// None for the payload of a notice, which always fits.
pub fn qr_symbol(payload: &QrPayload) -> Result<Symbol, EncodeError> {
    codes::qr_code(&payload.to_string()).map(Symbol::from)
}

/// The picture. Its label for screen readers contains the notice number and the amount.
#[component]
pub fn QrCode(payload: QrPayload, #[prop(optional)] room: Room) -> impl IntoView {
    let texts = use_texts();
    // No code is issued with an amount above the largest.
    let (Ok(symbol), Some(amount)) = (qr_symbol(&payload), payload.amount()) else {
        return view! { <p class="alert alert-warning">{texts.notice.qr_failed}</p> }.into_any();
    };
    let amount = intl::money(texts.language, amount.into());
    picture(&symbol, room, texts.notice.qr_label.of(&payload.notice().grouped(), &amount))
}

/// The picture of an address, for a phone's camera.
#[component]
pub fn LinkCode(link: String, label: &'static str) -> impl IntoView {
    // The app's own addresses are short enough for a code.
    let symbol = codes::qr_address(&link).ok().map(Symbol::from);
    symbol.map(|symbol| picture(&symbol, Room::default(), label.to_owned()))
}

// The library that reads the codes is a dependency of native tests only.
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

    fn read(picture: &[Vec<bool>]) -> String {
        let side = picture.len();
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(
                side,
                side,
                |x, y| if picture[y][x] { 0 } else { 255 },
            );
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code, and only one");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_reader_reads_the_notice_s_payload_from_the_picture() {
        for (base, cents) in [(0, 1), (1, 2500), (9_999_999_999_999, 9_999_999_999), (1_234_567_890_123, 500)]
        {
            let payload = payload(base, cents);
            assert_eq!(read(&draw(&qr_symbol(&payload).unwrap(), 5)), payload.to_string());
        }
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
