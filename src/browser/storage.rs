//! The browser's session storage and local storage.
//!
//! Private windows, full disks and strict settings refuse to save; the app then works without.

use super::lifecycle::on_window;
use serde::{Serialize, de::DeserializeOwned};

/// Where a value is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// `sessionStorage`, until the tab is closed.
    Session,
    /// `localStorage`, until it is cleared.
    Local,
}

impl Storage {
    fn storage(self) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Session => window.session_storage(),
            Self::Local => window.local_storage(),
        }
        .ok()
        .flatten()
    }

    /// The text saved under `key`.
    pub fn get_text(self, key: &str) -> Option<String> {
        self.storage()?.get_item(key).ok().flatten()
    }

    /// The value saved under `key`; also `None` if another version of the app saved it in another format.
    pub fn get<T: DeserializeOwned>(self, key: &str) -> Option<T> {
        serde_json::from_str(&self.get_text(key)?).ok()
    }

    /// Saves a text. `false` if the browser refuses.
    pub fn set_text(self, key: &str, text: &str) -> bool {
        self.storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
    }

    /// Saves a value as JSON. `false` if the browser refuses.
    pub fn set<T: Serialize>(self, key: &str, value: &T) -> bool {
        serde_json::to_string(value).is_ok_and(|text| self.set_text(key, &text))
    }

    /// The keys with this prefix.
    pub fn keys(self, prefix: &str) -> Vec<String> {
        let Some(storage) = self.storage() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        (0..count)
            .filter_map(|place| storage.key(place).ok().flatten())
            .filter(|key| key.starts_with(prefix))
            .collect()
    }

    /// Removes everything.
    pub fn clear(self) {
        if let Some(storage) = self.storage() {
            // Clearing fails only if saving fails too.
            let _ = storage.clear();
        }
    }

    /// Removes the value saved under `key`.
    pub fn remove(self, key: &str) {
        if let Some(storage) = self.storage() {
            // Removing fails only if saving fails too.
            let _ = storage.remove_item(key);
        }
    }
}

/// Calls `run` when another tab has changed the local storage.
pub fn on_change_elsewhere(run: impl Fn() + 'static) {
    on_window("storage", move |_| run());
}

/// Asks the browser not to clear this site's storage when space is low. The browser may ask the guardian, or refuse.
pub async fn persist() {
    let Some(window) = web_sys::window() else { return };
    let navigator = window.navigator();
    // On plain http the property is missing although web-sys promises it.
    let offered = js_sys::Reflect::get(&navigator, &"storage".into());
    if offered.is_ok_and(|storage| storage.is_object())
        && let Ok(asked) = navigator.storage().persist()
    {
        // A refusal changes nothing: the browser may then clear the storage.
        let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
    }
}
