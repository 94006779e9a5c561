//! Where the guardian is in the app: the address bar, links and the Back button.

use super::lifecycle::on_window;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// A place in the app: `/ricarica` and `conti=A,B`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: String,
    query: String,
}

impl Place {
    fn now() -> Self {
        let location = web_sys::window().map(|window| window.location());
        let part = |part: Option<Result<String, JsValue>>| part.and_then(Result::ok).unwrap_or_default();
        Self {
            path: part(location.as_ref().map(web_sys::Location::pathname)),
            query: part(location.as_ref().map(web_sys::Location::search)),
        }
    }
}

/// What stands behind `#` in the address bar: the part of the page that was asked for.
pub fn hash() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    hash.strip_prefix('#').filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The address of the page that is shown. `Copy`: hand it to any handler.
#[derive(Clone, Copy)]
pub struct Address(RwSignal<Place>);

impl Address {
    /// For the app's root: follows links and the Back button as long as its owner lives.
    pub fn follow() -> Self {
        let address = Self(RwSignal::new(Place::now()));
        on_window("popstate", move |_| address.look());
        on_window("click", move |click| {
            if let Some(path) = own_link(click.unchecked_ref()) {
                click.prevent_default();
                address.go(&path);
            }
        });
        address
    }

    /// The path, tracked: `/ricarica`.
    pub fn path(self) -> String {
        self.0.with(|place| place.path.clone())
    }

    /// Path and query, tracked: `/ricarica?conti=A,B`.
    pub fn here(self) -> String {
        self.0.with(|place| [place.path.as_str(), place.query.as_str()].concat())
    }

    /// The value of this key in the query, tracked.
    pub fn query(self, key: &str) -> Option<String> {
        let query = self.0.with(|place| place.query.clone());
        web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(key)
    }

    /// Shows another page of the app, from its beginning.
    pub fn go(self, path: &str) {
        self.move_to(path, false);
    }

    /// Shows another page in place of this one: Back does not lead here again.
    pub fn go_instead(self, path: &str) {
        self.move_to(path, true);
    }

    fn move_to(self, path: &str, instead: bool) {
        let Some(window) = web_sys::window() else { return };
        let moved = window.history().and_then(|history| {
            if instead {
                history.replace_state_with_url(&JsValue::NULL, "", Some(path))
            } else {
                history.push_state_with_url(&JsValue::NULL, "", Some(path))
            }
        });
        // A browser that refuses (too many moves at once) stays where it is.
        if moved.is_ok() {
            self.look();
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    fn look(self) {
        let now = Place::now();
        // A jump within the page changes nothing here.
        if self.0.try_with_untracked(|before| *before != now) == Some(true) {
            self.0.set(now);
        }
    }
}

/// Where a click leads, if it is a plain click on a link to another page of the app.
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
    // A path of the app: no other site, no telephone, no jump within the page.
    link.get_attribute("href").filter(|path| path.starts_with('/') && !path.starts_with("//"))
}
