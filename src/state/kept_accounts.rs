//! The accounts in the gateway's last answer, kept on this phone so that the balances are shown without a network. They
//! belong to the signed-in guardian and are removed with the session.

use crate::browser::storage::Storage;
use contract::{Accounts, GuardianMark};

/// With the number of the format: the guardian's mark, a space, the time, a line break, the answer.
const KEY: &str = "ricarica.accounts.1";

pub struct KeptAccounts {
    /// When they were read: Unix time in seconds, by the phone's clock.
    pub read_at: u32,
    pub accounts: Accounts,
}

impl KeptAccounts {
    /// Keeps the gateway's answer to this guardian in place of the last one.
    pub fn keep(owner: &GuardianMark, read_at: u32, answer: &str) {
        let head = [owner.as_str(), " ", &read_at.to_string(), "\n"].concat();
        // If they cannot be kept, they are missing without a network.
        let _ = Storage::Local.set_text(KEY, &[&head, answer].concat());
    }

    /// This guardian's accounts.
    pub fn of(owner: &GuardianMark) -> Option<Self> {
        let text = Storage::Local.get_text(KEY)?;
        let (head, answer) = text.split_once('\n')?;
        let (mark, read_at) = head.split_once(' ')?;
        if mark != owner.as_str() {
            return None;
        }
        Some(Self { read_at: read_at.parse().ok()?, accounts: serde_json::from_str(answer).ok()? })
    }

    /// Removes them, unless they belong to this guardian.
    pub fn remove_others(owner: &GuardianMark) {
        if Self::of(owner).is_none() {
            Self::forget();
        }
    }

    /// Removes them.
    pub fn forget() {
        Storage::Local.remove(KEY);
    }
}
