//! Ricarica: the app with which guardians top up a child's school-meal account.
//!
//! | room | what lives there | may know |
//! |---|---|---|
//! | [`app`] | the app: every screen, and what they may ask for | everything below |
//! | [`entrance`] | the program before it: the way in, and help | everything below |
//! | [`frame`] | the page around a screen, the language, the addresses | pages, components, client, browser, messages |
//! | [`pages`] | one file or folder a screen; a page fetches and owns its signals | components, client, wallet, browser, messages |
//! | [`components`] | parts that several pages show; they never fetch | messages, browser |
//! | [`client`] | one function per operation of the contract, one error | the `contract` crate |
//! | [`wallet`] | notices kept on the phone, for when there is no network | browser, the `contract` crate |
//! | [`browser`] | thin typed wrappers over one browser ability each | nobody |
//! | [`dom`] | what markup is built of: elements, text, and what changes with a signal | nobody |
//! | [`signal`] | a value that views follow | nobody |
//! | [`context`] | what the root hands down | nobody |
//! | [`messages`] | every text, typed, in three languages | nobody |

// The markup of `dom::view!` names this crate, here and in `tests/`.
extern crate self as ricarica;

/// A crate of its own, since its texts do not travel within the app.
pub use messages;

pub mod app;
pub mod browser;
pub mod client;
pub mod components;
pub mod context;
pub mod dom;
pub mod entrance;
pub mod frame;
pub mod json;
pub mod pages;
pub mod signal;
pub mod wallet;
