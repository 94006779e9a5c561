//! The entrance: the way in and the help page, a program of its own for whoever comes without a session. The app takes
//! its place once it is needed; until then it need not be waited for (docs/decisions/0021).

use crate::context::context;
use crate::{
    browser::{address::Address, boot, document, files, focus::focus, leaving, storage},
    client::Listeners,
    components::{Announcer, LiveRegion, WaitingPage},
    dom::{self, Dom, Mounted, dynamic, effect, view},
    frame::{CONTENT, Frame, Ground, Screen, start},
    messages::Texts,
    pages::{CurrentSession, EntrancePage, HelpPage, LETTERS, SignInDraft, SignInPage},
    wallet::Wallet,
};
use leptos::{prelude::*, task::spawn_local};
use std::cell::RefCell;

thread_local! {
    /// The entrance itself, while it is on the page.
    static OPEN: RefCell<Option<Mounted>> = const { RefCell::new(None) };
}

/// Puts it on the page.
pub fn open() {
    OPEN.set(start(entrance));
}

/// The app takes its place, as soon as it has come and if it is wanted then.
fn leave(session: CurrentSession, wanted: Memo<bool>) {
    spawn_local(async move {
        let come = boot::prepare_app().await;
        // Back, meanwhile, to where the entrance has something to show.
        if wanted.try_get_untracked() != Some(true) {
            return;
        }
        if !come {
            return document::mark("failed");
        }
        // Without it the app asks the gateway.
        let session = session.get_untracked().and_then(|session| serde_json::to_string(&session).ok());
        // Once only; and its listeners must not hear what is meant for the app.
        if let Some(entrance) = OPEN.take() {
            drop(entrance);
            boot::open_app(session);
        }
    });
}

/// All of it, at first in the language of these texts.
fn entrance(texts: Texts) -> Dom {
    let ground = Ground::lay(texts);
    let Ground { language, session, town, address, .. } = ground;
    let announcer: Announcer = context();
    session.leave();
    let listeners =
        Listeners { signed_out: Callback::new(move |()| session.over()), top_up: Callback::new(|_| {}) };
    spawn_local(town.ask(ground.client(listeners)));
    // The entrance is for phones without a notice: no letter has one.
    files::forget_all(LETTERS);
    // While the guardian looks for the code there is time to fetch the app.
    let draft: SignInDraft = context();
    effect(move || {
        if draft.is_under_way() {
            spawn_local(async {
                // Whoever needs it asks again.
                let _ = boot::prepare_app().await;
            });
        }
    });
    let done = Memo::new(move |_| session.is_signed_in() || !is_here(&Screen::at(&address.path())));
    effect(move || {
        if done.get() {
            // What had the focus is gone. Whoever cannot see the grey cards hears what they stand for.
            let loading = untrack(|| language.texts()).common.loading;
            announcer.say(loading);
            focus(CONTENT);
            leave(session, done);
        }
    });
    // In another tab somebody has signed in, or a notice has come onto the phone: then the app is wanted here.
    storage::on_change_elsewhere(|| {
        if CurrentSession::is_elsewhere() || Wallet::is_kept() {
            leaving::reload();
        }
    });
    ground.in_each_language(listeners, || {
        view! {
            <Frame navigation=dom::fragment warning=dom::fragment><Screens /></Frame>
            <LiveRegion />
        }
    })
}

/// Whether the entrance has something to show at this address to whoever is not signed in.
const fn is_here(screen: &Screen) -> bool {
    match screen {
        Screen::Accounts
        | Screen::Entrance
        | Screen::TopUp(_)
        | Screen::Notice(_)
        | Screen::History
        | Screen::Help => true,
        // A kept notice, an outcome: what one need not be signed in for.
        Screen::Counter(_) | Screen::Outcome(_) | Screen::NotFound => false,
    }
}

#[component]
fn Screens() -> Dom {
    let address: Address = context();
    let session: CurrentSession = context();
    let screen = Memo::new(move |_| Screen::at(&address.path()));
    let signed_in = Memo::new(move |_| session.is_signed_in());
    dynamic(move || match screen.get() {
        Screen::Help => view! { <HelpPage /> },
        Screen::Entrance => view! { <EntrancePage kept=dom::fragment /> },
        // The app is coming.
        screen if signed_in.get() || !is_here(&screen) => view! { <WaitingPage kept=dom::fragment /> },
        _ => view! { <SignInPage kept=dom::fragment /> },
    })
}
