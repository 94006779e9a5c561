//! How the app can be installed.

use super::boot;
use leptos::prelude::*;

/// How this browser installs the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallWay {
    /// The browser has its own install dialog.
    Question,
    /// Safari on iPhone and iPad: the guardian installs it from the share menu.
    Steps,
}

/// The current way; `None` if the app is installed or cannot be installed.
pub fn way() -> Signal<Option<InstallWay>> {
    let mark = boot::mark("data-install");
    Signal::derive(move || {
        mark.with(|mark| match mark.as_deref() {
            Some("question") => Some(InstallWay::Question),
            Some("steps") => Some(InstallWay::Steps),
            _ => None,
        })
    })
}

/// `data-ask` of the button that opens the browser's install dialog. Browsers open it only after a tap.
pub const ASK: &str = "install";
