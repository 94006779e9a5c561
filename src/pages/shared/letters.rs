//! The letters on this phone: one for each kept notice, so that paper needs no network. They follow the wallet: what
//! it keeps gets its letter, what it forgets loses it.

use super::{poll::poll, session::CurrentSession};
use crate::{
    browser::files::Drawer,
    client::{Client, ClientError},
    dom::on_change,
    wallet::Wallet,
};
use contract::{TopUpId, paths};
use std::{cell::Cell, rc::Rc};
use web_sys::Blob;

/// Not one of the worker's, which begin with `shell-`: a new version of the app leaves it alone.
const DRAWER: &str = "letters";

/// The letter of this top-up, if the phone has it.
pub async fn kept_letter(id: &TopUpId) -> Option<Blob> {
    Drawer::find(DRAWER, &paths::letter(id)).await
}

/// Keeps the letters in step with the wallet: now, whenever a notice comes or goes or somebody signs in, and when the
/// network is back.
pub fn look_after_letters(wallet: Wallet, session: CurrentSession, client: Client) {
    // One pass at a time, so that no letter is fetched twice; what has changed meanwhile is seen to by another pass.
    let (busy, again) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let poll = poll(
        move || {
            let (busy, again) = (Rc::clone(&busy), Rc::clone(&again));
            async move {
                again.set(true);
                if !busy.replace(true) {
                    while again.replace(false) {
                        tidy(wallet, session, client).await;
                    }
                    busy.set(false);
                }
                Ok::<(), ClientError>(())
            }
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
}

async fn tidy(wallet: Wallet, session: CurrentSession, client: Client) {
    let notices = wallet.all_untracked();
    if notices.is_empty() {
        return Drawer::remove(DRAWER).await;
    }
    let Some(drawer) = Drawer::open(DRAWER).await else { return };
    let there = drawer.paths().await;
    for path in &there {
        if !notices.iter().any(|kept| paths::letter(&kept.top_up_id) == *path) {
            drawer.take_out(path).await;
        }
    }
    for kept in notices {
        let path = paths::letter(&kept.top_up_id);
        if there.contains(&path) || session.mark_untracked().as_ref() != Some(&kept.owner) {
            continue;
        }
        match client.letter(&kept.top_up_id).await {
            // It may have been paid, or its guardian have left, while the letter was on its way.
            Ok(letter) => {
                let now = wallet.find_untracked(&kept.top_up_id);
                if now.is_some_and(|now| now.owner == kept.owner) {
                    drawer.put(&path, &letter).await;
                }
            }
            // Without a way to the gateway the others need not be tried.
            Err(error) if error.is_passing() => return,
            Err(_) => {}
        }
    }
}
