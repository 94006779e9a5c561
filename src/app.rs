//! The app: its contexts, and the page at each address.

use crate::{
    browser::{address::Address, boot, document, lifecycle::Online},
    client::Client,
    components::{Announcer, FirstScreen, LiveRegion, PageError, remount},
    layout::{Layout, SignInLink, SignedInOnly, TestBanner},
    pages::{
        AccountsPage, CounterPage, HelpPage, HistoryPage, NotFoundPage, NoticePage, NoticesPage, OutcomePage,
        ProfilePage, SharedNoticePage, TopUpPage,
    },
    reactive::{context, effect, memo},
    routes::{Route, RouteError},
    state::{
        AccountsState, ChosenLanguage, CurrentSession, Letters, MunicipalityState, SavedNotices, TopUpsState,
        refresh, session::Gate,
    },
};
use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;
use std::rc::Rc;

/// The contexts that every page can read by type. `Copy`, so that tasks can own it.
#[derive(Clone, Copy)]
struct AppContext {
    language: ChosenLanguage,
    session: CurrentSession,
    municipality: MunicipalityState,
    saved_notices: SavedNotices,
    accounts: AccountsState,
    address: Address,
    online: Online,
    /// Of every client. Requests outlive the page that sends them, so it belongs to the app's root.
    on_signed_out: Callback<()>,
}

impl AppContext {
    fn provide(texts: Texts) -> Self {
        let session = CurrentSession::new();
        let saved_notices = SavedNotices::open();
        let top_ups = TopUpsState::new(session, saved_notices);
        let context = Self {
            language: ChosenLanguage::new(texts),
            session,
            municipality: MunicipalityState::new(),
            saved_notices,
            accounts: AccountsState::new(session, top_ups),
            address: Address::follow(),
            online: Online::follow(),
            on_signed_out: Callback::new(move |()| session.end()),
        };
        let Self { language, municipality, accounts, address, online, .. } = context;
        provide_context(language);
        provide_context(session);
        provide_context(municipality);
        provide_context(saved_notices);
        provide_context(address);
        provide_context(online);
        provide_context(top_ups);
        provide_context(accounts);
        provide_context(Announcer::new());
        provide_context(PageError::new());
        provide_context(FirstScreen::new(true));
        context
    }

    /// A client in the current language.
    fn client(self) -> Client {
        self.client_in(self.language.get_untracked())
    }

    fn client_in(self, language: contract::Language) -> Client {
        Client::new(language, self.on_signed_out)
    }

    /// Asks the gateway who is signed in. If there is a network, but neither a session cookie nor a saved notice, the
    /// sign-in page is shown without a request. It goes on asking until the gateway answers.
    fn read_session(self) {
        let may_have_session = boot::may_be_signed_in() || untrack(|| !self.saved_notices.is_empty());
        if may_have_session || !self.online.get_untracked() {
            refresh(move || async move {
                if self.session.is_unknown_untracked() {
                    self.session.read(self.client()).await
                } else {
                    Ok(())
                }
            });
        } else {
            self.session.end();
        }
    }

    /// Asks the gateway for the municipality until it has answered once.
    fn read_municipality(self) {
        let is_read = StoredValue::new(false);
        refresh(move || async move {
            if is_read.try_get_value() == Some(false) {
                self.municipality.read(self.client()).await?;
                is_read.try_set_value(true);
            }
            Ok(())
        });
    }

    /// Reacts to changes of the session, the municipality, the network and other tabs.
    fn follow(self) {
        let Self { session, municipality, saved_notices, .. } = self;
        effect(move || {
            if let Some(owner) = session.mark() {
                saved_notices.remove_others(&owner);
                spawn_local(session.watch(self.client()));
            }
        });
        effect(move || {
            let Some(municipality) = municipality.get() else { return };
            if let Some(colours) = &municipality.colours {
                document::set_property("--brand", &colours.light);
                document::set_property("--brand-dark", &colours.dark);
            }
            if let Some(warm) = &municipality.warm {
                document::set_property("--brand-warm", &warm.light);
                document::set_property("--brand-warm-dark", &warm.dark);
            }
        });
        session.follow_elsewhere(move || self.client());
        saved_notices.follow(self.client());
    }

    /// Shows the counter page first when the app is opened from its icon, the gateway cannot be reached and a notice is
    /// saved: the guardian is then most likely at a counter.
    fn counter_first(self) {
        let Self { session, saved_notices, address, online, .. } = self;
        let from_icon = Route::Accounts { from_icon: true };
        let waiting = StoredValue::new(address.get_untracked().parse() == Ok(from_icon));
        let open = move || {
            let cut_off = !online.get() || session.is_unreachable();
            let still_there = matches!(address.get_untracked().parse(), Ok(Route::Accounts { .. }));
            let any = untrack(|| !saved_notices.is_empty());
            if cut_off && still_there && any && waiting.get_value() {
                // Only once: a guardian who closes the counter wants to see the other pages.
                waiting.set_value(false);
                address.replace(Route::Counter(None));
            }
        };
        // Before the first page is drawn, and again when the gateway cannot be reached.
        untrack(open);
        effect(open);
    }

