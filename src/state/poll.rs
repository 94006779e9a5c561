//! Repeated requests while the page is visible.

use crate::{
    browser::lifecycle::{self, Online},
    client::ClientError,
    reactive::{Runs, on_change},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::{pin::Pin, rc::Rc};

/// A repeated request.
#[derive(Clone, Copy)]
pub struct Poll(Callback<()>);

impl Poll {
    /// Sends the request now, without waiting for the next interval.
    pub fn now(self) {
        // The callback is gone with its page.
        let _ = self.0.try_run(());
    }
}

/// A running request, which returns the milliseconds until the next one, if there is one.
type Request = Pin<Box<dyn Future<Output = Option<u32>>>>;

/// Sends the request `ask` and passes each answer to `take`, which returns the milliseconds until the next request,
/// if there is one. A hidden page sends nothing. It sends at once when it is visible again, restored from the
/// back-forward cache or online again.
pub fn poll<T: 'static, Answer>(
    ask: impl Fn() -> Answer + 'static,
    take: impl Fn(Result<T, ClientError>) -> Option<u32> + 'static,
) -> Poll
where
    Answer: Future<Output = Result<T, ClientError>> + 'static,
{
    let take = Rc::new(take);
    poll_boxed(Rc::new(move |is_latest| {
        let (answer, take) = (ask(), Rc::clone(&take));
        Box::pin(async move {
            let answer = answer.await;
            if is_latest() { take(answer) } else { None }
        })
    }))
}

/// A request whose answer is recorded elsewhere.
type Refresh = Pin<Box<dyn Future<Output = Result<(), ClientError>>>>;

/// Like [`poll`], for a page that asks only when it is shown again, and goes on asking after an error.
pub fn refresh<Answer>(ask: impl Fn() -> Answer + 'static) -> Poll
where
    Answer: Future<Output = Result<(), ClientError>> + 'static,
{
    refresh_boxed(Box::new(move || Box::pin(ask())))
}

fn refresh_boxed(ask: Box<dyn Fn() -> Refresh>) -> Poll {
    poll(ask, |answer| answer.err()?.ask_again_ms())
}

/// Whether no later request has started, and the page is still mounted.
type IsLatest = Box<dyn Fn() -> bool>;

/// The part that does not depend on the type of the answer, compiled once.
fn poll_boxed(ask: Rc<dyn Fn(IsLatest) -> Request>) -> Poll {
    // Answers of earlier requests are ignored.
    let requests = Runs::new();
    let ask = StoredValue::new_local(ask);
    let poll = Poll(Callback::new(move |()| {
        let request = requests.start();
        let is_latest = move || request.is_latest();
        let Some(ask) = ask.try_get_value() else { return };
        spawn_local(async move {
            while is_latest() {
                let Some(pause) = ask(Box::new(is_latest)).await else { return };
                TimeoutFuture::new(pause).await;
                if !lifecycle::is_visible() {
                    return;
                }
            }
        });
    }));
    lifecycle::on_return(move || poll.now());
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
