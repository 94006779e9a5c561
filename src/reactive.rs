//! Contexts and effects, as Leptos has them, compiled once.
//!
//! Leptos compiles an effect anew for each closure, and its `expect_context` writes down each place that calls it and
//! formats a message for developers. Together they weigh some 10 KB of what a phone downloads.

use leptos::prelude::{Effect, untrack, use_context};

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

/// `Effect::new`: runs once the page has been put together, and again whenever a signal in it changes.
pub fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// `Effect::watch` that skips equal values: runs `then` with each new value of `read` but the first.
pub fn on_change<T: PartialEq + 'static>(read: impl Fn() -> T + 'static, then: impl Fn(&T) + 'static) {
    let mut before = None;
    effect(move || {
        let now = read();
        if before.as_ref().is_some_and(|before| *before != now) {
            untrack(|| then(&now));
        }
        before = Some(now);
    });
}
