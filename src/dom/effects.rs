//! What is done when a signal changes, besides showing it.
//!
//! Every effect of Leptos' own brings a kilobyte of code of its type; these share theirs.

use leptos::prelude::Effect;

/// Runs once the page has been put together, and again whenever a signal in it changes.
pub fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// Runs `then` with the new value whenever what `read` gives is another than before; never for the first.
pub fn on_change<T: PartialEq + 'static>(read: impl Fn() -> T + 'static, then: impl Fn(&T) + 'static) {
    let mut before = None;
    effect(move || {
        let now = read();
        if before.as_ref().is_some_and(|before| *before != now) {
            leptos::prelude::untrack(|| then(&now));
        }
        before = Some(now);
    });
}
