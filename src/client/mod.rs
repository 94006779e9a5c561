//! What lives here: one function per operation of the contract, and the one error they share.
//! What must not: views, signals of pages, texts, storage.
//! Who may use it: pages, and the program's root, for which `frame` makes the one [`Client`].

mod accounts;
mod checkouts;
mod error;
mod municipality;
mod sessions;
mod top_ups;
mod transport;

pub use error::ClientError;

use contract::{Language, TopUp};
use leptos::prelude::{Callable, Callback};

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
    listeners: Listeners,
}

/// Who is told of what the gateway says, whatever was asked.
#[derive(Clone, Copy)]
pub struct Listeners {
    /// Called whenever the gateway says that nobody is signed in.
    pub signed_out: Callback<()>,
    /// Called with every top-up in an answer.
    pub top_up: Callback<TopUp>,
}

impl Client {
    /// A client that asks for answers in `language`.
    pub fn new(language: Language, listeners: Listeners) -> Self {
        Self { language, listeners }
    }

    /// Tells of a top-up.
    fn tell(self, top_up: &TopUp) {
        self.listeners.top_up.run(top_up.clone());
    }

    /// The language that e-mails and payment pages are asked for.
    pub fn language(self) -> Language {
        self.language
    }
}
