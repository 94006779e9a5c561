//! Who is signed in, as far as the app knows.

use super::{kept::KeptNotices, town::Town, trouble::trouble, use_client};
use crate::signal::RwSignal;
use crate::{
    browser::storage::Shelf,
    client::{Client, ClientError},
    components::{PageHeading, ProblemPanel, Skeleton, use_texts},
    dom::{Children, Dom, dynamic, view},
    pages::sign_in::SignInPage,
};
use contract::{GuardianMark, ProblemKind, Session};
use leptos::{prelude::*, task::spawn_local};

/// Kept once somebody has signed in. Not who.
const BEEN_HERE: &str = "ricarica.been-here";

/// What is known about the session.
#[derive(Clone)]
enum State {
    /// The gateway has not answered yet.
    Asking,
    SignedOut {
        /// It ended while the guardian was at work.
        ended: bool,
    },
    SignedIn(Session),
    /// The gateway could not be asked.
    Unreachable(ClientError),
}

fn mark(state: &State) -> Option<GuardianMark> {
    match state {
        State::SignedIn(session) => Some(session.mark.clone()),
        _ => None,
    }
}

/// What a page may show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    Wait,
    SignIn,
    Open,
    Unreachable,
}

/// The one session of this app.
#[derive(Clone, Copy)]
pub struct CurrentSession(RwSignal<State>);

impl CurrentSession {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(State::Asking))
    }

    /// Asks the gateway who is signed in.
    pub async fn ask(self, client: Client) {
        match client.session().await {
            Ok(session) => self.begin(session),
            Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => self.over(),
            Err(error) => self.0.set(State::Unreachable(error)),
        }
    }

    /// Somebody has signed in.
    pub fn begin(self, session: Session) {
        // Where nothing can be kept, it is explained again next time.
        let _ = Shelf::Device.keep_text(BEEN_HERE, "1");
        self.0.set(State::SignedIn(session));
    }

    /// Whether somebody has ever signed in on this device.
    pub fn was_ever_here(self) -> bool {
        Shelf::Device.text(BEEN_HERE).is_some()
    }

    /// The gateway says that nobody is signed in.
    pub fn over(self) {
        self.0.update(|state| {
            let ended = matches!(state, State::SignedIn(_) | State::SignedOut { ended: true });
            *state = State::SignedOut { ended };
        });
    }

    /// The guardian has signed out.
    pub fn leave(self) {
        self.0.set(State::SignedOut { ended: false });
    }

    /// The session, tracked; `None` unless somebody is certainly signed in.
    pub fn get(self) -> Option<Session> {
        self.0.with(|state| match state {
            State::SignedIn(session) => Some(session.clone()),
            _ => None,
        })
    }

    /// Whose notices this phone may keep.
    pub fn mark_untracked(self) -> Option<GuardianMark> {
        self.0.try_with_untracked(mark).flatten()
    }

    /// The same, tracked.
    pub fn mark(self) -> Option<GuardianMark> {
        self.0.with(mark)
    }

    /// Whether somebody is certainly signed in, tracked.
    pub fn is_signed_in(self) -> bool {
        self.0.with(|state| matches!(state, State::SignedIn(_)))
    }

    /// Whether the session ended while the guardian was at work, tracked.
    pub fn has_ended(self) -> bool {
        self.0.with(|state| matches!(state, State::SignedOut { ended: true }))
    }

    /// Whether the gateway could not be asked.
    pub fn is_unreachable_untracked(self) -> bool {
        self.0.with_untracked(|state| matches!(state, State::Unreachable(_)))
    }

    /// The same, tracked.
    pub fn is_unreachable(self) -> bool {
        self.0.with(|state| matches!(state, State::Unreachable(_)))
    }

    fn gate(self) -> Gate {
        self.0.with(|state| match state {
            State::Asking => Gate::Wait,
            State::SignedOut { .. } => Gate::SignIn,
            State::SignedIn(_) => Gate::Open,
            State::Unreachable(_) => Gate::Unreachable,
        })
    }

    fn error(self) -> Option<ClientError> {
        self.0.with(|state| match state {
            State::Unreachable(error) => Some(error.clone()),
            _ => None,
        })
    }
}

impl Default for CurrentSession {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows its children to whoever is signed in, and to others the way in, at the same address: after signing
/// in the guardian is where they wanted to be.
#[component]
pub fn SignedInOnly(children: Children) -> Dom {
    let session: CurrentSession = expect_context();
    let texts = use_texts();
    let client = use_client();
    let gate = Memo::new(move |_| session.gate());
    let town: Town = expect_context();
    let retry = Callback::new(move |()| {
        spawn_local(town.ask(client));
        spawn_local(session.ask(client));
    });
    dynamic(move || match gate.get() {
        // What is on the phone need not wait for the network.
        Gate::Wait => view! { <KeptNotices /><Skeleton /> },
        Gate::SignIn => view! { <SignInPage /> },
        Gate::Open => children.build(),
        Gate::Unreachable => view! {
            <PageHeading title=texts.shell.app_name />
            {move || {
                session.error().map(|error| view! { <ProblemPanel trouble=trouble(texts, &error) on_retry=retry /> })
            }}
            <KeptNotices />
        },
    })
}
