//! Why a text has no symbol.

use thiserror::Error;

/// The rule that a text breaks. The text of a pagoPA QR code or of a Poste Data Matrix breaks none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum EncodeError {
    /// Character number `at` (from 1) is not ASCII. Readers disagree on how to decode such characters.
    #[error("a QR code holds ASCII characters: character {at} is not one")]
    QrCharacter { at: usize },
    /// Version 4 holds `limit` bytes at level M in one segment (ISO/IEC 18004, table 7).
    #[error("a QR code of version 4 and level M holds {limit} characters, not {found}")]
    QrTooLong { limit: usize, found: usize },
    /// Character number `at` (from 1) is not in the part of ASCII that is encoded at its position.
    #[error("character {at} cannot be encoded in a Poste Data Matrix")]
    DataMatrixCharacter { at: usize },
    /// The largest square, of 64 modules, holds 280 codewords of data (ISO/IEC 16022, table 7).
    #[error("a Data Matrix of 64 modules does not hold these {found} characters")]
    DataMatrixTooLong { found: usize },
}
