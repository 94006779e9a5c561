//! The address of the current page, which follows links and the Back button.

use super::{lifecycle::on_window, transition};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// The part of the address after `#`, if it is not empty.
pub fn hash() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    hash.strip_prefix('#').filter(|name| !name.is_empty()).map(str::to_owned)
}

/// Path and query of the current page.
#[derive(Clone, Copy)]
pub struct Address(RwSignal<String>);

impl Address {
    /// For the app's root: follows links and the Back button until its owner is disposed.
    pub fn follow() -> Self {
        let address = Self(RwSignal::new(now()));
        on_window("popstate", move |_| address.read());
        on_window("click", move |click| {
            if let Some(path) = own_link(click.unchecked_ref()) {
                click.prevent_default();
                transition::during(move || address.go(path));
            }
        });
        address
    }

    /// The address, for example `/ricarica?conti=A,B`. Tracked.
    pub fn get(self) -> String {
        self.0.get()
    }

    /// The address, untracked.
    pub fn get_untracked(self) -> String {
        self.0.get_untracked()
    }

    /// Shows another page of the app, scrolled to its top.
    pub fn go(self, to: impl ToString) {
        self.move_to(&to.to_string(), false);
    }

    /// Shows another page in place of this one: Back does not return to this one.
    pub fn replace(self, to: impl ToString) {
        self.move_to(&to.to_string(), true);
    }

    fn move_to(self, path: &str, replace: bool) {
        let Some(window) = web_sys::window() else { return };
        let moved = window.history().and_then(|history| {
            if replace {
                history.replace_state_with_url(&JsValue::NULL, "", Some(path))
            } else {
                history.push_state_with_url(&JsValue::NULL, "", Some(path))
            }
        });
        // Browsers refuse too many navigations at once: the page then stays.
        if moved.is_ok() {
            self.read();
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    fn read(self) {
        let now = now();
        // A jump within the page does not change path and query.
        if self.0.try_with_untracked(|before| *before != now) == Some(true) {
            self.0.set(now);
        }
    }
}

fn now() -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return String::new() };
    [location.pathname().unwrap_or_default(), location.search().unwrap_or_default()].concat()
}

/// The path of a plain click on a link to another page of the app.
fn own_link(click: &web_sys::MouseEvent) -> Option<String> {
    let modified = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if click.default_prevented() || modified || click.button() != 0 {
        return None;
    }
    let target: web_sys::Element = click.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok()??;
    if ["target", "download", "rel"].iter().any(|name| link.has_attribute(name)) {
        return None;
    }
    // Only paths of the app: no other site, no telephone number, no jump within the page.
    link.get_attribute("href").filter(|path| path.starts_with('/') && !path.starts_with("//"))
}