    /// Calls `then` once when the accounts page waits for no first answer any more, or another page is shown.
    fn when_settled(self, then: Rc<dyn Fn()>) {
        let Self { session, address, accounts, .. } = self;
        let mut then = Some(then);
        effect(move || {
            let waits = match session.gate() {
                Gate::Wait => true,
                Gate::Open => accounts.accounts.get().is_none() || accounts.top_ups.get().is_none(),
                Gate::SignIn | Gate::Unreachable => false,
            };
            let is_there = matches!(address.get().parse(), Ok(Route::Accounts { .. }));
            if (!waits || !is_there)
                && let Some(then) = then.take()
            {
                // In a task of its own, after those that have drawn the answers.
                Timeout::new(0, move || then()).forget();
            }
        });
    }
}

/// The whole app. It starts in the language of `texts`.
#[component]
pub fn App(
    texts: Texts,
    /// Called once when the accounts page has its accounts, or there is something else to see.
    on_accounts: Rc<dyn Fn()>,
) -> impl IntoView {
    let context = AppContext::provide(texts);
    let AppContext { language, session, saved_notices, .. } = context;
    context.follow();
    context.read_municipality();
    context.read_session();
    provide_context(Letters::follow(saved_notices, session));
    context.counter_first();
    context.when_settled(on_accounts);

    // A change of language mounts every page again.
    remount(
        move || language.texts(),
        move |texts| {
            provide_context(texts);
            provide_context(context.client_in(texts.language));
            view! {
                <Pages />
                <LiveRegion />
            }
        },
    )
}

/// The counter page without the layout, every other page within it.
#[component]
fn Pages() -> impl IntoView {
    let address: Address = context();
    let route = memo(move || address.get().parse::<Route>());
    // The counter page has no links that could be tapped by mistake.
    let counter = memo(move || match route.get() {
        Ok(Route::Counter(id)) => Some(id),
        _ => None,
    });
    remount(
        move || counter.get(),
        move |counter| match counter {
            Some(id) => view! {
                <header class="counter-head"><TestBanner /></header>
                <CounterPage id=id />
            }
            .into_any(),
            None => view! { <Layout>{remount(move || route.get(), page)}</Layout> }.into_any(),
        },
    )
}

/// The page at this address.
fn page(route: Result<Route, RouteError>) -> AnyView {
    match route {
        Ok(Route::Accounts { .. }) => {
            view! { <SignedInOnly kept=true><AccountsPage /></SignedInOnly> }.into_any()
        }
        // The gateway serves this address. The app is loaded here only without a network.
        Ok(Route::SignIn { .. }) => view! { <SignInLink /> }.into_any(),
        Ok(Route::TopUp(accounts)) => {
            view! { <SignedInOnly><TopUpPage accounts=accounts.clone() /></SignedInOnly> }.into_any()
        }
        Ok(Route::Notice(id)) => {
            view! { <SignedInOnly receipt=id.clone()><NoticePage id=Some(id.clone()) /></SignedInOnly> }
                .into_any()
        }
        Ok(Route::SharedNotice { id, .. }) => view! { <SharedNoticePage id=Some(id) /> }.into_any(),
        Ok(Route::Outcome(id)) => view! { <OutcomePage id=Some(id) /> }.into_any(),
        Ok(Route::Help(_)) => view! { <HelpPage /> }.into_any(),
        Ok(Route::Notices) => view! { <SignedInOnly><NoticesPage /></SignedInOnly> }.into_any(),
        Ok(Route::History) => view! { <SignedInOnly><HistoryPage /></SignedInOnly> }.into_any(),
        Ok(Route::Profile) => view! { <SignedInOnly><ProfilePage /></SignedInOnly> }.into_any(),
        // `Pages` shows it without the layout.
        Ok(Route::Counter(_)) => ().into_any(),
        Err(RouteError::NotATopUpId) => {
            view! { <SignedInOnly><NoticePage id=None /></SignedInOnly> }.into_any()
        }
        Err(RouteError::NotALink) => view! { <SharedNoticePage id=None /> }.into_any(),
        Err(RouteError::NotACheckoutId) => view! { <OutcomePage id=None /> }.into_any(),
        Err(RouteError::NoSuchPage) => view! { <NotFoundPage /> }.into_any(),
    }
}
