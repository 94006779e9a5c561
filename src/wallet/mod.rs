//! What lives here: the notices that are kept on this phone, for a counter without a network.
//! What must not: requests, views, texts. Who may use it: pages, and `app.rs`, which makes the one [`Wallet`].

mod kept_notice;
mod shelf;

pub use kept_notice::KeptNotice;

use crate::browser::storage;
use contract::{GuardianMark, NoticeStanding, TopUp, TopUpId};
use leptos::{prelude::*, task::spawn_local};

/// The notices that wait to be paid. `Copy`: hand it to any task.
///
/// It is a copy for bad days: the gateway knows better, and whatever it says is written down here at once.
#[derive(Clone, Copy)]
pub struct Wallet {
    notices: RwSignal<Vec<KeptNotice>>,
    /// Something could not be read and was dropped.
    dropped: RwSignal<bool>,
    /// The browser keeps nothing.
    refused: RwSignal<bool>,
}

impl Wallet {
    /// For the app's root: reads what is there, and drops what nobody can read any more.
    pub fn open() -> Self {
        let wallet = Self {
            notices: RwSignal::new(Vec::new()),
            dropped: RwSignal::new(false),
            refused: RwSignal::new(false),
        };
        wallet.read();
        // Another tab keeps or forgets.
        storage::on_change_elsewhere(move || wallet.read());
        wallet
    }

    fn read(self) {
        let (notices, dropped) = shelf::read_all();
        self.notices.try_set(notices);
        if dropped {
            self.dropped.try_set(true);
        }
    }

    /// All of them, the newest first, tracked.
    pub fn all(self) -> Vec<KeptNotice> {
        self.notices.get()
    }

    /// The same, without being told when they change.
    pub fn all_untracked(self) -> Vec<KeptNotice> {
        self.notices.try_get_untracked().unwrap_or_default()
    }

    /// Whether there is any, tracked.
    pub fn is_empty(self) -> bool {
        self.notices.with(Vec::is_empty)
    }

    /// The one of this top-up.
    pub fn find_untracked(self, id: &TopUpId) -> Option<KeptNotice> {
        let found = |notices: &Vec<KeptNotice>| notices.iter().find(|kept| kept.top_up_id == *id).cloned();
        self.notices.try_with_untracked(found).flatten()
    }

    /// Whether something that could not be read was dropped, tracked.
    pub fn has_dropped(self) -> bool {
        self.dropped.get()
    }

    /// Whether the browser refused to keep a notice, tracked.
    pub fn is_refused(self) -> bool {
        self.refused.get()
    }

    /// Whether this phone keeps any notice, without reading one.
    pub fn is_kept() -> bool {
        shelf::is_kept()
    }

    /// The gateway has told how a top-up of this guardian stands: its notice is kept as long as it waits to be paid.
    pub fn told(self, owner: &GuardianMark, top_up: &TopUp) {
        match KeptNotice::of(owner, top_up) {
            Some(kept) => self.keep(kept),
            None => self.forget(&top_up.id),
        }
    }

    /// The gateway has told how a kept notice stands.
    pub fn told_standing(self, id: &TopUpId, standing: &NoticeStanding) {
        let Some(kept) = self.find_untracked(id) else { return };
        match kept.stands(standing) {
            Some(kept) => self.keep(kept),
            None => self.forget(id),
        }
    }

    fn keep(self, kept: KeptNotice) {
        let before = self.find_untracked(&kept.top_up_id);
        if before.as_ref() == Some(&kept) {
            return;
        }
        let done = shelf::keep(&kept);
        self.refused.try_set(!done);
        if before.is_none() && done {
            spawn_local(storage::persist());
        }
        // What the browser refuses to keep is at hand until the page is closed.
        self.notices.try_update(|notices| {
            notices.retain(|other| other.top_up_id != kept.top_up_id);
            let place = notices.partition_point(|other| other.top_up_id > kept.top_up_id);
            notices.insert(place, kept);
        });
    }

    /// Removes the notice of this top-up.
    pub fn forget(self, id: &TopUpId) {
        if self.find_untracked(id).is_some() {
            shelf::forget(id);
            self.notices.try_update(|notices| notices.retain(|kept| kept.top_up_id != *id));
        }
    }

    /// Removes all: the guardian signs out.
    pub fn clear(self) {
        for kept in self.all_untracked() {
            self.forget(&kept.top_up_id);
        }
    }

    /// Somebody has signed in: what is another guardian's goes.
    pub fn is_of(self, owner: &GuardianMark) {
        for kept in self.all_untracked().iter().filter(|kept| kept.owner != *owner) {
            self.forget(&kept.top_up_id);
        }
    }
}
