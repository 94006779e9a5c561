//! The saved letters: one for each saved notice, so that the letter is available without a network. It is removed
//! with its notice.

use super::{
    asked::put,
    poll::refresh,
    saved_notices::{SavedNotice, SavedNotices},
    session::CurrentSession,
};
use crate::browser::files;
use crate::reactive::on_change;
use contract::{TopUpId, paths};
use leptos::prelude::*;
use web_sys::Blob;

/// The name of their cache. The service worker's caches begin with `shell-`, so a new version of the app does not
/// remove it.
const LETTERS: &str = "letters";

/// The paths of the saved letters, a line each.
#[derive(Clone, Copy)]
pub struct Letters(RwSignal<String>);

impl Letters {
    /// For the app's root. Updates the letters now, when the saved notices or the session change, when the page is
    /// visible again and when the network is back.
    pub fn follow(saved_notices: SavedNotices, session: CurrentSession) -> Self {
        let letters = Self(RwSignal::new(String::new()));
        let poll = refresh(move || async move {
            let now = files::sync(LETTERS, &untrack(|| wanted(saved_notices, session))).await;
            put(letters.0, now);
            Ok(())
        });
        on_change(move || wanted(saved_notices, session), move |_| poll.now());
        letters
    }

    /// Whether the letter of this top-up is saved, tracked.
    pub fn has(self, id: &TopUpId) -> bool {
        self.0.with(|saved| saved.contains(id.as_str()))
    }
}

/// The paths of the letters to save, a line each, tracked. Those of the signed-in guardian can be fetched and begin
/// with a plus.
fn wanted(saved_notices: SavedNotices, session: CurrentSession) -> String {
    let owner = session.mark();
    let line = |saved: &SavedNotice| {
        let own = owner.as_ref() == Some(&saved.owner);
        [if own { "+" } else { "" }, &paths::letter(&saved.top_up_id)].concat()
    };
    saved_notices.all().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The saved letter of this top-up.
pub async fn saved_letter(id: &TopUpId) -> Option<Blob> {
    files::find(LETTERS, &paths::letter(id)).await
}
