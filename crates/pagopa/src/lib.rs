//! Here live pagoPA's payment codes: each a type that cannot hold a wrong value, read from text and printed.
//! Here must not live: I/O, clocks, random numbers, HTTP, the browser, sentences for guardians.
//! Anyone may use it; it uses nobody.
//!
//! | type | what | printed as |
//! |---|---|---|
//! | [`Amount`] | whole euro cents | `25.00` |
//! | [`NoticeNumber`] | a payment's name towards the payer | 18 digits |
//! | [`Iuv`] | its name inside pagoPA | 15 or 17 digits |
//! | [`CreditorCode`] | who is paid | 11 digits |
//! | [`RptId`] | creditor and notice in one | 29 digits |
//! | [`FiscalCode`] | a person | 16 characters |
//! | [`QrPayload`] | the QR code's text | `PAGOPA\|002\|…` |
//! | [`PosteDataMatrix`] | the postal slip's Data Matrix | 256 characters |
//! | [`Codeline`] | the same slip's line of digits | 50 digits |
//! | [`PostalAccount`] | where Poste books it | 12 digits |
//!
//! Strict in what is issued, tolerant in what is read. `parse` gives a [`Parsed`] value with its
//! [`Warning`]s; `FromStr` is the same without them. A wrong check digit on data from outside is a warning,
//! never an error. Every error names the broken rule (`rule()`), and no error or `Debug` output carries
//! personal data.

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
mod postal_account;
mod poste_characters;
mod poste_data_matrix;
mod poste_text;
mod qr_payload;
mod rpt_id;
mod warning;
mod wire;

pub use amount::{Amount, AmountError};
pub use codeline::{Codeline, CodelineError};
pub use creditor_code::{CreditorCode, CreditorCodeError};
pub use fiscal_code::{FiscalCode, FiscalCodeError, Sex};
pub use issue_error::IssueError;
pub use iuv::{Iuv, IuvError};
pub use notice_number::{AuxDigit, CheckDigits, NoticeNumber, NoticeNumberError, SegregationCode};
pub use parsed::Parsed;
pub use postal_account::{PostalAccount, PostalAccountError};
pub use poste_data_matrix::{DebtorCode, PosteDataMatrix, PosteDataMatrixError, PosteSlip};
pub use poste_text::{PosteText, PosteTextError};
pub use qr_payload::{QrError, QrPayload};
pub use rpt_id::{RptId, RptIdError};
pub use warning::Warning;
