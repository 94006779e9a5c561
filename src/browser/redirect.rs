//! Navigations that leave the app: to the payment page, to a page of the gateway, or a reload.

/// An address that the app may redirect to: https, or http on this machine (the sandbox).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// `None` for another scheme, for an address with a user name or password, and for an invalid address.
    ///
    /// The gateway already sends only allowed hosts; this is a second check.
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

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Leaves the app. `false` if the browser refuses.
pub fn go(url: &SafeUrl) -> bool {
    web_sys::window().is_some_and(|window| window.location().assign(&url.0).is_ok())
}

/// Leaves the app for a page of the gateway. Back does not return to this page.
pub fn replace(to: impl ToString) {
    if let Some(window) = web_sys::window() {
        // A sandboxed frame may refuse; there is nothing else to try.
        let _ = window.location().replace(&to.to_string());
    }
}

/// Reloads the app.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A sandboxed frame may refuse; there is nothing else to try.
        let _ = window.location().reload();
    }
}
