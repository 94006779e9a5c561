//! What lives here: one function per operation of the contract, and the one error they share.
//! What must not: views, signals of pages, texts, storage.
//! Who may use it: pages, and `app.rs`, which makes the one [`Client`].

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

/// The way to the gateway. It is `Copy`: hand it to any task.
#[derive(Clone, Copy)]
pub struct Client {
    language: Language,
    /// Called whenever the gateway says that nobody is signed in.
    signed_out: Callback<()>,
}

impl Client {
    /// A client that asks for answers in `language`, and calls `signed_out` when the session is over.
    pub fn new(language: Language, signed_out: Callback<()>) -> Self {
        Self { language, signed_out }
    }

    /// The language that e-mails and payment pages are asked for.
    pub fn language(self) -> Language {
        self.language
    }
}
