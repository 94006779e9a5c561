//! Cross-fades from one page of the app to the next (View Transition API), where the browser has it and the guardian
//! has not asked for less motion. The style sheet sets its duration.

use super::reflect;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Runs `change`, which shows another page: at once, or in the browser's next frame with a transition.
pub fn during(change: impl FnOnce() + 'static) {
    let document = web_sys::window().and_then(|window| window.document());
    let able = document.filter(|document| reflect::member(document, "startViewTransition").is_some());
    let Some(document) = able.filter(|_| may_move()) else { return change() };
    let change = Closure::once_into_js(change);
    if let Some(Ok(transition)) = reflect::call(&document, "startViewTransition", &Array::of1(&change)) {
        ignore_skipped(&transition);
    }
}

fn may_move() -> bool {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: no-preference)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// A hidden page and a second tap skip the transition, never the change. The browser reports that as a rejection.
fn ignore_skipped(transition: &JsValue) {
    for name in ["ready", "finished"] {
        if let Some(promise) = reflect::member(transition, name).and_then(|it| it.dyn_into::<Promise>().ok())
        {
            let ignore = Closure::once(|_: JsValue| {});
            let _ = promise.catch(&ignore);
            ignore.forget();
        }
    }
}
