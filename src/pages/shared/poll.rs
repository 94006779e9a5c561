//! Asking the gateway again and again, as long as somebody looks at the page.

use crate::{
    browser::{lifecycle, timer},
    client::ClientError,
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Questions that repeat themselves.
#[derive(Clone, Copy)]
pub struct Poll(Callback<()>);

impl Poll {
    /// Asks at once, whatever is being waited for.
    pub fn now(self) {
        // A page that is gone asks no more.
        let _ = self.0.try_run(());
    }
}

/// Asks with `ask` and hands each answer to `take`, which says after how many milliseconds to ask again, if at
/// all. A hidden page asks nothing. When it is seen again, comes back from the browser's memory or gets its
/// network back, it asks at once.
pub fn poll<T: 'static, Answer>(
    ask: impl Fn() -> Answer + Send + Sync + 'static,
    take: impl Fn(Result<T, ClientError>) -> Option<i32> + Send + Sync + 'static,
) -> Poll
where
    Answer: Future<Output = Result<T, ClientError>> + 'static,
{
    // Of several questions under way only the youngest counts.
    let youngest = StoredValue::new(0_u32);
    let work = Arc::new((ask, take));
    let poll = Poll(Callback::new(move |()| {
        let mine = youngest.try_update_value(|count| {
            *count = count.wrapping_add(1);
            *count
        });
        let work = Arc::clone(&work);
        spawn_local(async move {
            let (ask, take) = &*work;
            // The page is there, and nobody has asked since.
            let is_mine = || mine.is_some() && youngest.try_get_value() == mine;
            while is_mine() {
                let answer = ask().await;
                if !is_mine() {
                    return;
                }
                let Some(pause) = take(answer) else { return };
                timer::sleep(pause).await;
                if !lifecycle::is_visible() {
                    return;
                }
            }
        });
    }));
    lifecycle::on_visible(move || poll.now());
    lifecycle::on_shown_again(move || poll.now());
    if let Some(online) = use_context::<ReadSignal<bool>>() {
        Effect::new(move |before: Option<bool>| {
            let now = online.get();
            if before == Some(false) && now {
                poll.now();
            }
            now
        });
    }
    poll.now();
    poll
}
