//! The app: its contexts, and every screen.

mod shell;

use crate::{
    browser::{address::Address, boot, document},
    client::{Client, Listeners},
    components::remount,
    frame::Ground,
    messages::Texts,
    pages::{CurrentSession, Known, Letters, look_after},
    wallet::Wallet,
};
use leptos::{prelude::*, task::spawn_local};
use shell::Shell;

/// The whole app, at first in the language of these texts.
#[component]
pub fn App(texts: Texts) -> impl IntoView {
    let ground = Ground::lay(texts);
    let Ground { language, session, town, address, online, .. } = ground;
    let wallet = Wallet::open();
    provide_context(wallet);
    provide_context(Known::new(session));

    let listeners = Listeners {
        signed_out: Callback::new(move |()| session.over()),
        top_up: Callback::new(move |top_up| {
            if let Some(owner) = session.mark_untracked() {
                wallet.told(&owner, &top_up);
            }
        }),
    };
    let client = move || Client::new(language.get_untracked(), listeners);
    Effect::new(move |_| {
        if let Some(owner) = session.mark() {
            wallet.is_of(&owner);
            spawn_local(session.watch(client()));
        }
    });
    session.follow_elsewhere(client);
    spawn_local(town.ask(client()));
    let may_be_signed_in = boot::may_be_signed_in() || untrack(|| !wallet.is_empty());
    if may_be_signed_in || !online.get_untracked() {
        spawn_local(session.ask(client()));
    } else {
        // The sign-in page is shown without a question to the gateway.
        session.over();
    }

    // A network that comes back answers what could not be asked.
    Effect::watch(
        move || online.get(),
        move |now, before, _| {
            if *now && before == Some(&false) && session.is_unreachable_untracked() {
                spawn_local(town.ask(client()));
                spawn_local(session.ask(client()));
            }
        },
        false,
    );

    look_after(wallet, client());
    provide_context(Letters::look_after(wallet, session));
    counter_first(address, online, session, wallet);

    // Another language mounts every screen anew.
    remount(
        move || language.texts(),
        move |texts| {
            document::set_language(texts.language.tag());
            provide_context(texts);
            provide_context(Client::new(texts.language, listeners));
            view! { <Shell /> }
        },
    )
}

/// The query of the addresses that the icon opens (`public/manifest.webmanifest`).
const FROM_ICON: (&str, &str) = ("da", "icona");

/// Opened from the icon where there is no way to the gateway, with a notice to pay: most likely a counter, and a queue
/// behind. The code comes first.
fn counter_first(address: Address, online: RwSignal<bool>, session: CurrentSession, wallet: Wallet) {
    let waiting = StoredValue::new(address.query(FROM_ICON.0).as_deref() == Some(FROM_ICON.1));
    let open = move || {
        let cut_off = !online.get() || session.is_unreachable();
        let still_there = untrack(|| address.path()) == "/";
        if cut_off && still_there && !untrack(|| wallet.is_empty()) && waiting.get_value() {
            // Once: a guardian who closes the counter means to see the rest.
            waiting.set_value(false);
            address.go_instead("/sportello");
        }
    };
    // Before anything else is drawn; and when the gateway turns out to be out of reach.
    untrack(open);
    Effect::new(move |_| open());
}
