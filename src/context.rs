//! What the root hands down to every view below it.
//!
//! What lives here: [`context`]. What must not: anything about top-ups. Who may use it: everybody.
//!
//! Leptos' own `expect_context` writes down each place that calls it and formats its complaint for developers: with it
//! five kilobytes of what a phone downloads were sentences that nobody reads there.

use leptos::prelude::use_context;

/// What was provided above. Where it may be missing, ask `use_context`.
///
/// # Panics
/// Where nobody provided it: a defect of whatever mounts the view.
pub fn context<T: Clone + 'static>() -> T {
    use_context().unwrap_or_else(|| missing(std::any::type_name::<T>()))
}

#[cold]
#[expect(clippy::panic, reason = "a view without what it needs is a defect, not something that happens")]
fn missing(what: &str) -> ! {
    panic!("{what} was not provided to this view")
}
