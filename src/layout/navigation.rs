//! The tabs of a signed-in guardian: at the bottom of a phone, at the side of a wide screen.

use crate::{
    browser::address::Address,
    components::{Icon, Shape, use_texts},
    reactive::{context, memo},
    routes::Route,
    state::{CurrentSession, SavedNotices},
};
use contract::TopUpState;
use leptos::prelude::*;

/// Empty without a session, and on pages without tabs.
#[component]
pub fn Navigation() -> impl IntoView {
    let session: CurrentSession = context();
    let address: Address = context();
    let shown = memo(move || {
        session.is_signed_in() && address.get().parse().map_or(true, |route: Route| route.has_tabs())
    });
    move || shown.get().then(|| view! { <Tabs /> })
}

#[component]
fn Tabs() -> impl IntoView {
    let texts = use_texts();
    view! {
        <nav class="tabs" aria-label=texts.shell.navigation>
            <Tab to=Route::ACCOUNTS shape=Shape::House label=texts.shell.accounts />
            <Tab to=Route::History shape=Shape::List label=texts.shell.history />
            <Tab to=Route::Notices shape=Shape::Code label=texts.notices.title><Payable /></Tab>
            <Tab to=Route::Help(None) shape=Shape::Question label=texts.help.title />
        </nav>
    }
}

/// A link, marked if it leads to the current page.
#[component]
fn Tab(
    to: Route,
    shape: Shape,
    label: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let address: Address = context();
    let href = to.to_string();
    let here = move || match address.get().parse() {
        // With or without `from_icon`.
        Ok(Route::Accounts { .. }) => Route::ACCOUNTS == to,
        Ok(Route::Help(_)) => Route::Help(None) == to,
        route => route.as_ref() == Ok(&to),
    };
    view! {
        <a href=href aria-current=move || here().then_some("page")>
            <span class="tab-icon"><Icon shape=shape />{children.map(|children| children())}</span>
            <span>{label}</span>
        </a>
    }
}

/// How many notices can be paid. Empty if there are none.
#[component]
fn Payable() -> impl IntoView {
    let texts = use_texts();
    let saved_notices: SavedNotices = context();
    // Others are saved as well, but a payment of theirs may be in progress.
    let count =
        memo(move || saved_notices.all().iter().filter(|saved| saved.state == TopUpState::Unpaid).count());
    move || match u64::try_from(count.get()) {
        Ok(0) | Err(_) => None,
        Ok(count) => Some(view! {
            <span class="tab-count" aria-hidden="true">{count}</span>
            <span class="visually-hidden">{texts.notices.to_pay.of(count)}", "</span>
        }),
    }
}
