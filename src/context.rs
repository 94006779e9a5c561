//! What the root gives to every view below it.
//!
//! Leptos' own `expect_context` writes down each place that calls it and formats a message for developers: 5 KB of what a
//! phone downloads.

use leptos::prelude::use_context;

/// What was provided above. Where it may be missing, call `use_context`.
///
/// # Panics
/// Where it was not provided: a defect of the code that mounts the view.
pub fn context<T: Clone + 'static>() -> T {
    use_context().unwrap_or_else(|| missing(std::any::type_name::<T>()))
}

#[cold]
#[expect(clippy::panic, reason = "a view without what it needs is a defect, not something that happens")]
fn missing(what: &str) -> ! {
    panic!("{what} was not provided to this view")
}
