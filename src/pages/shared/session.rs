//! Who is signed in, as far as the app knows.

use super::{kept::KeptNotices, town::Town, trouble::trouble, use_client};
use crate::{
    browser::{
        address::Address,
        leaving,
        storage::{self, Shelf},
    },
    client::{Client, ClientError, LONGEST_MS},
    components::{PageHeading, ProblemPanel, WaitingPage, remount, use_texts},
    wallet::Wallet,
};
use contract::{GuardianMark, ProblemKind, Session};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Whose session it is, for the other tabs, which share it; and in this tab, whose half-done things it keeps. A mark, no
/// name (docs/decisions/0013).
const GUARDIAN: &str = "ricarica.guardian";

/// Kept once somebody has signed in. Not who.
const BEEN_HERE: &str = "ricarica.been-here";

/// So many seconds before the session ends the guardian is warned, or half-way where it is shorter (WCAG 2.2, 2.2.1
/// asks for 20 at least).
const WARNING_S: u32 = 180;
/// While the warning stands: so often it is asked whether it is still true.
const AGAIN_S: u32 = 5;

/// What is known about the session.
#[derive(Clone)]
enum State {
    /// The gateway has not answered yet.
    Asking,
    SignedOut {
        /// It ended while the guardian was at work.
        ended: bool,
    },
    /// The guardian has signed out, and the sign-in page is about to be shown.
    Leaving,
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
    /// The same, where there is nothing to show here.
    GoToSignIn,
    Open,
    Unreachable,
}

/// The one session of this app.
#[derive(Clone, Copy)]
pub struct CurrentSession {
    state: RwSignal<State>,
    /// It will end soon unless the guardian does something.
    ending: RwSignal<bool>,
    /// Which watch is the youngest: another session has another.
    watch: StoredValue<u32>,
}

impl CurrentSession {
    /// For the app's root.
    pub fn new() -> Self {
        Self { state: RwSignal::new(State::Asking), ending: RwSignal::new(false), watch: StoredValue::new(0) }
    }

    /// This one, without anything being kept or told to other tabs: for the style page.
    pub fn of(session: Session) -> Self {
        let current = Self::new();
        current.state.set(State::SignedIn(session));
        current
    }

    /// Asks the gateway who is signed in.
    pub async fn ask(self, client: Client) {
        match client.session().await {
            Ok(session) => self.begin(session),
            Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => self.over(),
            Err(error) => self.state.set(State::Unreachable(error)),
        }
    }

    /// Somebody has signed in.
    pub fn begin(self, session: Session) {
        // Where nothing can be kept, it is explained again next time.
        let _ = Shelf::Device.keep_text(BEEN_HERE, "1");
        let mark = session.mark.as_str();
        if Shelf::Tab.text(GUARDIAN).is_some_and(|before| before != mark) {
            // What somebody else has left half done in this tab is nobody's any more.
            Shelf::Tab.clear();
        }
        for shelf in [Shelf::Tab, Shelf::Device] {
            let _ = shelf.keep_text(GUARDIAN, mark);
        }
        self.state.set(State::SignedIn(session));
    }

    /// The gateway says that nobody is signed in.
    pub fn over(self) {
        self.state.update(|state| {
            let ended = matches!(state, State::SignedIn(_) | State::SignedOut { ended: true });
            *state = State::SignedOut { ended };
        });
        Shelf::Device.forget(GUARDIAN);
    }

    /// The guardian has signed out: the sign-in page takes the app's place.
    pub fn leave(self) {
        self.state.set(State::Leaving);
        Shelf::Device.forget(GUARDIAN);
        leaving::replace("/accesso");
    }

    /// Another tab may have signed in or out: whose session is it now?
    pub fn follow_elsewhere(self, client: impl Fn() -> Client + 'static) {
        storage::on_change_elsewhere(move || {
            let (mine, now) = (self.mark_untracked(), Shelf::Device.text(GUARDIAN));
            match (mine, now) {
                (Some(mine), Some(now)) if mine.as_str() == now => {}
                // One guardian's page is not for another: not even for the moment until the gateway has answered.
                (Some(_), Some(_)) => leaving::reload(),
                (None, None) => {}
                _ => spawn_local(self.ask(client())),
            }
        });
    }

    /// The session, tracked; `None` unless somebody is certainly signed in.
    pub fn get(self) -> Option<Session> {
        self.state.with(|state| match state {
            State::SignedIn(session) => Some(session.clone()),
            _ => None,
        })
    }

    /// Whose notices this phone may keep.
    pub fn mark_untracked(self) -> Option<GuardianMark> {
        self.state.try_with_untracked(mark).flatten()
    }

    /// The same, tracked.
    pub fn mark(self) -> Option<GuardianMark> {
        self.state.with(mark)
    }

    /// Whether somebody is certainly signed in, tracked.
    pub fn is_signed_in(self) -> bool {
        self.state.with(|state| matches!(state, State::SignedIn(_)))
    }

    /// Whether the session ended while the guardian was at work, tracked.
    pub fn has_ended(self) -> bool {
        self.state.with(|state| matches!(state, State::SignedOut { ended: true }))
    }

