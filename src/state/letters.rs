//! The letters on this phone: one for each saved notice, so that paper needs no network. A notice that is saved gets its
//! letter; with the notice its letter goes.

use super::{
    poll::poll,
    saved_notices::{SavedNotice, SavedNotices},
    session::CurrentSession,
};
use crate::reactive::on_change;
use crate::{browser::files, client::ClientError};
use contract::{TopUpId, paths};
use leptos::prelude::*;
use web_sys::Blob;

/// The cache that they are in. Not one of the worker's, which begin with `shell-`: a new version of the app leaves it alone.
const LETTERS: &str = "letters";

/// Which letters are on the phone: their paths, a line each. `Copy`: hand it to any view.
#[derive(Clone, Copy)]
pub struct Letters(RwSignal<String>);

impl Letters {
    /// For the app's root. Keeps them in step with the saved notices: now, whenever a notice comes or goes or a session
    /// in, and when the page is seen again or the network is back.
    pub fn follow(saved_notices: SavedNotices, session: CurrentSession) -> Self {
        let letters = Self(RwSignal::new(String::new()));
        let poll = poll(
            move || async move {
                let now = files::keep(LETTERS, &untrack(|| wanted(saved_notices, session))).await;
                letters.0.try_maybe_update(|there| {
                    let changed = *there != now;
                    *there = now;
                    (changed, ())
                });
                Ok::<(), ClientError>(())
            },
            |_| None,
        );
        on_change(move || wanted(saved_notices, session), move |_| poll.now());
        letters
    }

    /// Whether this top-up's is there, tracked.
    pub fn has(self, id: &TopUpId) -> bool {
        self.0.with(|there| there.contains(id.as_str()))
    }
}

/// The paths of all letters, a line each, tracked. Those of the guardian who is signed in can be fetched, and begin with
/// a plus.
fn wanted(saved_notices: SavedNotices, session: CurrentSession) -> String {
    let owner = session.mark();
    let line = |saved: &SavedNotice| {
        let own = owner.as_ref() == Some(&saved.owner);
        [if own { "+" } else { "" }, &paths::letter(&saved.top_up_id)].concat()
    };
    saved_notices.all().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The letter of this top-up, if the phone has it.
pub async fn kept_letter(id: &TopUpId) -> Option<Blob> {
    files::find(LETTERS, &paths::letter(id)).await
}
