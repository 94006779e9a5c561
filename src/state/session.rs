//! Who is signed in, as far as the app knows.

use super::early::early_or;
use crate::{
    browser::{
        redirect,
        storage::{self, Storage},
    },
    client::{Client, ClientError, LONGEST_MS},
    routes::Route,
};
use contract::{GuardianMark, ProblemKind, Session, paths};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// The mark of the guardian who is signed in, for the other tabs; and in this tab, of the owner of its drafts. A mark, no
/// name (docs/decisions/0013).
const GUARDIAN: &str = "ricarica.guardian";

/// Kept once there has been a session on this phone. It does not say whose.
const BEEN_HERE: &str = "ricarica.been-here";

/// So many seconds before the session ends the guardian is warned, or half-way where it is shorter (WCAG 2.2, 2.2.1
/// asks for 20 at least).
const WARNING_S: u32 = 180;
/// While the warning is shown: so often it is asked whether it is still true.
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

/// What a page that needs a session may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    Wait,
    SignIn,
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

    /// This one, without keeping anything or involving other tabs: for the style page.
    pub fn of(session: Session) -> Self {
        let current = Self::new();
        current.state.set(State::SignedIn(session));
        current
    }

    /// Asks the gateway who is signed in.
    pub async fn read(self, client: Client) {
        match early_or(paths::SESSION, client.session()).await {
            Ok(session) => self.begin(session),
            Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => self.over(),
            Err(error) => self.state.set(State::Unreachable(error)),
        }
    }

    /// A guardian has signed in.
    pub fn begin(self, session: Session) {
        // Where nothing can be saved, it is explained again next time.
        let _ = Storage::Local.set_text(BEEN_HERE, "1");
        let mark = session.mark.as_str();
        if Storage::Session.get_text(GUARDIAN).is_some_and(|before| before != mark) {
            // The drafts that another guardian left in this tab go.
            Storage::Session.clear();
        }
        for storage in [Storage::Session, Storage::Local] {
            let _ = storage.set_text(GUARDIAN, mark);
        }
        self.state.set(State::SignedIn(session));
    }

    /// The gateway says that there is no session.
    pub fn over(self) {
        self.state.update(|state| {
            let ended = matches!(state, State::SignedIn(_) | State::SignedOut { ended: true });
            *state = State::SignedOut { ended };
        });
        Storage::Local.remove(GUARDIAN);
    }

    /// The guardian has signed out: the sign-in page takes the app's place.
    pub fn leave(self) {
        self.state.set(State::Leaving);
        Storage::Local.remove(GUARDIAN);
        redirect::replace(Route::SignIn { then: None, ended: false });
    }

    /// Follows other tabs, which may sign in or out.
    pub fn follow_elsewhere(self, client: impl Fn() -> Client + 'static) {
        storage::on_change_elsewhere(move || {
            let (mine, now) = (self.mark_untracked(), Storage::Local.get_text(GUARDIAN));
            match (mine, now) {
                (Some(mine), Some(now)) if mine.as_str() == now => {}
                // One guardian's page is not for another: not even for the moment until the gateway has answered.
                (Some(_), Some(_)) => redirect::reload(),
                (None, None) => {}
                _ => spawn_local(self.read(client())),
            }
        });
    }

    /// The session, tracked; `None` unless it is certain.
    pub fn get(self) -> Option<Session> {
        self.state.with(|state| match state {
            State::SignedIn(session) => Some(session.clone()),
            _ => None,
        })
    }

    /// The mark of the guardian whose notices this phone may keep.
    pub fn mark_untracked(self) -> Option<GuardianMark> {
        self.state.try_with_untracked(mark).flatten()
    }

    /// The same, tracked.
    pub fn mark(self) -> Option<GuardianMark> {
        self.state.with(mark)
    }

    /// Whether there certainly is a session, tracked.
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
                // Another tab has signed in another guardian, and could not say so.
                Ok(session) if self.mark_untracked().is_some_and(|mine| mine != session.mark) => {
                    return redirect::reload();
                }
                Ok(session) => left_s = session.expires_in,
                Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => {
                    self.ending.try_set(false);
                    return;
                }
                // The gateway cannot be asked: what was known goes on.
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

    /// The same, untracked.
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

    /// Tracked.
    pub fn gate(self) -> Gate {
        self.state.with(|state| match state {
            State::Asking | State::Leaving => Gate::Wait,
            State::SignedOut { .. } => Gate::SignIn,
            State::SignedIn(_) => Gate::Open,
            State::Unreachable(_) => Gate::Unreachable,
        })
    }

    /// Why the gateway could not be asked, tracked.
    pub fn error(self) -> Option<ClientError> {
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