    /// Whether the session ends soon, tracked.
    pub fn is_ending(self) -> bool {
        self.ending.get()
    }

    /// Sees the session's end coming, as long as this session lasts. Asking about it does not prolong it, and what is
    /// done in another tab counts too.
    pub async fn watch(self, client: Client) {
        let mine = self.watch.try_update_value(|watch| {
            *watch = watch.wrapping_add(1);
            *watch
        });
        let mut left_s = self.get_untracked().map_or(0, |session| session.expires_in);
        let warning_s = WARNING_S.min(left_s / 2);
        loop {
            let soon = left_s <= warning_s;
            self.ending.try_set(soon);
            let pause_s = if soon { AGAIN_S } else { left_s.saturating_sub(warning_s) };
            TimeoutFuture::new(pause_s.saturating_mul(1000).min(LONGEST_MS)).await;
            if self.watch.try_get_value() != mine || self.mark_untracked().is_none() {
                return;
            }
            match client.session().await {
                // Another tab has signed in somebody else, and could not say so.
                Ok(session) if self.mark_untracked().is_some_and(|mine| mine != session.mark) => {
                    return leaving::reload();
                }
                Ok(session) => left_s = session.expires_in,
                Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => {
                    self.ending.try_set(false);
                    return;
                }
                // Nobody can be asked: what was known goes on.
                Err(_) => left_s = left_s.saturating_sub(pause_s),
            }
        }
    }

    /// The guardian is still there.
    pub async fn prolong(self, client: Client) -> Result<(), ClientError> {
        client.prolong_session().await?;
        self.ending.try_set(false);
        self.watch(client).await;
        Ok(())
    }

    /// The same, without being told when it changes.
    pub fn get_untracked(self) -> Option<Session> {
        self.state.try_with_untracked(|state| match state {
            State::SignedIn(session) => Some(session.clone()),
            _ => None,
        })?
    }

    /// Whether the gateway could not be asked.
    pub fn is_unreachable_untracked(self) -> bool {
        self.state.with_untracked(|state| matches!(state, State::Unreachable(_)))
    }

    /// The same, tracked.
    pub fn is_unreachable(self) -> bool {
        self.state.with(|state| matches!(state, State::Unreachable(_)))
    }

    fn gate(self) -> Gate {
        self.state.with(|state| match state {
            State::Asking | State::Leaving => Gate::Wait,
            State::SignedOut { .. } => Gate::SignIn,
            State::SignedIn(_) => Gate::Open,
            State::Unreachable(_) => Gate::Unreachable,
        })
    }

    fn error(self) -> Option<ClientError> {
        self.state.with(|state| match state {
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

/// Shows its children to a guardian who is signed in. Others are taken to the sign-in page, which leads back to this
/// address; where the phone has notices they are shown first, with a link to it.
#[component]
pub fn SignedInOnly(children: ChildrenFn) -> impl IntoView {
    let session: CurrentSession = expect_context();
    let wallet: Wallet = expect_context();
    let texts = use_texts();
    let client = use_client();
    let town: Town = expect_context();
    let gate = Memo::new(move |_| match session.gate() {
        Gate::SignIn if wallet.is_empty() => Gate::GoToSignIn,
        gate => gate,
    });
    let retry = Callback::new(move |()| {
        spawn_local(town.ask(client));
        spawn_local(session.ask(client));
    });
    remount(
        move || gate.get(),
        move |gate| {
            match gate {
            Gate::Wait => view! { <WaitingPage><KeptNotices /></WaitingPage> }.into_any(),
            Gate::GoToSignIn => {
                leaving::replace(&sign_in_address(session));
                view! { <WaitingPage /> }.into_any()
            }
            Gate::SignIn => view! { <SignInPage /> }.into_any(),
            Gate::Open => children().into_any(),
            Gate::Unreachable => view! {
                <PageHeading title=texts.shell.app_name />
                {move || {
                    session.error().map(|error| view! { <ProblemPanel trouble=trouble(texts, &error) on_retry=retry /> })
                }}
                <KeptNotices />
            }.into_any(),
        }
        },
    )
}

/// The notices on the phone and the way to the sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session: CurrentSession = expect_context();
    let texts = use_texts();
    let ended = untrack(|| session.has_ended());
    view! {
        <PageHeading title=texts.sign_in.title />
        {ended.then(|| view! { <p class="alert alert-warning" role="status">{texts.sign_in.session_over}</p> })}
        <KeptNotices />
        <p>
            <a class="btn btn-primary w-100" rel="external" href=sign_in_address(session)>
                {texts.outcome.sign_in}
            </a>
        </p>
    }
}

/// The sign-in page, which leads back to the address that is shown now.
fn sign_in_address(session: CurrentSession) -> String {
    let address: Address = expect_context();
    let here = String::from(js_sys::encode_uri_component(&untrack(|| address.here()))).replace("%2F", "/");
    let ended = if untrack(|| session.has_ended()) { "&fine=1" } else { "" };
    ["/accesso?poi=", &here, ended].concat()
}
