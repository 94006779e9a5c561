//! From the text of a payment code to a square of dark and light modules: the one encoder for the screen and for
//! paper. It has no I/O, does not know the browser, and imports none of our crates.
//!
//! | function | text | symbol | side in modules |
//! |---|---|---|---|
//! | [`qr_code`] | `pagopa::QrPayload`, 44 to 52 characters | QR code, version 4, level M (pagoPA's notice guide) | 33 |
//! | [`qr_address`] | the address of a page, up to 152 characters | QR code, version 8, level M | 49 |
//! | [`data_matrix`] | `pagopa::PosteText`, 256 characters | square Data Matrix, ECC 200 (ISO/IEC 16022) | 48 for most names, else 52 or 64 |
//!
//! A [`Matrix`] has no quiet zone: the caller leaves at least [`QUIET`] light modules around it.
//!
//! ```
//! let matrix = codes::qr_code("PAGOPA|002|302032002700000251|03334231200|2500")?;
//! assert_eq!(matrix.side(), 33);
//! // The upper left corner belongs to a finder pattern.
//! assert!(matrix.is_dark(0, 0));
//! # Ok::<(), codes::EncodeError>(())
//! ```

mod data_matrix;
mod error;
mod matrix;
mod qr_code;

pub use data_matrix::data_matrix;
pub use error::EncodeError;
pub use matrix::{Matrix, QUIET, Run};
pub use qr_code::{qr_address, qr_code};
