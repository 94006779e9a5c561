//! The QR code of a notice.

use qrcode::{Color, EcLevel, QrCode, Version, bits::Bits, types::QrResult};

use crate::{EncodeError, Matrix};

/// Version 4 and level M (pagoPA's notice guide, annex 2, "Codice QR").
const VERSION: Version = Version::Normal(4);
const LEVEL: EcLevel = EcLevel::M;
/// Modules of one side in that version (ISO/IEC 18004, table 1).
const SIDE: u16 = 33;
/// Bytes in one segment of a symbol of that version and level (ISO/IEC 18004, table 7).
const LIMIT: usize = 62;

/// The QR code of a text of at most 62 ASCII characters: 33 modules a side, whatever the text.
///
/// The text goes into one segment of bytes, as pagoPA's own notices have it: some readers at counters know no other
/// kind of segment.
///
/// # Errors
/// The text is longer, or not ASCII. A `pagopa::QrPayload` has 44 to 52 ASCII characters.
pub fn qr_code(text: &str) -> Result<Matrix, EncodeError> {
    if let Some(at) = text.chars().zip(1..).find_map(|(c, at)| (!c.is_ascii()).then_some(at)) {
        return Err(EncodeError::QrCharacter { at });
    }
    let too_long = EncodeError::QrTooLong { limit: LIMIT, found: text.len() };
    let modules = encode(text.as_bytes()).map_err(|_| too_long)?.into_colors();
    Ok(Matrix::new(SIDE, modules.iter().map(|&color| color == Color::Dark).collect()))
}

/// At this version and level all of these calls fail for one reason only: the text is too long.
fn encode(text: &[u8]) -> QrResult<QrCode> {
    let mut bits = Bits::new(VERSION);
    bits.push_byte_data(text)?;
    bits.push_terminator(LEVEL)?;
    QrCode::with_bits(bits, LEVEL)
}
