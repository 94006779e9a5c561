//! The result of a request that a page shows.

use crate::client::ClientError;
use leptos::prelude::*;

/// `None` until there is an answer, then the value or the error.
pub type Asked<T> = Option<Result<T, ClientError>>;

/// The value, if there is one.
pub fn ready<T>(asked: &Asked<T>) -> Option<&T> {
    asked.as_ref()?.as_ref().ok()
}

/// Since when a page is out of date: the time of its last good answer, if a later request has failed. In seconds, of
/// which `u32` has enough until 2106.
#[derive(Clone, Copy)]
pub struct StaleSince {
    /// Unix time of the last good answer, by the phone's clock; 0 before the first one.
    read_at: StoredValue<u32>,
    /// The same while the page is out of date, else 0.
    pub since: RwSignal<u32>,
}

impl StaleSince {
    /// For a page without an answer yet.
    pub fn new() -> Self {
        Self { read_at: StoredValue::new(0), since: RwSignal::new(0) }
    }

    /// Records that a request has succeeded, or its error. After the [end](ClientError::is_end) there is nothing to be
    /// out of date.
    pub fn record(self, error: Option<&ClientError>) {
        if error.is_none() {
            self.read_at.try_set_value(now_s());
        }
        let failed = error.is_some_and(|error| !error.is_end());
        put(self.since, if failed { self.read_at.try_get_value().unwrap_or_default() } else { 0 });
    }

    /// The page shows an answer that was read at this time, by the phone's clock.
    pub fn read_at(self, at: u32) {
        self.read_at.try_set_value(at);
    }

    /// The page shows nothing any more that could be out of date.
    pub fn clear(self) {
        put(self.since, 0);
    }
}

/// Unix time in seconds, by the phone's clock.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time, no money"
)]
pub fn now_s() -> u32 {
    (js_sys::Date::now() / 1000.0) as u32
}

impl Default for StaleSince {
    fn default() -> Self {
        Self::new()
    }
}

/// Sets the signal if the value differs, so that an equal value is not rendered and announced again.
pub fn put<T: PartialEq + Send + Sync + 'static>(place: RwSignal<T>, now: T) {
    // The signal is gone with its page.
    let _ = place.try_maybe_update(|before| {
        let changed = *before != now;
        *before = now;
        (changed, ())
    });
}
