//! What a clock that was ahead has left in a future that did not come. Top-ups have their own, in `top_ups`; sessions and
//! sign-in codes of such a future are over; mails to the office are due.

use std::time::Duration;

use super::{
    Result, Write,
    wake::{self, Work},
};
use crate::clock::Moment;

/// Mails that would wait longer than any mail does are due at once. Returns how many.
pub async fn send_mails_of_the_future(write: &mut Write, now: Moment, longest: Duration) -> Result<u64> {
    let sent = execute!(
        write,
        sqlx::query("UPDATE outbox SET next_try_at = $1 WHERE next_try_at > $2")
            .bind(now)
            .bind(now.plus(longest))
    )?;
    if sent > 0 {
        wake::announce(write, Work::Mail).await?;
    }
    Ok(sent)
}
