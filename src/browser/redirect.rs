//! Leaving the app: for the payment page, for a page of the gateway, or to load the app anew.

/// An address the app may send the browser to: https, or http on this very machine (the sandbox).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// `None` for any other scheme, for user names in the address, and for what is no address at all.
    ///
    /// The gateway already sends allowed hosts only; this check is a second one.
    pub fn parse(text: &str) -> Option<Self> {
        let url = web_sys::Url::new(text).ok()?;
        let loopback = matches!(url.hostname().as_str(), "127.0.0.1" | "localhost" | "[::1]");
        let scheme = match url.protocol().as_str() {
            "https:" => true,
            "http:" => loopback,
            _ => false,
        };
        (scheme && url.username().is_empty() && url.password().is_empty()).then(|| Self(url.href()))
    }

    /// Host and port, as people read it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Leaves the app. `false` when the browser refuses.
pub fn go(url: &SafeUrl) -> bool {
    web_sys::window().is_some_and(|window| window.location().assign(&url.0).is_ok())
}

/// Leaves the app for a page of the gateway; Back does not lead here again.
pub fn replace(to: impl ToString) {
    if let Some(window) = web_sys::window() {
        // A sandboxed frame may refuse; there is nothing else to try.
        let _ = window.location().replace(&to.to_string());
    }
}

/// Loads the app anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A sandboxed frame may refuse; there is nothing else to try.
        let _ = window.location().reload();
    }
}
