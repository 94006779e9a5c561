//! The QR codes of a notice and of a page's address.

use qrcode::{Color, EcLevel, QrCode, Version, bits::Bits, types::QrResult};

use crate::{EncodeError, Matrix};

/// The size of a symbol, at level M.
struct Size {
    version: i16,
    /// Modules of one side (ISO/IEC 18004, table 1).
    side: u16,
    /// Bytes in one segment (ISO/IEC 18004, table 7).
    limit: usize,
}

/// Version 4 and level M (pagoPA's notice guide, annex 2, "Codice QR").
const NOTICE: Size = Size { version: 4, side: 33, limit: 62 };
/// Enough for an address of the app below a long host name.
const ADDRESS: Size = Size { version: 8, side: 49, limit: 152 };
const LEVEL: EcLevel = EcLevel::M;

/// The QR code of a text of at most 62 ASCII characters: 33 modules a side, whatever the text.
///
/// The text goes into one segment of bytes, as pagoPA's own notices have it: some readers at counters know no other
/// kind of segment.
///
/// # Errors
/// The text is longer, or not ASCII. A `pagopa::QrPayload` has 44 to 52 ASCII characters.
pub fn qr_code(text: &str) -> Result<Matrix, EncodeError> {
    of_size(&NOTICE, text)
}

/// The QR code of an address of at most 152 ASCII characters: 49 modules a side, whatever the address.
///
/// # Errors
/// The address is longer, or not ASCII.
pub fn qr_address(address: &str) -> Result<Matrix, EncodeError> {
    of_size(&ADDRESS, address)
}

fn of_size(size: &Size, text: &str) -> Result<Matrix, EncodeError> {
    if let Some(at) = text.chars().zip(1..).find_map(|(c, at)| (!c.is_ascii()).then_some(at)) {
        return Err(EncodeError::QrCharacter { at });
    }
    let too_long = EncodeError::QrTooLong { limit: size.limit, found: text.len() };
    let modules = encode(size, text.as_bytes()).map_err(|_| too_long)?.into_colors();
    Ok(Matrix::new(size.side, modules.iter().map(|&color| color == Color::Dark).collect()))
}

/// At a fixed version and level all of these calls fail for one reason only: the text is too long.
fn encode(size: &Size, text: &[u8]) -> QrResult<QrCode> {
    let mut bits = Bits::new(Version::Normal(size.version));
    bits.push_byte_data(text)?;
    bits.push_terminator(LEVEL)?;
    QrCode::with_bits(bits, LEVEL)
}
