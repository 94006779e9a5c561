//! The page's own life: shown again from the back-forward cache, seen or hidden, with or without a network.
//!
//! Each listener lasts as long as the component that asks for it.

use leptos::{ev, leptos_dom::helpers::WindowListenerHandle, prelude::*};

pub(super) fn while_mounted(handle: WindowListenerHandle) {
    on_cleanup(move || handle.remove());
}

/// Runs when the browser shows a page that it had kept frozen (Back from the payment page).
pub fn on_shown_again(run: impl Fn() + 'static) {
    while_mounted(window_event_listener(ev::pageshow, move |event: web_sys::PageTransitionEvent| {
        if event.persisted() {
            run();
        }
    }));
}

/// Runs when the page becomes visible after having been hidden (another tab, another app, the lock screen).
pub fn on_visible(run: impl Fn() + 'static) {
    // `visibilitychange` bubbles from the document to the window in every browser of the last years.
    while_mounted(window_event_listener(ev::visibilitychange, move |_| {
        if is_visible() {
            run();
        }
    }));
}

/// Whether the page can be seen now.
pub fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Whether the device thinks that it has a network. `true` promises nothing; `false` is certain.
pub fn online_signal() -> ReadSignal<bool> {
    let (online, set_online) = signal(web_sys::window().is_none_or(|window| window.navigator().on_line()));
    while_mounted(window_event_listener(ev::online, move |_| set_online.set(true)));
    while_mounted(window_event_listener(ev::offline, move |_| set_online.set(false)));
    online
}
