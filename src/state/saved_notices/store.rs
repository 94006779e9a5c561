//! The notices in local storage: one entry each, so that a corrupt entry does not affect the others.

use super::SavedNotice;
use crate::browser::storage::Storage;
use contract::TopUpId;

/// The prefix with the number of the format. Entries in another format are not read.
const PREFIX: &str = "ricarica.notice.1.";
/// The prefix of every format.
const ANY_FORM: &str = "ricarica.notice.";

fn key(id: &TopUpId) -> String {
    [PREFIX, id.as_str()].concat()
}

/// All readable notices, the newest first, and whether an unreadable entry was removed.
pub fn read_all() -> (Vec<SavedNotice>, bool) {
    let mut notices: Vec<SavedNotice> = Vec::new();
    let mut dropped = false;
    for found in Storage::Local.keys(ANY_FORM) {
        let saved = Storage::Local.get::<SavedNotice>(&found).filter(|saved| key(&saved.top_up_id) == found);
        match saved {
            Some(saved) => {
                let place = notices.partition_point(|other| other.top_up_id > saved.top_up_id);
                notices.insert(place, saved);
            }
            None => {
                Storage::Local.remove(&found);
                dropped = true;
            }
        }
    }
    (notices, dropped)
}

/// `false` if the browser refuses.
pub fn save(saved: &SavedNotice) -> bool {
    Storage::Local.set(&key(&saved.top_up_id), saved)
}

pub fn remove(id: &TopUpId) {
    Storage::Local.remove(&key(id));
}
