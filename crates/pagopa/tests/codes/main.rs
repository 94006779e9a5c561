//! Tests of the payment codes: single facts, published codes, and properties of any text.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod amounts;
mod fiscal_codes;
mod numbers;
mod poste_data_matrices;
mod properties;
mod qr_payloads;
mod serde_text;
mod vectors;

/// The codes of the warnings, in order.
fn codes(warnings: &[pagopa::Warning]) -> Vec<&'static str> {
    warnings.iter().map(pagopa::Warning::code).collect()
}
