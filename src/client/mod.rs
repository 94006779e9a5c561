//! One function per operation of the contract, and the one error they share. No views, no texts, no storage.

mod accounts;
mod checkouts;
mod error;
mod municipality;
mod sessions;
mod top_ups;
mod transport;

pub use error::ClientError;

use contract::Language;
use leptos::prelude::Callback;

/// An answer that will not be the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh<T> {
    pub value: T,
    /// Seconds after which asking again may give another one. Absent when nothing changes any more.
    pub ask_again_s: Option<u32>,
}

/// The longest that a browser's timer takes.
pub const LONGEST_MS: u32 = i32::MAX.unsigned_abs();

impl<T> Fresh<T> {
    /// The same in milliseconds.
    pub fn ask_again_ms(&self) -> Option<u32> {
        Some(self.ask_again_s?.saturating_mul(1000).min(LONGEST_MS))
    }
}

/// The way to the gateway. It is `Copy`: hand it to any task.
#[derive(Clone, Copy)]
pub struct Client {
    language: Language,
    /// Called whenever the gateway says that there is no session.
    on_signed_out: Callback<()>,
}

impl Client {
    /// A client that asks for answers in `language`.
    pub fn new(language: Language, on_signed_out: Callback<()>) -> Self {
        Self { language, on_signed_out }
    }

    /// The language that e-mails and payment pages are asked for.
    pub fn language(self) -> Language {
        self.language
    }
}
