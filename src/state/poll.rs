//! Asking the gateway again and again, while the page can be seen.

use crate::reactive::on_change;
use crate::{
    browser::lifecycle::{self, Online},
    client::ClientError,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::{pin::Pin, rc::Rc};

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

/// A question on its way; it gives after how many milliseconds to ask again, if at all.
type Question = Pin<Box<dyn Future<Output = Option<u32>>>>;

/// Asks with `ask` and hands each answer to `take`, which says after how many milliseconds to ask again, if at
/// all. A hidden page asks nothing. When it is seen again, comes back from the browser's memory or gets its
/// network back, it asks at once.
pub fn poll<T: 'static, Answer>(
    ask: impl Fn() -> Answer + 'static,
    take: impl Fn(Result<T, ClientError>) -> Option<u32> + 'static,
) -> Poll
where
    Answer: Future<Output = Result<T, ClientError>> + 'static,
{
    let take = Rc::new(take);
    poll_boxed(Rc::new(move |is_mine| {
        let (answer, take) = (ask(), Rc::clone(&take));
        Box::pin(async move {
            let answer = answer.await;
            if is_mine() { take(answer) } else { None }
        })
    }))
}

/// Whether no younger question is under way, and the page is still there.
type IsMine = Box<dyn Fn() -> bool>;

/// What all polls share.
fn poll_boxed(ask: Rc<dyn Fn(IsMine) -> Question>) -> Poll {
    // Of several questions under way only the youngest counts.
    let youngest = StoredValue::new(0_u32);
    let ask = StoredValue::new_local(ask);
    let poll = Poll(Callback::new(move |()| {
        let mine = youngest.try_update_value(|count| {
            *count = count.wrapping_add(1);
            *count
        });
        let is_mine = move || mine.is_some() && youngest.try_get_value() == mine;
        let Some(ask) = ask.try_get_value() else { return };
        spawn_local(async move {
            while is_mine() {
                let Some(pause) = ask(Box::new(is_mine)).await else { return };
                TimeoutFuture::new(pause).await;
                if !lifecycle::is_visible() {
                    return;
                }
            }
        });
    }));
    lifecycle::on_visible(move || poll.now());
    lifecycle::on_bfcache_restore(move || poll.now());
    if let Some(online) = use_context::<Online>() {
        on_change(
            move || online.get(),
            move |now| {
                if *now {
                    poll.now();
                }
            },
        );
    }
    poll.now();
    poll
}
