//! Mounts the app in place of the first screen of `index.html`, and has something to say when it breaks.

use leptos::{mount::mount_to, view};
use ricarica::{app::App, browser::document};

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The texts wait in index.html, in every language: nothing here can be relied on any more.
        document::mark("broken");
    }));
    if let Some(place) = document::clear("app") {
        mount_to(place, || view! { <App /> }).forget();
        document::mark("running");
    }
}
