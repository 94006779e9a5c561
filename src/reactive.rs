//! Leptos contexts and effects, compiled once to keep the download small.
//!
//! Leptos compiles an effect for each closure, and `expect_context` stores each place that calls it. Measured with
//! brotli: `expect_context` everywhere, with `Suspense` and `LocalResource` in the help page, added about 8 KB; boxed
//! effects, one shared future for requests and fewer memos removed about 7 KB. The limit of the app's wasm is 250 KB;
//! it has 249.2.

use leptos::prelude::{Effect, untrack, use_context};

/// The context of this type. Use `use_context` where it may be missing.
///
/// # Panics
/// If it was not provided, which is a defect of the code that mounts the view.
pub fn context<T: Clone + 'static>() -> T {
    use_context().unwrap_or_else(|| missing(std::any::type_name::<T>()))
}

#[cold]
#[expect(clippy::panic, reason = "a view without what it needs is a defect, not something that happens")]
fn missing(what: &str) -> ! {
    panic!("{what} was not provided to this view")
}

/// `Effect::new`: runs after the view is mounted, and again whenever a signal that it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// `Effect::watch` that skips equal values: runs `then` with each new value of `read` except the first.
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
