//! Ricarica: the app with which guardians top up a child's school-meal account.
//!
//! | module | holds | imports |
//! |---|---|---|
//! | [`app`] | contexts, and the page at each address | layout, pages and what they import |
//! | [`layout`] | what is around every page, and shared parts that read the state | components, state, client, browser |
//! | [`pages`] | one file or folder a page; no page imports another | layout, components, state, client, browser |
//! | [`components`] | parts that several pages show; they never fetch | browser |
//! | [`state`] | what outlives a page: session, accounts, saved notices, the payment flow | client, browser |
//! | [`client`] | one function per operation of the contract, one error | |
//! | [`browser`] | thin typed wrappers over one browser ability each | |
//! | [`routes`] | every address, parsed and printed | |
//! | [`reactive`] | contexts and effects | |
//!
//! `tests/imports.rs` holds these rows.

/// A crate of its own, since its texts do not travel within the app.
pub use messages;

pub mod app;
pub mod browser;
pub mod client;
pub mod components;
pub mod layout;
pub mod pages;
pub mod reactive;
pub mod routes;
pub mod state;
