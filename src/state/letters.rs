//! The saved PDFs: a letter for each saved notice, which is removed with its notice, and the receipts that this guardian has
//! seen. They are available without a network.

use super::{
    asked::put,
    poll::refresh,
    saved_notices::{SavedNotice, SavedNotices},
    session::CurrentSession,
};
use crate::{
    browser::{
        files,
        storage::{self, Storage},
    },
    reactive::on_change,
};
use contract::{TopUpId, paths};
use leptos::prelude::*;
use web_sys::Blob;

/// The name of their cache. The service worker's caches begin with `shell-`, so a new version of the app does not
/// remove it.
const LETTERS: &str = "letters";

/// The receipts that were seen, the newest first, a line each: the guardian's mark, a blank, the receipt's path.
const RECEIPTS: &str = "ricarica.receipts.1";
/// So many receipts are kept.
const MOST: usize = 20;

/// The saved PDFs.
#[derive(Clone, Copy)]
pub struct Letters {
    session: CurrentSession,
    /// The paths of those that are there, a line each.
    saved: RwSignal<String>,
    /// As stored under [`RECEIPTS`].
    receipts: RwSignal<String>,
}

impl Letters {
    /// For the app's root. Updates the PDFs now, when the saved notices, the receipts or the session change, when the page is
    /// visible again and when the network is back.
    pub fn follow(saved_notices: SavedNotices, session: CurrentSession) -> Self {
        let receipts = move || Storage::Local.get_text(RECEIPTS).unwrap_or_default();
        let letters =
            Self { session, saved: RwSignal::new(String::new()), receipts: RwSignal::new(receipts()) };
        let poll = refresh(move || async move {
            let now = files::sync(LETTERS, &untrack(|| letters.wanted(saved_notices))).await;
            put(letters.saved, now);
            Ok(())
        });
        on_change(move || letters.wanted(saved_notices), move |_| poll.now());
        // Another tab may show a receipt, or sign out.
        storage::on_change_elsewhere(move || put(letters.receipts, receipts()));
        letters
    }

    /// Whether the PDF with this path is saved, tracked.
    pub fn has(self, path: &str) -> bool {
        self.saved.with(|saved| saved.lines().any(|line| line == path))
    }

    /// Keeps the receipt of this top-up for the signed-in guardian.
    pub fn keep_receipt(self, id: &TopUpId) {
        let Some(mark) = self.session.mark_untracked() else { return };
        let line = [mark.as_str(), " ", &paths::receipt(id)].concat();
        let Some(before) = self.receipts.try_get_untracked() else { return };
        if before.lines().next() == Some(line.as_str()) {
            return;
        }
        let others = before.lines().filter(|other| *other != line);
        let now = std::iter::once(line.as_str()).chain(others).take(MOST).collect::<Vec<_>>().join("\n");
        // If it cannot be kept, it is available until the page is closed.
        let _ = Storage::Local.set_text(RECEIPTS, &now);
        put(self.receipts, now);
    }

    /// Removes all receipts, when the guardian signs out.
    pub fn forget_receipts(self) {
        Storage::Local.remove(RECEIPTS);
        put(self.receipts, String::new());
    }

    /// The paths of the PDFs to save, a line each, tracked. Those of the signed-in guardian can be fetched and begin with a
    /// plus. Another guardian's receipts are removed as soon as somebody is signed in.
    fn wanted(self, saved_notices: SavedNotices) -> String {
        let owner = self.session.mark();
        let letter = |saved: &SavedNotice| {
            let own = owner.as_ref() == Some(&saved.owner);
            [if own { "+" } else { "" }, &paths::letter(&saved.top_up_id)].concat()
        };
        let mut lines: Vec<String> = saved_notices.all().iter().map(letter).collect();
        self.receipts.with(|receipts| {
            for (mark, path) in receipts.lines().filter_map(|line| line.split_once(' ')) {
                match &owner {
                    Some(owner) if owner.as_str() == mark => lines.push(["+", path].concat()),
                    Some(_) => {}
                    None => lines.push(path.to_owned()),
                }
            }
        });
        lines.join("\n")
    }
}

/// The saved PDF with this path.
pub async fn saved_pdf(path: &str) -> Option<Blob> {
    files::find(LETTERS, path).await
}
