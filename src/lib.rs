//! Ricarica: the app with which guardians top up a child's school-meal account.
//!
//! | module | purpose | imports |
//! |---|---|---|
//! | [`app`] | the contexts, and the page at each address | layout, pages, components, state, client, browser, routes |
//! | [`layout`] | header, footer and navigation, and shared parts that read the state | components, state, client, browser, routes |
//! | [`pages`] | one file or folder for each page; no page imports another | layout, components, state, client, browser, routes |
//! | [`components`] | parts that several pages show; they never fetch | browser |
//! | [`state`] | what outlives a page: session, accounts, saved notices, the payment flow | client, browser, routes |
//! | [`client`] | one function for each operation of the contract, and one error | |
//! | [`browser`] | thin typed wrappers, each over one browser API | |
//! | [`routes`] | every address, parsed and printed | |
//! | [`reactive`] | contexts and effects; every module may import it | |
//!
//! `cargo xtask check imports` checks these imports.

/// A separate crate, because its texts are not compiled into the app.
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
