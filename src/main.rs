//! Mounts the app in place of the first screen of `index.html`, and has something to say when it breaks.

use ricarica::{
    app::{app, first_texts},
    browser::document,
    dom,
};

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The texts wait in index.html, in every language: nothing here can be relied on any more.
        document::mark("broken");
    }));
    let Some(texts) = first_texts() else { return document::mark("broken") };
    if let Some(place) = document::clear("app") {
        dom::mount(place, move || app(texts)).for_ever();
        document::mark("running");
    }
}
