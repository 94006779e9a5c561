//! Putting the app on the page.

use super::Dom;
use leptos::{
    mount::{UnmountHandle, mount_to},
    prelude::Render,
};
use web_sys::HtmlElement;

/// Something on the page. When it is dropped its signals and effects end.
#[must_use = "what is dropped ends at once"]
pub struct Mounted(UnmountHandle<<() as Render>::State>);

impl Mounted {
    /// It stays as long as the page.
    pub fn for_ever(self) {
        self.0.forget();
    }
}

/// Builds, under an owner of its own, and puts it at the end of `place`.
pub fn mount(place: HtmlElement, build: impl FnOnce() -> Dom + 'static) -> Mounted {
    let parent = place.clone();
    // Leptos starts its executor and makes the owner; what it mounts is nothing.
    Mounted(mount_to(parent, move || {
        // A node that was just built fits everywhere.
        let _ = place.append_child(build().node());
    }))
}
