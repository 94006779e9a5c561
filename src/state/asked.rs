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

impl From<StaleSince> for Signal<Option<f64>> {
    fn from(stale: StaleSince) -> Self {
        stale.since.into()
    }
}

impl StaleSince {
    /// For a page without an answer yet.
    pub fn new() -> Self {
        Self { read_at: StoredValue::new(None), since: RwSignal::new(None) }
    }

    /// Records that a request has succeeded, or its error. After the [end](ClientError::is_end) there is nothing to be
    /// out of date.
    pub fn record(self, error: Option<&ClientError>) {
        if error.is_none() {
            self.read_at.try_set_value(Some(js_sys::Date::now()));
        }
        let failed = error.is_some_and(|error| !error.is_end());
        put(self.since, self.read_at.try_get_value().flatten().filter(|_| failed));
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
