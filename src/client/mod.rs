//! One function for each operation of the contract, and the error that they share. No views, texts or storage.

mod accounts;
mod answer;
mod checkouts;
mod error;
mod movements;
mod municipality;
mod profile;
mod sessions;
mod shared_notices;
mod top_ups;
mod transport;

pub use error::ClientError;
pub use movements::MovementChoice;

use contract::Language;
use leptos::prelude::Callback;

/// An answer that may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh<T> {
    pub value: T,
    /// Seconds after which another request may have another answer. `None` if the value is final.
    pub ask_again_s: Option<u32>,
}

/// The longest time of a browser's timer, in milliseconds.
pub const LONGEST_MS: u32 = i32::MAX.unsigned_abs();

impl<T> Fresh<T> {
    /// `ask_again_s` in milliseconds, at most [`LONGEST_MS`].
    pub fn ask_again_ms(&self) -> Option<u32> {
        Some(self.ask_again_s?.saturating_mul(1000).min(LONGEST_MS))
    }
}

/// The client of the gateway.
#[derive(Clone, Copy)]
pub struct Client {
    language: Language,
    /// Called when the gateway answers that there is no session.
    on_signed_out: Callback<()>,
}

impl Client {
    /// A client that asks for answers in `language`.
    pub fn new(language: Language, on_signed_out: Callback<()>) -> Self {
        Self { language, on_signed_out }
    }

    /// The language of answers, e-mails and payment pages.
    pub fn language(self) -> Language {
        self.language
    }
}
