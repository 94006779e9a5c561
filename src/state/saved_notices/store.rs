//! The notices in the phone's storage: one entry each, so that a broken one breaks no other.

use super::SavedNotice;
use crate::browser::storage::Storage;
use contract::TopUpId;

/// With the number of the form in it: what another version of the app wrote in another form is not ours to read.
const PREFIX: &str = "ricarica.notice.1.";
/// Every form there has ever been.
const ANY_FORM: &str = "ricarica.notice.";

fn key(id: &TopUpId) -> String {
    [PREFIX, id.as_str()].concat()
}

/// All that can be read, the newest first, and whether something could not be read and was dropped.
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

/// `false` when the browser refuses.
pub fn keep(saved: &SavedNotice) -> bool {
    Storage::Local.set(&key(&saved.top_up_id), saved)
}

pub fn forget(id: &TopUpId) {
    Storage::Local.remove(&key(id));
}
