//! What the browser keeps for us: this tab's store, and this device's.
//!
//! Private windows, full disks and strict settings refuse: then nothing is saved and the app goes on.

use super::lifecycle::on_window;
use serde::{Serialize, de::DeserializeOwned};

/// Where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// Until the tab is closed: half-typed things.
    Session,
    /// Until it is cleared: choices.
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

    /// The value saved under `key`; `None` too when an older version of the app wrote it in another form.
    pub fn get<T: DeserializeOwned>(self, key: &str) -> Option<T> {
        serde_json::from_str(&self.get_text(key)?).ok()
    }

    /// Keeps a text. `false` when the browser refuses.
    pub fn set_text(self, key: &str, text: &str) -> bool {
        self.storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
    }

    /// Keeps a value as JSON. `false` when the browser refuses.
    pub fn set<T: Serialize>(self, key: &str, value: &T) -> bool {
        serde_json::to_string(value).is_ok_and(|text| self.set_text(key, &text))
    }

    /// The keys that begin so.
    pub fn keys(self, prefix: &str) -> Vec<String> {
        let Some(storage) = self.storage() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        (0..count)
            .filter_map(|place| storage.key(place).ok().flatten())
            .filter(|key| key.starts_with(prefix))
            .collect()
    }

    /// Forgets everything on it.
    pub fn clear(self) {
        if let Some(storage) = self.storage() {
            // As for one key.
            let _ = storage.clear();
        }
    }

    /// Forgets what is saved under `key`.
    pub fn remove(self, key: &str) {
        if let Some(storage) = self.storage() {
            // Removing fails only where keeping fails too.
            let _ = storage.remove_item(key);
        }
    }
}

/// Runs when another tab has changed what this device keeps.
pub fn on_change_elsewhere(run: impl Fn() + 'static) {
    on_window("storage", move |_| run());
}

/// Asks the browser not to clear this site's storage when space runs short. It may ask the guardian, or refuse.
pub async fn persist() {
    let Some(window) = web_sys::window() else { return };
    let navigator = window.navigator();
    // On plain http the property is missing although web-sys promises it.
    let offered = js_sys::Reflect::get(&navigator, &"storage".into());
    if offered.is_ok_and(|storage| storage.is_object())
        && let Ok(asked) = navigator.storage().persist()
    {
        // Either way what is saved is saved as well as this browser can.
        let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
    }
}
