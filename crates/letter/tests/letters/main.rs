//! The letters as others see them: rendered by poppler, read by zbar, dmtx and zxing-cpp, dumped by poppler's tools.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod codes;
mod golden;
mod hostile;
mod logos;
mod programs;
mod samples;
mod structure;
