//! The code that was asked for, kept while the guardian looks for it in another app.

use crate::browser::storage::Shelf;
use crate::signal::RwSignal;
use contract::{ChallengeId, SignInChallenge};
use serde::{Deserialize, Serialize};

const KEY: &str = "ricarica.sign-in";

/// A code has been asked for and not been used yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    pub email: String,
    pub challenge_id: ChallengeId,
    /// Minutes for which the code is good, as told when it was asked for.
    pub minutes: u32,
    /// Digits it has.
    pub digits: u32,
}

impl Pending {
    pub fn new(email: String, challenge: SignInChallenge) -> Self {
        Self {
            email,
            challenge_id: challenge.challenge_id,
            minutes: challenge.expires_in.div_ceil(60),
            digits: challenge.code_length,
        }
    }
}

/// A phone may drop the tab while its owner reads the mail: the address and the challenge stay in this tab's
/// store until the code is used. They are useless without the code.
#[derive(Clone, Copy)]
pub struct SignInDraft(RwSignal<Option<Pending>>);

impl SignInDraft {
    /// For the app's root: what this tab kept.
    pub fn restore() -> Self {
        Self(RwSignal::new(Shelf::Tab.value(KEY)))
    }

    /// Tracked.
    pub(super) fn pending(self) -> Option<Pending> {
        self.0.get()
    }

    /// Whether a code is being waited for, tracked.
    pub fn is_under_way(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// The same, without being told when it changes.
    pub(super) fn is_under_way_untracked(self) -> bool {
        self.0.try_with_untracked(Option::is_some) == Some(true)
    }

    pub(super) fn set(self, pending: Pending) {
        // Where nothing can be kept, it lasts as long as the page.
        let _ = Shelf::Tab.keep(KEY, &pending);
        self.0.try_set(Some(pending));
    }

    /// It is used, or nobody waits for it any more.
    pub fn clear(self) {
        Shelf::Tab.forget(KEY);
        self.0.try_set(None);
    }
}
