//! The session of the signed-in guardian.

use super::{asked::put, early::early_or, kept_accounts::KeptAccounts};
use crate::{
    browser::{
        redirect,
        storage::{self, Storage},
    },
    client::{Client, ClientError, LONGEST_MS},
    reactive::Runs,
    routes::{Route, SessionEnd},
};
use contract::{GuardianMark, ProblemKind, Session, paths};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Where the mark of the signed-in guardian is saved: in local storage for the other tabs, in session storage as the
/// owner of this tab's drafts. A mark is not a name (docs/decisions/0013).
const GUARDIAN: &str = "ricarica.guardian";

/// Set once there has been a session on this phone. It does not contain the guardian's mark.
const BEEN_HERE: &str = "ricarica.been-here";

/// The warning appears this many seconds before the session ends, or after half of a shorter session. WCAG 2.2, 2.2.1
/// requires at least 20.
const WARNING_S: u32 = 180;
/// Seconds between two checks while the warning is shown.
const AGAIN_S: u32 = 5;

/// The state of the session.
#[derive(Clone)]
enum State {
    /// The gateway has not answered yet.
    Asking,
    SignedOut {
        /// It expired while the guardian used the app.
        ended: bool,
    },
    /// The guardian has signed out, and the sign-in page is about to be shown.
    SigningOut,
    SignedIn(Session),
    /// The gateway could not be reached.
    Unreachable(ClientError),
}

fn mark(state: &State) -> Option<GuardianMark> {
    match state {
        State::SignedIn(session) => Some(session.mark.clone()),
        _ => None,
    }
}

/// What a page that needs a session shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    Wait,
    SignIn,
    Open,
    Unreachable,
}

/// The session.
#[derive(Clone, Copy)]
pub struct CurrentSession {
    state: RwSignal<State>,
    /// The session ends soon unless it is prolonged.
    ending: RwSignal<bool>,
    /// Another tab may sign in while this one asks for the session.
    reads: Runs,
    /// Each session starts another watch.
    watches: Runs,
}

