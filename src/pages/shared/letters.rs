//! The letters on this phone: one for each kept notice, so that paper needs no network. They follow the wallet: what
//! it keeps gets its letter, what it forgets loses it.

use super::{poll::poll, session::CurrentSession};
use crate::signal::RwSignal;
use crate::{browser::files, client::ClientError, dom::on_change, wallet::Wallet};
use contract::{TopUpId, paths};
use web_sys::Blob;

/// Not one of the worker's, which begin with `shell-`: a new version of the app leaves it alone.
const DRAWER: &str = "letters";

/// Which letters are on the phone: their paths, each behind a blank. `Copy`: hand it to any view.
#[derive(Clone, Copy)]
pub struct Letters(RwSignal<String>);

impl Letters {
    /// For the app's root. Keeps them in step with the wallet: now, whenever a notice comes or goes or somebody signs
    /// in, and when the page is seen again or the network is back.
    pub fn look_after(wallet: Wallet, session: CurrentSession) -> Self {
        let letters = Self(RwSignal::new(String::new()));
        // All, and those of whoever is signed in, which alone are to be had.
        let wanted = move || {
            let (mut all, mut own) = (String::new(), String::new());
            let owner = session.mark();
            for kept in wallet.all() {
                let path = [" ", &paths::letter(&kept.top_up_id)].concat();
                all.push_str(&path);
                if owner.as_ref() == Some(&kept.owner) {
                    own.push_str(&path);
                }
            }
            (all, own)
        };
        let poll = poll(
            move || async move {
                let (all, own) = leptos::prelude::untrack(wanted);
                let now = files::keep(DRAWER, all.trim_start(), &own).await;
                letters.0.try_maybe_update(|there| {
                    let changed = *there != now;
                    *there = now;
                    (changed, ())
                });
                Ok::<(), ClientError>(())
            },
            |_| None,
        );
        on_change(wanted, move |_| poll.now());
        letters
    }

    /// Whether this top-up's is there, tracked.
    pub fn has(self, id: &TopUpId) -> bool {
        self.0.with(|there| there.contains(id.as_str()))
    }
}

/// The letter of this top-up, if the phone has it.
pub async fn kept_letter(id: &TopUpId) -> Option<Blob> {
    files::find(DRAWER, &paths::letter(id)).await
}
