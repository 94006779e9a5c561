//! Mounts the app, and shows the panic screen when it breaks.

use leptos::mount::mount_to;
use ricarica::{app::App, browser::document, state::language::first_texts};

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // `index.html` has the message in every language, because a broken app cannot show its own.
        document::mark("broken");
    }));
    let Some(texts) = first_texts() else { return document::mark("broken") };
    if let Some(place) = document::clear("app") {
        mount_to(place, move || leptos::view! { <App texts=texts /> }).forget();
        document::mark("running");
    }
}
