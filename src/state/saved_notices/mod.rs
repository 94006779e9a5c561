//! The notices that are saved on this phone, for a counter without a network.

mod saved_notice;
mod store;

pub use saved_notice::SavedNotice;

use super::poll::poll;
use crate::{
    browser::storage,
    client::{Client, ClientError, Fresh},
};
use contract::{GuardianMark, NoticeStatus, ProblemKind, TopUp, TopUpId};
use leptos::{prelude::*, task::spawn_local};

/// The notices that wait to be paid. `Copy`: hand it to any task.
///
/// A copy for when there is no network: what the gateway says is written down here at once.
#[derive(Clone, Copy)]
pub struct SavedNotices {
    notices: RwSignal<Vec<SavedNotice>>,
    /// Something could not be read and was dropped.
    dropped: RwSignal<bool>,
    /// The browser keeps nothing.
    refused: RwSignal<bool>,
}

impl SavedNotices {
    /// For the app's root: reads what is there, and drops what cannot be read any more.
    pub fn open() -> Self {
        let saved_notices = Self {
            notices: RwSignal::new(Vec::new()),
            dropped: RwSignal::new(false),
            refused: RwSignal::new(false),
        };
        saved_notices.read();
        // Another tab keeps or forgets.
        storage::on_change_elsewhere(move || saved_notices.read());
        saved_notices
    }

    fn read(self) {
        let (notices, dropped) = store::read_all();
        self.notices.try_set(notices);
        if dropped {
            self.dropped.try_set(true);
        }
    }

    /// All of them, the newest first, tracked.
    pub fn all(self) -> Vec<SavedNotice> {
        self.notices.get()
    }

    /// The same, untracked.
    pub fn all_untracked(self) -> Vec<SavedNotice> {
        self.notices.try_get_untracked().unwrap_or_default()
    }

    /// Whether there is any, tracked.
    pub fn is_empty(self) -> bool {
        self.notices.with(Vec::is_empty)
    }

    /// The one of this top-up.
    pub fn find_untracked(self, id: &TopUpId) -> Option<SavedNotice> {
        let found = |notices: &Vec<SavedNotice>| notices.iter().find(|saved| saved.top_up_id == *id).cloned();
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

    /// Takes over a top-up of this guardian from the gateway: its notice is saved while it waits to be paid.
    pub fn record(self, owner: &GuardianMark, top_up: &TopUp) {
        match SavedNotice::of(owner, top_up) {
            Some(saved) => self.keep(saved),
            None => self.forget(&top_up.id),
        }
    }

    /// Takes over the status of a saved notice from the gateway.
    pub fn record_status(self, id: &TopUpId, status: &NoticeStatus) {
        let Some(saved) = self.find_untracked(id) else { return };
        match saved.with_status(status) {
            Some(saved) => self.keep(saved),
            None => self.forget(id),
        }
    }

    /// Writes down the answer about a saved notice. One that the gateway does not know has come to its end.
    pub fn record_answer(self, saved: &SavedNotice, answer: &Result<Fresh<NoticeStatus>, ClientError>) {
        match answer {
            Ok(fresh) => self.record_status(&saved.top_up_id, &fresh.value),
            Err(error) if error.kind() == Some(ProblemKind::NotFound) => self.forget(&saved.top_up_id),
            Err(_) => {}
        }
    }

    /// For the app's root: asks for the status of each saved notice now, when the page is seen again, and when the
    /// network is back.
    pub fn follow(self, client: Client) {
        poll(
            move || async move {
                for saved in self.all_untracked() {
                    let answer = client.notice_status(&saved.top_up_id, &saved.notice.key).await;
                    self.record_answer(&saved, &answer);
                    // Without a way to the gateway the others need not be tried.
                    if answer.is_err_and(|error| error.is_passing()) {
                        break;
                    }
                }
                Ok::<(), ClientError>(())
            },
            |_| None,
        );
    }

    fn keep(self, saved: SavedNotice) {
        let before = self.find_untracked(&saved.top_up_id);
        if before.as_ref() == Some(&saved) {
            return;
        }
        let done = store::keep(&saved);
        self.refused.try_set(!done);
        if before.is_none() && done {
            spawn_local(storage::persist());
        }
        // What the browser refuses to keep is at hand until the page is closed.
        self.notices.try_update(|notices| {
            notices.retain(|other| other.top_up_id != saved.top_up_id);
            let place = notices.partition_point(|other| other.top_up_id > saved.top_up_id);
            notices.insert(place, saved);
        });
    }

    /// Removes the notice of this top-up.
    pub fn forget(self, id: &TopUpId) {
        if self.find_untracked(id).is_some() {
            store::forget(id);
            self.notices.try_update(|notices| notices.retain(|saved| saved.top_up_id != *id));
        }
    }

    /// Removes all: the guardian signs out.
    pub fn clear(self) {
        for saved in self.all_untracked() {
            self.forget(&saved.top_up_id);
        }
    }

    /// This guardian has signed in: the notices of others go.
    pub fn remove_others(self, owner: &GuardianMark) {
        for saved in self.all_untracked().iter().filter(|saved| saved.owner != *owner) {
            self.forget(&saved.top_up_id);
        }
    }
}
