//! The letters on this phone: one for each kept notice, so that paper needs no network. They follow the wallet: what
//! it keeps gets its letter, what it forgets loses it.

use super::{poll::poll, session::CurrentSession};
use crate::signal::RwSignal;
use crate::{browser::files, client::ClientError, dom::on_change, wallet::Wallet};
use contract::{TopUpId, paths};
use web_sys::Blob;

/// Not one of the worker's, which begin with `shell-`: a new version of the app leaves it alone.
const DRAWER: &str = "letters";

/// Which letters are on the phone. `Copy`: hand it to any view.
#[derive(Clone, Copy)]
pub struct Letters {
    wallet: Wallet,
    session: CurrentSession,
    /// By their paths.
    there: RwSignal<Vec<String>>,
    /// A pass is under way; whether another has to follow, since something has changed meanwhile.
    pass: RwSignal<(bool, bool)>,
}

impl Letters {
    /// For the app's root. Keeps them in step with the wallet: now, whenever a notice comes or goes or somebody signs
    /// in, and when the network is back.
    pub fn look_after(wallet: Wallet, session: CurrentSession) -> Self {
        let letters =
            Self { wallet, session, there: RwSignal::new(Vec::new()), pass: RwSignal::new((false, false)) };
        let poll = poll(
            move || async move {
                letters.tidy().await;
                Ok::<(), ClientError>(())
            },
            |_| None,
        );
        let who_and_what = move || {
            let mut all = session.mark().map_or_else(String::new, |mark| mark.as_str().to_owned());
            for kept in wallet.all() {
                all.push_str(kept.top_up_id.as_str());
            }
            all
        };
        on_change(who_and_what, move |_| poll.now());
        letters
    }

    /// Whether this top-up's is there, tracked.
    pub fn has(self, id: &TopUpId) -> bool {
        self.there.with(|there| there.contains(&paths::letter(id)))
    }

    /// One pass at a time, so that no letter is fetched twice.
    async fn tidy(self) {
        let under_way = self.pass.try_update(|(under_way, again)| {
            *again = true;
            std::mem::replace(under_way, true)
        });
        if under_way != Some(false) {
            return;
        }
        while self.pass.try_update(|(_, again)| std::mem::take(again)) == Some(true) {
            let now = self.tidied().await;
            self.there.try_maybe_update(|there| {
                let changed = *there != now;
                *there = now;
                (changed, ())
            });
        }
        self.pass.try_set((false, false));
    }

    /// Takes out what no notice has, fetches what is missing, and gives what is there then.
    async fn tidied(self) -> Vec<String> {
        let mut wanted = self.paths(false);
        let drawer = match wanted.is_empty() {
            true => None,
            false => files::open(DRAWER).await,
        };
        let Some(drawer) = drawer else {
            files::remove(DRAWER).await;
            return Vec::new();
        };
        let mut there = drawer.paths().await;
        wanted.extend(there.iter().filter(|path| !wanted.contains(path)).cloned().collect::<Vec<_>>());
        for path in wanted {
            let own = self.paths(true).contains(&path);
            if !there.contains(&path) && own && drawer.fetch(&path).await {
                there.push(path.clone());
            }
            // It may have been paid, or its guardian have left, while it was on its way; and a page of somebody
            // else's network is no letter.
            let stays = self.paths(false).contains(&path) && find(&path).await.is_some();
            if !stays {
                there.retain(|other| *other != path);
                drawer.take_out(&path).await;
            }
        }
        there
    }

    /// Of the letters that the phone should have: all, or those of whoever is signed in, which alone are to be had.
    fn paths(self, own: bool) -> Vec<String> {
        let owner = self.session.mark_untracked();
        let notices = self.wallet.all_untracked();
        let notices = notices.iter().filter(|kept| !own || owner.as_ref() == Some(&kept.owner));
        notices.map(|kept| paths::letter(&kept.top_up_id)).collect()
    }
}

/// The letter of this top-up, if the phone has it.
pub async fn kept_letter(id: &TopUpId) -> Option<Blob> {
    find(&paths::letter(id)).await
}

async fn find(path: &str) -> Option<Blob> {
    files::find(DRAWER, path).await.filter(|letter| letter.type_() == "application/pdf")
}
