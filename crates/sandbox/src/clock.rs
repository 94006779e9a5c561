//! The clock. Handlers read it; `state` takes the time as an argument, so that tests can choose it.

use time::OffsetDateTime;

/// The present in coordinated universal time, as the platform's own dates are.
pub fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
