//! The notices saved on this phone, so that they can be paid at a counter without a network.

mod saved_notice;
mod store;

pub use saved_notice::SavedNotice;

use super::{asked::put, poll::refresh};
use crate::{
    browser::storage,
    client::{Client, ClientError, Fresh},
};
use contract::{GuardianMark, NoticeStatus, ProblemKind, TopUp, TopUpId};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Firefox asks the guardian about the storage. By then the new notice has been shown and read out.
const SETTLED_MS: u32 = 10_000;

/// The saved notices. They are a copy of the gateway's data, updated with each of its answers.
#[derive(Clone, Copy)]
pub struct SavedNotices {
    notices: RwSignal<Vec<SavedNotice>>,
    /// An entry could not be read and was removed.
    dropped: RwSignal<bool>,
    /// The browser has refused to save a notice.
    refused: RwSignal<bool>,
}

impl SavedNotices {
    /// For the app's root: reads the saved notices, and removes entries that cannot be read.
    pub fn open() -> Self {
        let saved_notices = Self {
            notices: RwSignal::new(Vec::new()),
            dropped: RwSignal::new(false),
            refused: RwSignal::new(false),
        };
        saved_notices.read();
        // Another tab may save or remove notices.
        storage::on_change_elsewhere(move || saved_notices.read());
        saved_notices
    }

    fn read(self) {
        let (notices, dropped) = store::read_all();
        put(self.notices, notices);
        if dropped {
            self.dropped.try_set(true);
        }
    }

    /// All notices, the newest first, tracked.
    pub fn all(self) -> Vec<SavedNotice> {
        self.notices.get()
    }

    /// All notices, the newest first, untracked.
    pub fn all_untracked(self) -> Vec<SavedNotice> {
        self.notices.try_get_untracked().unwrap_or_default()
    }

    /// Whether none is saved, tracked.
    pub fn is_empty(self) -> bool {
        self.notices.with(Vec::is_empty)
    }

    /// The saved notice of this top-up, tracked.
    pub fn find(self, id: &TopUpId) -> Option<SavedNotice> {
        self.notices.with(|notices| find(notices, id))
    }

    /// The saved notice of this top-up, untracked.
    pub fn find_untracked(self, id: &TopUpId) -> Option<SavedNotice> {
        self.notices.try_with_untracked(|notices| find(notices, id)).flatten()
    }

    /// Whether an entry that could not be read was removed, tracked.
    pub fn has_dropped(self) -> bool {
        self.dropped.get()
    }

    /// Whether the browser has refused to save a notice, tracked.
    pub fn is_refused(self) -> bool {
        self.refused.get()
    }

    /// Records a top-up of this guardian: saves its notice while it can be paid, else removes it.
    pub fn record(self, owner: &GuardianMark, top_up: &TopUp) {
        match SavedNotice::of(owner, top_up) {
            Some(saved) => self.save(saved),
            None => self.remove(&top_up.id),
        }
    }

    /// Records the status of a saved notice.
    pub fn record_status(self, id: &TopUpId, status: &NoticeStatus) {
        let Some(saved) = self.find_untracked(id) else { return };
        match saved.with_status(status) {
            Some(saved) => self.save(saved),
            None => self.remove(id),
        }
    }

    /// Records an answer about a saved notice. A notice that the gateway does not know is removed.
    pub fn record_answer(self, saved: &SavedNotice, answer: &Result<Fresh<NoticeStatus>, ClientError>) {
        match answer {
            Ok(fresh) => self.record_status(&saved.top_up_id, &fresh.value),
            Err(error) if error.kind() == Some(ProblemKind::NotFound) => self.remove(&saved.top_up_id),
            Err(_) => {}
        }
    }

    /// For the app's root: reads the status of each saved notice now, when the page is visible again and when the
    /// network is back.
    pub fn follow(self, client: Client) {
        refresh(move || async move {
            for saved in self.all_untracked() {
                let answer = client.notice_status(&saved.top_up_id, &saved.notice.key).await;
                self.record_answer(&saved, &answer);
                // If the gateway cannot be reached, the other requests would fail too.
                if let Err(error) = answer
                    && error.is_passing()
                {
                    return Err(error);
                }
            }
            Ok(())
        });
    }

    fn save(self, saved: SavedNotice) {
        let before = self.find_untracked(&saved.top_up_id);
        if before.as_ref() == Some(&saved) {
            return;
        }
        let done = store::save(&saved);
        self.refused.try_set(!done);
        if before.is_none() && done {
            spawn_local(async {
                TimeoutFuture::new(SETTLED_MS).await;
                storage::persist().await;
            });
        }
        // A notice that the browser refuses to save is available until the page is closed.
        self.notices.try_update(|notices| {
            notices.retain(|other| other.top_up_id != saved.top_up_id);
            let place = notices.partition_point(|other| other.top_up_id > saved.top_up_id);
            notices.insert(place, saved);
        });
    }

    /// Removes the notice of this top-up.
    pub fn remove(self, id: &TopUpId) {
        if self.find_untracked(id).is_some() {
            store::remove(id);
            self.notices.try_update(|notices| notices.retain(|saved| saved.top_up_id != *id));
        }
    }

    /// Removes all notices, when the guardian signs out.
    pub fn clear(self) {
        for saved in self.all_untracked() {
            self.remove(&saved.top_up_id);
        }
    }

    /// Removes the notices of other guardians, when this guardian signs in.
    pub fn remove_others(self, owner: &GuardianMark) {
        for saved in self.all_untracked().iter().filter(|saved| saved.owner != *owner) {
            self.remove(&saved.top_up_id);
        }
    }
}

fn find(notices: &[SavedNotice], id: &TopUpId) -> Option<SavedNotice> {
    notices.iter().find(|saved| saved.top_up_id == *id).cloned()
}
