//! Ricarica: the app with which guardians top up a child's school-meal account.
//!
//! | module | holds | may import |
//! |---|---|---|
//! | [`app`] | the root: contexts, and the screen at each address | everything below |
//! | [`frame`] | the page around a screen, the language, the addresses | pages, components, client, browser, messages |
//! | [`pages`] | one file or folder a screen; a page fetches and owns its signals | components, client, wallet, browser, messages |
//! | [`components`] | parts that several pages show; they never fetch | messages, browser |
//! | [`client`] | one function per operation of the contract, one error | the `contract` crate |
//! | [`wallet`] | notices kept on the phone, for when there is no network | browser, the `contract` crate |
//! | [`browser`] | thin typed wrappers over one browser ability each | nothing |
//! | [`messages`] | every text, typed, in three languages | nothing |

/// A crate of its own, since its texts do not travel within the app.
pub use messages;

pub mod app;
pub mod browser;
pub mod client;
pub mod components;
pub mod frame;
pub mod pages;
pub mod wallet;
