//! Events of the page: restored from the back-forward cache, visible or hidden, online or offline.
//!
//! Each listener is removed with the component that adds it.

use leptos::prelude::*;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls `run` at each event of this name that reaches the window, until the component is disposed.
pub fn on_window(event: &'static str, run: impl FnMut(web_sys::Event) + 'static) {
    on_window_boxed(event, Box::new(run));
}

fn on_window_boxed(event: &'static str, run: Box<dyn FnMut(web_sys::Event)>) {
    let Some(window) = web_sys::window() else { return };
    let run = Closure::wrap(run);
    // Adding a listener without options never fails.
    let _ = window.add_event_listener_with_callback(event, run.as_ref().unchecked_ref());
    let listener = StoredValue::new_local(Some((window, run)));
    on_cleanup(move || {
        if let Some((window, run)) = listener.try_update_value(Option::take).flatten() {
            let _ = window.remove_event_listener_with_callback(event, run.as_ref().unchecked_ref());
        }
    });
}

/// Calls `run` when the browser restores the page from the back-forward cache, for example Back from the payment page.
pub fn on_bfcache_restore(run: impl Fn() + 'static) {
    on_window("pageshow", move |event| {
        if event.unchecked_ref::<web_sys::PageTransitionEvent>().persisted() {
            run();
        }
    });
}

/// Calls `run` when the guardian returns to the page: from another tab, another app or the lock screen, or when the
/// browser restores it from the back-forward cache.
pub fn on_return(run: impl Fn() + 'static) {
    on_return_boxed(Rc::new(run));
}

fn on_return_boxed(run: Rc<dyn Fn()>) {
    // A restored page becomes visible before it fires `pageshow`; `run` is called once for both.
    let has_run = Rc::new(Cell::new(false));
    on_bfcache_restore({
        let (run, has_run) = (Rc::clone(&run), Rc::clone(&has_run));
        move || {
            if !has_run.get() {
                run();
            }
        }
    });
    // `visibilitychange` bubbles from the document to the window in every supported browser.
    on_window("visibilitychange", move |_| {
        has_run.set(is_visible());
        if has_run.get() {
            run();
        }
    });
}

/// Whether the page is visible.
pub fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Whether the device has a network. `false` is certain; with `true` the gateway may still be out of reach.
#[derive(Clone, Copy)]
pub struct Online(RwSignal<bool>);

impl Online {
    /// For the app's root.
    pub fn follow() -> Self {
        let online = RwSignal::new(web_sys::window().is_none_or(|window| window.navigator().on_line()));
        on_window("online", move |_| online.set(true));
        on_window("offline", move |_| online.set(false));
        Self(online)
    }

    /// Whether there is a network, tracked.
    pub fn get(self) -> bool {
        self.0.get()
    }

    /// Whether there is a network, untracked.
    pub fn get_untracked(self) -> bool {
        self.0.get_untracked()
    }
}
