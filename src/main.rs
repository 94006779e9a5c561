//! Mounts the app, and shows the panic screen when it breaks.

use gloo_timers::callback::Timeout;
use leptos::mount::mount_to;
use ricarica::{
    app::App,
    browser::document::{self, Replacement},
    state::language::first_texts,
};
use std::rc::Rc;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // `index.html` has the message in every language, because a broken app cannot show its own.
        document::mark("broken");
    }));
    let Some(texts) = first_texts() else { return document::mark("broken") };
    let Some(replacement) = Replacement::of("app") else { return };
    let place = replacement.place();
    // The accounts that the gateway has put into the page stay until the app has drawn them too. Grey cards are replaced
    // at once.
    let has_accounts = replacement.replaces(".accounts");
    let show = Rc::new(move || {
        replacement.show();
        document::mark("running");
    });
    let on_accounts = show.clone();
    let mount = move || {
        mount_to(place, move || leptos::view! { <App texts=texts on_accounts=on_accounts /> }).forget()
    };
    if has_accounts {
        // In a task of its own, because the browser has just compiled the program in this one.
        Timeout::new(0, mount).forget();
    } else {
        mount();
        show();
    }
}
