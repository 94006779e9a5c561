//! The page's own life: shown again from the back-forward cache, seen or hidden, with or without a network.
//!
//! Each listener lasts as long as the component that asks for it.
use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls `run` at each event of this name that reaches the window, as long as the component lasts.
pub fn on_window(event: &'static str, run: impl FnMut(web_sys::Event) + 'static) {
    on_window_boxed(event, Box::new(run));
}

fn on_window_boxed(event: &'static str, run: Box<dyn FnMut(web_sys::Event)>) {
    let Some(window) = web_sys::window() else { return };
    let run = Closure::wrap(run);
    // A listener without options is taken by every window.
    let _ = window.add_event_listener_with_callback(event, run.as_ref().unchecked_ref());
    let saved = StoredValue::new_local(Some((window, run)));
    on_cleanup(move || {
        if let Some((window, run)) = saved.try_update_value(Option::take).flatten() {
            let _ = window.remove_event_listener_with_callback(event, run.as_ref().unchecked_ref());
        }
    });
}

/// Runs when the browser shows a page that it had saved frozen (Back from the payment page).
pub fn on_bfcache_restore(run: impl Fn() + 'static) {
    on_window("pageshow", move |event| {
        if event.unchecked_ref::<web_sys::PageTransitionEvent>().persisted() {
            run();
        }
    });
}

/// Runs when the page becomes visible after having been hidden (another tab, another app, the lock screen).
pub fn on_visible(run: impl Fn() + 'static) {
    // `visibilitychange` bubbles from the document to the window in every browser of the last years.
    on_window("visibilitychange", move |_| {
        if is_visible() {
            run();
        }
    });
}

/// Whether the page can be seen now.
pub fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Whether the device thinks that it has a network. `true` promises nothing; `false` is certain.
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

    /// Tracked.
    pub fn get(self) -> bool {
        self.0.get()
    }

    pub fn get_untracked(self) -> bool {
        self.0.get_untracked()
    }
}
