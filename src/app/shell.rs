//! The screens of the app, and the page around them.

use super::navigation::navigation;
use crate::context::context;
use crate::{
    browser::{address::Address, focus::focus},
    client::Client,
    components::{LiveRegion, Mishap, SessionWarning, use_texts},
    dom::{self, Dom, dynamic, view},
    frame::{CONTENT, Frame, Screen, TestStrip},
    pages::{
        AccountsPage, CounterPage, CurrentSession, EntrancePage, HelpPage, HistoryPage, NotFoundPage,
        NoticePage, OutcomePage, SignedInOnly, TopUpPage, kept_notices,
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Everything on the page.
pub fn shell() -> Dom {
    let address: Address = context();
    // At a counter there is nothing to hit by mistake.
    let counter = Memo::new(move |_| match Screen::at(&address.path()) {
        Screen::Counter(id) => Some(id),
        _ => None,
    });
    view! {
        {dynamic(move || match counter.get() {
            Some(id) => view! {
                <header class="counter-head"><TestStrip /></header>
                <CounterPage id=id />
            },
            None => view! { <Frame navigation=navigation warning=session_warning><Screens /></Frame> },
        })}
        <LiveRegion />
    }
}

/// The screen at the address. Another account's address mounts the screen anew.
#[component]
fn Screens() -> Dom {
    let address: Address = context();
    let screen = Memo::new(move |_| Screen::at(&address.path()));
    dynamic(move || match screen.get() {
        Screen::Accounts => view! { <SignedInOnly><AccountsPage /></SignedInOnly> },
        Screen::Entrance => view! { <EntrancePage kept=kept_notices /> },
        Screen::TopUp(account) => {
            view! { <SignedInOnly><TopUpPage account=account.clone() /></SignedInOnly> }
        }
        Screen::Notice(id) => view! { <SignedInOnly><NoticePage id=id.parse().ok() /></SignedInOnly> },
        Screen::Outcome(id) => view! { <OutcomePage id=id.parse().ok() /> },
        Screen::Help => view! { <HelpPage /> },
        Screen::History => view! { <SignedInOnly><HistoryPage /></SignedInOnly> },
        // It has no frame.
        Screen::Counter(_) => dom::fragment(),
        Screen::NotFound => view! { <NotFoundPage /> },
    })
}

/// Nothing while there is time.
fn session_warning() -> Dom {
    let texts = use_texts();
    let session: CurrentSession = context();
    let client: Client = context();
    let mishap: Mishap = context();
    let stay = Callback::new(move |()| {
        focus(CONTENT);
        mishap.is_past();
        spawn_local(async move {
            if session.prolong(client).await.is_err() {
                mishap.tell(texts.shell.offline);
            }
        });
    });
    dynamic(move || session.is_ending().then(|| view! { <SessionWarning on_stay=stay /> }))
}
