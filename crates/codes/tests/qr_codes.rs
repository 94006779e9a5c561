//! QR codes, read back by `rqrr`, which shares no code with the encoder.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

use codes::{EncodeError, Matrix, QUIET, qr_address, qr_code};
use proptest::prelude::*;

/// Pixels for a module. The reader finds some symbols only at one size and not at another, as a camera does.
const SCALES: [usize; 3] = [4, 5, 3];

/// What the symbol says, and what it says about itself.
fn read(matrix: &Matrix) -> (rqrr::MetaData, String) {
    SCALES.into_iter().find_map(|scale| read_at(matrix, scale)).expect("a symbol that can be read")
}

fn read_at(matrix: &Matrix, scale: usize) -> Option<(rqrr::MetaData, String)> {
    let side = usize::from(matrix.side() + 2 * QUIET) * scale;
    let module = |pixel: usize| u16::try_from(pixel / scale).unwrap().wrapping_sub(QUIET);
    let grey = |x, y| if matrix.is_dark(module(x), module(y)) { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "one symbol in the picture");
    grids[0].decode().ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_payload_is_read_as_it_was_written(
        notice in "[0-3][0-9]{17}",
        creditor in "[0-9]{11}",
        cents in 1..=9_999_999_999_u64,
    ) {
        let text = format!("PAGOPA|002|{notice}|{creditor}|{cents:02}");
        prop_assert_eq!(read(&qr_code(&text).unwrap()).1, text);
    }

    #[test]
    fn an_address_is_read_as_it_was_written(address in "https://[a-z.]{4,60}/avviso/[0-9A-Z]{26}") {
        prop_assert_eq!(read(&qr_address(&address).unwrap()).1, address);
    }

    #[test]
    fn any_text_that_fits_is_read_as_it_was_written(text in "[ -~]{1,62}") {
        prop_assert_eq!(read(&qr_code(&text).unwrap()).1, text);
    }
}

#[test]
fn symbol_that_the_reader_misses_at_one_size_is_read_at_another() {
    // Not read at four pixels for a module.
    let address =
        "https://.j.a.qec.bqu....t.mp...d.lq.lz.r.cbcqc.defw......bh/avviso/6FJ5XI8Z9KXLSE30WQGU1U0OMK";
    assert_eq!(read(&qr_address(address).unwrap()).1, address);
}

#[test]
fn every_symbol_is_of_version_4_and_level_m() {
    for text in ["1", "PAGOPA|002|302032002700000251|03334231200|2500", &"x".repeat(62)] {
        let matrix = qr_code(text).unwrap();
        let (meta, _) = read(&matrix);
        assert_eq!((matrix.side(), meta.version.to_size()), (33, 33), "{text}");
        // The two bits of the format information for level M (ISO/IEC 18004, table 25).
        assert_eq!(meta.ecc_level, 0, "{text}");
    }
}

#[test]
fn a_text_of_63_characters_is_too_long() {
    assert!(qr_code(&"x".repeat(62)).is_ok());
    assert_eq!(qr_code(&"x".repeat(63)), Err(EncodeError::QrTooLong { limit: 62, found: 63 }));
    assert_eq!(qr_code(&"x".repeat(1000)), Err(EncodeError::QrTooLong { limit: 62, found: 1000 }));
}

#[test]
fn a_text_that_is_not_ascii_is_refused() {
    assert_eq!(qr_code("PAGOPA|è|002|"), Err(EncodeError::QrCharacter { at: 8 }));
}

#[test]
fn an_address_of_152_characters_fits_and_a_longer_one_is_refused() {
    let longest = "x".repeat(152);
    let matrix = qr_address(&longest).unwrap();
    assert_eq!((matrix.side(), read(&matrix).1), (49, longest));
    assert_eq!(qr_address(&"x".repeat(153)), Err(EncodeError::QrTooLong { limit: 152, found: 153 }));
}
