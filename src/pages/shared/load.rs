//! Something that a page loads: waiting, ready or failed, with one way of showing each.

use super::trouble::trouble;
use crate::{
    client::ClientError,
    components::{ProblemPanel, Skeleton, remount, use_texts},
};
use leptos::{prelude::*, task::spawn_local};

/// Where the loading stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loading<T> {
    Waiting,
    Ready(T),
    Failed(ClientError),
}

/// Puts `now` on the screen. Nothing is drawn anew, or read out again, where it is the same as before.
pub fn put<T: PartialEq + Send + Sync + 'static>(state: RwSignal<Loading<T>>, now: Loading<T>) {
    // A page that is gone shows nothing.
    let _ = state.try_maybe_update(|state| {
        let changed = *state != now;
        *state = now;
        (changed, ())
    });
}

impl<T> Loading<T> {
    /// What is there, if it is there.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

/// Something being loaded, and the way to load it again.
pub struct Load<T: Send + Sync + 'static> {
    pub state: RwSignal<Loading<T>>,
    fetch: Callback<()>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Load<T> {}

/// Starts loading at once, unless it is known already: then nothing is asked until it is to be loaded again.
pub fn load_unless<T, Answer>(known: Option<T>, fetch: impl Fn() -> Answer + Send + Sync + 'static) -> Load<T>
where
    T: PartialEq + Send + Sync + 'static,
    Answer: Future<Output = Result<T, ClientError>> + 'static,
{
    let wanted = known.is_none();
    let state = RwSignal::new(known.map_or(Loading::Waiting, Loading::Ready));
    // Of several requests under way only the youngest counts.
    let youngest = StoredValue::new(0_u32);
    let fetch = Callback::new(move |()| {
        let answer = fetch();
        let Some(mine) = youngest.try_update_value(|count| {
            *count = count.wrapping_add(1);
            *count
        }) else {
            return;
        };
        spawn_local(async move {
            let answer = answer.await;
            if youngest.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(value) => put(state, Loading::Ready(value)),
                // What is on the screen stays there when a quiet refresh fails.
                Err(_) if state.try_with_untracked(|state| state.ready().is_some()) == Some(true) => {}
                Err(error) => put(state, Loading::Failed(error)),
            }
        });
    });
    if wanted {
        fetch.run(());
    }
    Load { state, fetch }
}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Loads it again from the beginning: the guardian asked for it.
    pub fn again(self) {
        self.state.try_set(Loading::Waiting);
        self.fetch.run(());
    }

    /// Loads it again and leaves what is on the screen until the answer is there.
    pub fn refresh(self) {
        self.fetch.run(());
    }

    /// A skeleton while waiting, the problem with a way to try again, or what `ready` makes of the value.
    pub fn view(self, cards: usize, ready: impl Fn(T) -> AnyView + Clone + Send + 'static) -> AnyView {
        let texts = use_texts();
        remount(
            move || self.state.get(),
            move |state| match state {
                Loading::Waiting => view! { <Skeleton cards=cards /> }.into_any(),
                Loading::Ready(value) => ready(value),
                Loading::Failed(error) => {
                    let retry = Callback::new(move |()| self.again());
                    view! { <ProblemPanel trouble=trouble(texts, &error) on_retry=retry /> }.into_any()
                }
            },
        )
        .into_any()
    }
}