impl CurrentSession {
    /// For the app's root.
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(State::Asking),
            ending: RwSignal::new(false),
            reads: Runs::new(),
            watches: Runs::new(),
        }
    }

    /// A given session, without saving it or informing other tabs: for the style page.
    pub fn of(session: Session) -> Self {
        let current = Self::new();
        current.state.set(State::SignedIn(session));
        current
    }

    /// Reads the session from the gateway. Only the answer to the latest request counts, and only the gateway's own answer
    /// that there is no session ends it.
    ///
    /// # Errors
    /// If the gateway could not be reached, so that it is not known who is signed in.
    pub async fn read(self, client: Client) -> Result<(), ClientError> {
        let run = self.reads.start();
        let answer = early_or(paths::SESSION, client.session()).await;
        if !run.is_latest() {
            return answer.map(drop);
        }
        match answer {
            Ok(session) => self.begin(session),
            Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => self.end(),
            Err(error) => {
                self.state.try_maybe_update(|state| {
                    let said = matches!(state, State::Unreachable(before) if *before == error);
                    *state = State::Unreachable(error.clone());
                    (!said, ())
                });
                return Err(error);
            }
        }
        Ok(())
    }

    /// A guardian has signed in.
    pub fn begin(self, session: Session) {
        // If it cannot be saved, the app is explained again next time.
        let _ = Storage::Local.set_text(BEEN_HERE, "1");
        let mark = session.mark.as_str();
        if Storage::Session.get_text(GUARDIAN).is_some_and(|before| before != mark) {
            // Another guardian's drafts in this tab are removed.
            Storage::Session.clear();
        }
        for storage in [Storage::Session, Storage::Local] {
            let _ = storage.set_text(GUARDIAN, mark);
        }
        KeptAccounts::remove_others(&session.mark);
        self.state.set(State::SignedIn(session));
    }

    /// The gateway has answered that there is no session.
    pub fn end(self) {
        let changed = self.state.try_maybe_update(|state| {
            let ended = match state {
                // A sign-out does not lead back to this page, and a second answer changes nothing.
                State::SigningOut | State::SignedOut { .. } => return (false, false),
                State::SignedIn(_) => true,
                State::Asking | State::Unreachable(_) => false,
            };
            *state = State::SignedOut { ended };
            (true, true)
        });
        if changed == Some(true) {
            put(self.ending, false);
            Storage::Local.remove(GUARDIAN);
            KeptAccounts::forget();
        }
    }

    /// The gateway has signed the guardian out: this phone does the same, and shows the sign-in page in place of the app.
    pub fn sign_out_locally(self) {
        // An answer to an earlier request would sign in again.
        self.reads.start();
        self.state.set(State::SigningOut);
        put(self.ending, false);
        Storage::Local.remove(GUARDIAN);
        KeptAccounts::forget();
        redirect::replace(Route::SignIn { then: None, ended: Some(SessionEnd::SignedOut) });
    }

    /// Follows other tabs, which may sign in or out.
    pub fn follow_elsewhere(self, client: impl Fn() -> Client + 'static) {
        storage::on_change_elsewhere(move || {
            let client = client();
            let (mine, now) = (self.mark_untracked(), Storage::Local.get_text(GUARDIAN));
            match (mine, now) {
                (Some(mine), Some(now)) if mine.as_str() == now => {}
                // A guardian must not see another guardian's page, not even until the gateway has answered.
                (Some(_), Some(_)) => redirect::reload(),
                (None, None) => {}
                _ => spawn_local(async move { drop(self.read(client).await) }),
            }
        });
    }

    /// The session, tracked; `None` if there is none or it is not known.
    pub fn get(self) -> Option<Session> {
        self.state.with(|state| match state {
            State::SignedIn(session) => Some(session.clone()),
            _ => None,
        })
    }

    /// The mark of the signed-in guardian, untracked.
    pub fn mark_untracked(self) -> Option<GuardianMark> {
        self.state.try_with_untracked(mark).flatten()
    }

    /// The mark of the guardian who was signed in when the gateway last answered, untracked.
    pub fn last_mark(self) -> Option<GuardianMark> {
        self.mark_untracked().or_else(|| Storage::Local.get_text(GUARDIAN)?.parse().ok())
    }

    /// The mark of the signed-in guardian, tracked.
    pub fn mark(self) -> Option<GuardianMark> {
        self.state.with(mark)
    }

    /// Whether there is a session, tracked.
    pub fn is_signed_in(self) -> bool {
        self.state.with(|state| matches!(state, State::SignedIn(_)))
    }

    /// Whether the session expired while the guardian used the app, tracked.
    pub fn has_ended(self) -> bool {
        self.state.with(|state| matches!(state, State::SignedOut { ended: true }))
    }

    /// Whether the session ends soon, tracked.
    pub fn is_ending(self) -> bool {
        self.ending.get()
    }

    /// Sets `ending` before the session ends, until this session is over. Its requests do not prolong the session;
    /// requests of other tabs do.
    pub async fn watch(self, client: Client) {
        let run = self.watches.start();
        let mut left_s = self.get_untracked().map_or(0, |session| session.expires_in);
        let warning_s = WARNING_S.min(left_s / 2);
        loop {
            let soon = left_s <= warning_s;
            self.ending.try_set(soon);
            let pause_s = if soon { AGAIN_S } else { left_s.saturating_sub(warning_s) };
            TimeoutFuture::new(pause_s.saturating_mul(1000).min(LONGEST_MS)).await;
            if !run.is_latest() || self.mark_untracked().is_none() {
                return;
            }
            match client.session().await {
                // Another guardian has signed in in another tab, and the storage event did not arrive.
                Ok(session) if self.mark_untracked().is_some_and(|mine| mine != session.mark) => {
                    return redirect::reload();
                }
                Ok(session) => left_s = session.expires_in,
                Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => return self.end(),
                // The gateway cannot be reached: the last known time goes on.
                Err(_) => left_s = left_s.saturating_sub(pause_s),
            }
        }
    }

    /// Prolongs the session, when the guardian has asked for it, and watches it anew.
    pub async fn prolong(self, client: Client) -> Result<(), ClientError> {
        client.prolong_session().await?;
        put(self.ending, false);
        spawn_local(self.watch(client));
        Ok(())
    }

    /// The session, untracked.
    pub fn get_untracked(self) -> Option<Session> {
        self.state.try_with_untracked(|state| match state {
            State::SignedIn(session) => Some(session.clone()),
            _ => None,
        })?
    }

    /// Whether the gateway has not said yet if there is a session, untracked.
    pub fn is_unknown_untracked(self) -> bool {
        let is_unknown = |state: &State| matches!(state, State::Asking | State::Unreachable(_));
        self.state.try_with_untracked(is_unknown) == Some(true)
    }

    /// Whether the gateway could not be reached, tracked.
    pub fn is_unreachable(self) -> bool {
        self.state.with(|state| matches!(state, State::Unreachable(_)))
    }

    /// What a page that needs a session shows, tracked.
    pub fn gate(self) -> Gate {
        self.state.with(|state| match state {
            State::Asking | State::SigningOut => Gate::Wait,
            State::SignedOut { .. } => Gate::SignIn,
            State::SignedIn(_) => Gate::Open,
            State::Unreachable(_) => Gate::Unreachable,
        })
    }

    /// Why the gateway could not be reached, tracked.
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
