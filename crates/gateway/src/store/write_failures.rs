//! How often writing has failed in this process.

use std::sync::atomic::{AtomicU64, Ordering};

static TOTAL: AtomicU64 = AtomicU64::new(0);

/// A transaction could not be begun or committed.
pub(super) fn count() {
    TOTAL.fetch_add(1, Ordering::Relaxed);
}

/// Since the start.
pub fn total() -> u64 {
    TOTAL.load(Ordering::Relaxed)
}
