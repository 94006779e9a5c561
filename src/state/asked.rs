//! The result of a request that a page shows.

use crate::client::ClientError;
use leptos::prelude::*;

/// `None` until there is an answer, then the value or the error.
pub type Asked<T> = Option<Result<T, ClientError>>;

/// The value, if there is one.
pub fn ready<T>(asked: &Asked<T>) -> Option<&T> {
    asked.as_ref()?.as_ref().ok()
}

/// Since when a page is out of date: the time of its last good answer, if a later request has failed.
#[derive(Clone, Copy)]
pub struct StaleSince {
    /// Unix time in milliseconds of the last good answer.
    read_at: StoredValue<Option<f64>>,
    since: RwSignal<Option<f64>>,
}

impl StaleSince {
    /// For a page without an answer yet.
    pub fn new() -> Self {
        Self { read_at: StoredValue::new(None), since: RwSignal::new(None) }
    }

    /// Records whether a request has succeeded.
    pub fn record(self, is_good: bool) {
        if is_good {
            self.read_at.try_set_value(Some(js_sys::Date::now()));
        }
        let since = if is_good { None } else { self.read_at.try_get_value().flatten() };
        put(self.since, since);
    }

    /// Unix time in milliseconds, tracked; `None` if the last request has succeeded or none ever has.
    pub fn get(self) -> Option<f64> {
        self.since.get()
    }
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
