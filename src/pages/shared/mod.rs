//! What lives here: what pages have in common and components must not know, because it fetches.
//! What must not: screens. Who may use it: pages; `frame`, `app` and `entrance` provide its contexts.

pub mod behind;
pub mod kept;
pub mod known;
pub mod letter_ways;
pub mod letters;
pub mod load;
pub mod localised;
pub mod names;
pub mod office;
pub mod pay_online;
pub mod poll;
pub mod scene;
pub mod session;
pub mod town;
pub mod trouble;

use crate::client::Client;
use leptos::prelude::*;

/// The way to the gateway, in the guardian's language.
pub fn use_client() -> Client {
    expect_context()
}
