//! Putting the app among the phone's own.

use super::boot;
use leptos::prelude::*;

/// How this browser does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The browser has a question of its own.
    Question,
    /// Safari on iPhone and iPad: only the guardian can, by the share menu.
    Steps,
}

/// The way that is open now; `None` where there is none, or the app is installed.
pub fn way() -> Signal<Option<Way>> {
    let mark = boot::mark("data-install");
    Signal::derive(move || {
        mark.with(|mark| match mark.as_deref() {
            Some("question") => Some(Way::Question),
            Some("steps") => Some(Way::Steps),
            _ => None,
        })
    })
}

/// `data-ask` of the button that has the browser ask. Browsers ask only after a tap.
pub const ASK: &str = "install";
