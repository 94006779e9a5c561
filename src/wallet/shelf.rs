//! Where the notices stand on the phone: one entry each, so that one that is spoilt spoils no other.

use super::KeptNotice;
use crate::browser::storage::Shelf;
use contract::TopUpId;

/// With the number of the form in it: what another version of the app wrote in another form is not ours to read.
const PREFIX: &str = "ricarica.notice.1.";
/// Every form there has ever been.
const ANY_FORM: &str = "ricarica.notice.";

fn key(id: &TopUpId) -> String {
    [PREFIX, id.as_str()].concat()
}

/// All that can be read, the newest first, and whether something could not be read and was dropped.
pub fn read_all() -> (Vec<KeptNotice>, bool) {
    let mut notices: Vec<KeptNotice> = Vec::new();
    let mut dropped = false;
    for found in Shelf::Device.keys(ANY_FORM) {
        let kept = Shelf::Device.value::<KeptNotice>(&found).filter(|kept| key(&kept.top_up_id) == found);
        match kept {
            Some(kept) => {
                let place = notices.partition_point(|other| other.top_up_id > kept.top_up_id);
                notices.insert(place, kept);
            }
            None => {
                Shelf::Device.forget(&found);
                dropped = true;
            }
        }
    }
    (notices, dropped)
}

/// Whether there is anything at all.
pub fn is_kept() -> bool {
    !Shelf::Device.keys(ANY_FORM).is_empty()
}

/// `false` when the browser refuses.
pub fn keep(kept: &KeptNotice) -> bool {
    Shelf::Device.keep(&key(&kept.top_up_id), kept)
}

pub fn forget(id: &TopUpId) {
    Shelf::Device.forget(&key(id));
}
