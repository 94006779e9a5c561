//! Pages that need a session.

use super::{SavedNoticeList, SavedReceipt, error_message};
use crate::{
    browser::{address::Address, redirect},
    client::Client,
    components::{PageHeading, ProblemPanel, WaitingPage, remount, use_texts},
    reactive::{context, memo},
    routes::{Route, SessionEnd},
    state::{CurrentSession, KeptAccounts, SavedNotices, session::Gate},
};
use contract::TopUpId;
use leptos::{prelude::*, task::spawn_local};

/// Shows its children to a signed-in guardian. Others are redirected to the sign-in page, which leads back to this
/// address; if notices are saved, they are shown instead, with a link to the sign-in page.
#[component]
pub fn SignedInOnly(
    /// Shows its children without a network too, if this phone keeps the guardian's accounts.
    #[prop(optional)]
    kept: bool,
    /// If the gateway cannot be reached, the receipt of this top-up is offered, if it is on this phone.
    #[prop(optional)]
    receipt: Option<TopUpId>,
    children: ChildrenFn,
) -> impl IntoView {
    let session: CurrentSession = context();
    let saved_notices: SavedNotices = context();
    let texts = use_texts();
    let client: Client = context();
    // The saved notices matter only without a session.
    let gate = memo(move || match session.gate() {
        Gate::SignIn => (Gate::SignIn, saved_notices.is_empty()),
        Gate::Unreachable if kept => (Gate::Unreachable, has_kept(session)),
        gate => (gate, false),
    });
    let retry = Callback::new(move |()| {
        spawn_local(async move { drop(session.read(client).await) });
    });
    remount(
        move || gate.get(),
        move |gate| match gate {
            (Gate::Wait, _) => view! { <WaitingPage><SavedNoticeList /></WaitingPage> }.into_any(),
            (Gate::SignIn, true) => {
                redirect::replace(sign_in_route(session));
                view! { <WaitingPage /> }.into_any()
            }
            (Gate::SignIn, false) => view! { <SignInLink /> }.into_any(),
            (Gate::Open, _) | (Gate::Unreachable, true) => children().into_any(),
            (Gate::Unreachable, false) => view! {
                <PageHeading title=texts.shell.app_name />
                {remount(
                    move || session.error(),
                    move |error| error.map(|error| {
                        view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry /> }
                    }),
                )}
                {receipt.clone().map(|id| view! { <SavedReceipt id=id /> })}
                <SavedNoticeList />
            }
            .into_any(),
        },
    )
}

fn has_kept(session: CurrentSession) -> bool {
    session.last_mark().is_some_and(|owner| KeptAccounts::of(&owner).is_some())
}

/// The saved notices and the link to the sign-in page.
#[component]
pub fn SignInLink() -> impl IntoView {
    let session: CurrentSession = context();
    let texts = use_texts();
    let ended = untrack(|| session.has_ended());
    view! {
        <PageHeading title=texts.sign_in.title />
        {ended.then(|| view! { <p class="alert alert-warning" role="status">{texts.sign_in.session_over}</p> })}
        <SavedNoticeList />
        <p>
            // A page of the gateway: `rel` keeps the app from handling the click.
            <a class="btn btn-primary w-100" rel="external" href=sign_in_route(session).to_string()>
                {texts.outcome.sign_in}
            </a>
        </p>
    }
}

/// The sign-in page, with the current address to return to.
fn sign_in_route(session: CurrentSession) -> Route {
    let address: Address = context();
    // If the current address is the sign-in page's, its own target is kept.
    let here = address.get_untracked();
    let then = match here.parse() {
        Ok(Route::SignIn { then, .. }) => then,
        _ => here.parse().ok(),
    };
    let ended = untrack(|| session.has_ended()).then_some(SessionEnd::Expired);
    Route::SignIn { then, ended }
}
