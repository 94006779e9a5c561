//! The app: every screen. It takes the entrance's place once somebody has signed in, and is there at once where somebody
//! is signed in already, or has notices on the phone.

mod navigation;
mod shell;

use crate::signal::RwSignal;
use crate::{
    browser::{address::Address, boot},
    client::Listeners,
    dom::{Dom, effect, on_change},
    frame::Ground,
    json,
    messages::Texts,
    pages::{CurrentSession, Known, Letters, look_after},
    wallet::Wallet,
};
use leptos::{prelude::*, task::spawn_local};
pub use navigation::navigation;

/// The whole app, at first in the language of these texts.
pub fn app(texts: Texts) -> Dom {
    let ground = Ground::lay(texts);
    let Ground { session, town, address, online, .. } = ground;
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
    effect(move || {
        if let Some(owner) = session.mark() {
            wallet.is_of(&owner);
            spawn_local(session.watch(ground.client(listeners)));
        }
    });
    session.follow_elsewhere(move || ground.client(listeners));
    spawn_local(town.ask(ground.client(listeners)));
    if let Some(begun) = boot::session().and_then(|session| json::read(&session).ok()) {
        session.begin(begun);
    } else if boot::may_be_signed_in() || untrack(|| !wallet.is_empty()) {
        spawn_local(session.ask(ground.client(listeners)));
    } else {
        // The way in is there at once, and the gateway need not be asked who is not there.
        session.leave();
    }

    // A network that comes back answers what could not be asked.
    on_change(
        move || online.get(),
        move |now| {
            if *now && session.is_unreachable_untracked() {
                spawn_local(town.ask(ground.client(listeners)));
                spawn_local(session.ask(ground.client(listeners)));
            }
        },
    );

    look_after(wallet, ground.client(listeners));
    provide_context(Letters::look_after(wallet, session));
    counter_first(address, online, session, wallet);

    ground.in_each_language(listeners, shell::shell)
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
            // Once: whoever closes the counter means to see the rest.
            waiting.set_value(false);
            address.go_instead("/sportello");
        }
    };
    // Before anything else is drawn; and when the gateway turns out to be out of reach.
    untrack(open);
    effect(open);
}
