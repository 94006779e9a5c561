//! Starts the real program on free ports and uses it over HTTP and SMTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test and its helpers may stop at the first unexpected value"
)]

mod carts;
mod counter;
mod debt_positions;
mod faults;
mod knobs;
mod languages;
mod mailbox;
mod payment_options;
mod payment_pages;
mod process;
mod sandbox;
mod schemas;
mod suite_carts;
mod suite_gpd;
mod without_pages;
