//! The result of a request that a page shows.

use crate::client::ClientError;
use leptos::prelude::*;

/// `None` until there is an answer, then the value or the error.
pub type Asked<T> = Option<Result<T, ClientError>>;

/// The value, if there is one.
pub fn ready<T>(asked: &Asked<T>) -> Option<&T> {
    asked.as_ref()?.as_ref().ok()
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
