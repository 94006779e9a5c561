//! The screens of the app, and the page around them.

use crate::{
    browser::address::Address,
    components::{LiveRegion, remount},
    frame::{Frame, Screen, TestStrip},
    pages::{
        AccountsPage, CounterPage, HelpPage, HistoryPage, NotFoundPage, NoticePage, OutcomePage, SignInPage,
        SignedInOnly, TopUpPage,
    },
};
use leptos::prelude::*;

/// Everything on the page.
#[component]
pub fn Shell() -> impl IntoView {
    let address: Address = expect_context();
    // At a counter there is nothing to hit by mistake.
    let counter = Memo::new(move |_| match Screen::at(&address.path()) {
        Screen::Counter(id) => Some(id),
        _ => None,
    });
    view! {
        {remount(
            move || counter.get(),
            |counter| match counter {
                Some(id) => view! {
                    <header class="counter-head"><TestStrip /></header>
                    <CounterPage id=id />
                }.into_any(),
                None => view! { <Frame><Screens /></Frame> }.into_any(),
            },
        )}
        <LiveRegion />
    }
}

/// The screen at the address. Another account's address mounts the screen anew.
#[component]
fn Screens() -> impl IntoView {
    let address: Address = expect_context();
    let screen = Memo::new(move |_| Screen::at(&address.path()));
    remount(
        move || screen.get(),
        |screen| match screen {
            Screen::Accounts => view! { <SignedInOnly><AccountsPage /></SignedInOnly> }.into_any(),
            Screen::SignIn => view! { <SignInPage /> }.into_any(),
            Screen::TopUp(account) => {
                view! { <SignedInOnly><TopUpPage account=account.clone() /></SignedInOnly> }.into_any()
            }
            Screen::Notice(id) => {
                view! { <SignedInOnly><NoticePage id=id.parse().ok() /></SignedInOnly> }.into_any()
            }
            Screen::Outcome(id) => view! { <OutcomePage id=id.parse().ok() /> }.into_any(),
            Screen::Help => view! { <HelpPage /> }.into_any(),
            Screen::History => view! { <SignedInOnly><HistoryPage /></SignedInOnly> }.into_any(),
            // It has no frame.
            Screen::Counter(_) => ().into_any(),
            Screen::NotFound => view! { <NotFoundPage /> }.into_any(),
        },
    )
}
