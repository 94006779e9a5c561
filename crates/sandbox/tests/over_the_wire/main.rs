//! The real program, started on free ports and spoken to over HTTP and SMTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise, its helpers too"
)]

mod carts;
mod counter;
mod debt_positions;
mod knobs;
mod languages;
mod mailbox;
mod payment_pages;
mod program;
mod speaker;
mod without_pages;
