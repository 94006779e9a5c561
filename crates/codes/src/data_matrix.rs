//! The Data Matrix of Poste's slip: a square, ECC 200 (ISO/IEC 16022).
//!
//! Encodation is our own, because the one of the `datamatrix` crate adds more to the app's download than it gains
//! (docs/decisions/0026-one-encoder.md). Error correction and the placement of modules are the crate's.

mod encodation;

use datamatrix::{SymbolSize, errorcode::encode_error, placement::MatrixMap};

use crate::{EncodeError, Matrix};

/// The squares that are used: modules of a side, and codewords of data (ISO/IEC 16022, table 7).
const SIZES: [(u16, SymbolSize, usize); 3] =
    [(48, SymbolSize::Square48, 174), (52, SymbolSize::Square52, 204), (64, SymbolSize::Square64, 280)];

/// The Data Matrix of a text in Poste's layout: the smallest square of 48, 52 or 64 modules that holds it.
///
/// # Errors
/// The text has a character that is not encoded, or needs more than 64 modules. The text of a `pagopa::PosteDataMatrix`
/// never does.
pub fn data_matrix(text: &str) -> Result<Matrix, EncodeError> {
    let mut codewords = encodation::codewords(text)?;
    let size = SIZES.into_iter().find(|&(_, _, capacity)| codewords.len() <= capacity);
    let (side, size, capacity) = size.ok_or(EncodeError::DataMatrixTooLong { found: text.len() })?;
    encodation::pad(&mut codewords, capacity);
    codewords.extend(encode_error(&codewords, size));
    let bitmap = MatrixMap::new_with_codewords(&codewords, size).bitmap();
    Ok(Matrix::new(side, bitmap.bits().to_vec()))
}
