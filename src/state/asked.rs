//! What a page has asked the gateway for.

use crate::client::ClientError;
use leptos::prelude::*;

/// No answer yet, an answer, or why there is none.
pub type Asked<T> = Option<Result<T, ClientError>>;

/// The answer, if it is there.
pub fn ready<T>(asked: &Asked<T>) -> Option<&T> {
    asked.as_ref()?.as_ref().ok()
}

/// Puts `now` on the screen. Nothing is drawn anew, or read out again, where it is the same as before.
pub fn put<T: PartialEq + Send + Sync + 'static>(place: RwSignal<T>, now: T) {
    // A page that is gone shows nothing.
    let _ = place.try_maybe_update(|before| {
        let changed = *before != now;
        *before = now;
        (changed, ())
    });
}
