//! pagoPA's payment codes. Each is a type that cannot hold an invalid value, is parsed from text and printed as text.
//!
//! The crate has no I/O, no clock, no random numbers, no HTTP, no browser and no texts for users. It uses none of the
//! other crates; all of them can use it.
//!
//! | type | meaning | printed as |
//! |---|---|---|
//! | [`Amount`] | whole euro cents | `25.00` |
//! | [`NoticeNumber`] | identifies a payment to the payer | 18 digits |
//! | [`Iuv`] | identifies it within pagoPA | 15 or 17 digits |
//! | [`CreditorCode`] | the body that is paid | 11 digits |
//! | [`RptId`] | creditor and notice number | 29 digits |
//! | [`FiscalCode`] | a person | 16 characters |
//! | [`PersonCode`] | a person, also with a provisional code | 16 characters or 11 digits |
//! | [`QrPayload`] | the text of the QR code | `PAGOPA\|002\|…` |
//! | [`PosteDataMatrix`] | the text of the postal slip's Data Matrix | 256 characters |
//! | [`Codeline`] | the line of digits on the slip | 50 digits |
//! | [`PostalAccount`] | the creditor's account at Poste | 12 digits |
//!
//! Codes are issued strictly and parsed tolerantly. `parse` gives a [`Parsed`] value with its [`Warning`]s; `FromStr`
//! gives the value without them. A wrong check digit in data from other systems is a warning, not an error. Every error
//! names the broken rule (`rule()`). No error and no `Debug` output contains personal data.

mod amount;
mod blank;
mod codeline;
mod creditor_code;
mod digits;
mod fiscal_code;
mod issue_error;
mod iuv;
mod notice_number;
mod parsed;
mod person_code;
mod postal_account;
mod poste_characters;
mod poste_data_matrix;
mod poste_text;
mod qr_payload;
mod rpt_id;
mod serde_text;
mod typed_digits;
mod warning;

pub use amount::{Amount, AmountError};
pub use blank::is_invisible;
pub use codeline::{Codeline, CodelineError};
pub use creditor_code::{CreditorCode, CreditorCodeError};
pub use fiscal_code::{FiscalCode, FiscalCodeError, Sex};
pub use issue_error::IssueError;
pub use iuv::{Iuv, IuvError};
pub use notice_number::{AuxDigit, CheckDigits, NoticeNumber, NoticeNumberError, SegregationCode};
pub use parsed::Parsed;
pub use person_code::PersonCode;
pub use postal_account::{PostalAccount, PostalAccountError};
pub use poste_data_matrix::{DebtorCode, PosteDataMatrix, PosteDataMatrixError, PosteSlip};
pub use poste_text::{PosteText, PosteTextError};
pub use qr_payload::{QrError, QrPayload};
pub use rpt_id::{RptId, RptIdError};
pub use typed_digits::to_ascii_digit;
pub use warning::Warning;
