//! Letters, receipts and statements as other programs see them: poppler renders and dumps them; zbar, libdmtx and zxing-cpp read the codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    reason = "test code; positions on paper, no money"
)]

mod after_payment;
mod codes;
mod golden;
mod hostile;
mod logos;
mod programs;
mod samples;
mod structure;
