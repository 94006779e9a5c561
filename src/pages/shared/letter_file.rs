//! The letter of one notice in the guardian's hands: downloaded, or shared with another app.

use super::{letters::kept_letter, trouble::trouble, use_client};
use crate::signal::RwSignal;
use crate::{
    browser::{
        files, install,
        share::{self, Shared},
    },
    client::{Client, ClientError},
    components::{Announcer, BusyButton, ProblemPanel, use_texts},
    dom::{Dom, view},
};
use contract::TopUpId;
use leptos::{prelude::*, task::spawn_local};
use pagopa::NoticeNumber;
use web_sys::Blob;

/// What the guardian does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Download,
    Share,
}

/// `Copy`: tasks and handlers share it.
#[derive(Clone, Copy)]
struct Letter {
    client: Client,
    id: RwSignal<TopUpId>,
    number: NoticeNumber,
    /// Once it is here the next tap need not wait: browsers share only right after a tap.
    at_hand: RwSignal<Option<Blob>>,
    busy: RwSignal<Option<Way>>,
    failed: RwSignal<Option<ClientError>>,
    not_shared: RwSignal<bool>,
}

impl Letter {
    fn press(self, way: Way) {
        self.failed.set(None);
        self.not_shared.set(false);
        self.busy.set(Some(way));
        spawn_local(async move {
            match self.content().await {
                Some(Ok(content)) => {
                    self.at_hand.try_set(Some(content.clone()));
                    let name = ["avviso-", &self.number.to_string(), ".pdf"].concat();
                    match way {
                        Way::Download => files::download(&content, &name),
                        Way::Share => {
                            let refused = share::share_pdf(&content, &name).await == Shared::Refused;
                            self.not_shared.try_set(refused);
                        }
                    }
                }
                Some(Err(error)) => drop(self.failed.try_set(Some(error))),
                None => {}
            }
            self.busy.try_set(None);
        });
    }

    /// From the phone, else from the gateway. `None` once the page is gone.
    async fn content(self) -> Option<Result<Blob, ClientError>> {
        if let Some(content) = self.at_hand.try_get_untracked()? {
            return Some(Ok(content));
        }
        let id = self.id.try_get_untracked()?;
        match kept_letter(&id).await {
            Some(content) => Some(Ok(content)),
            None => Some(self.client.letter(&id).await),
        }
    }
}

/// The buttons, and what went wrong. In the installed app of an iPhone the letter is shared and never opened, since
/// there is no way back from it; elsewhere it is downloaded, and shared as well where the browser can.
#[component]
pub fn LetterFile(
    id: TopUpId,
    number: NoticeNumber,
    /// One button alone.
    #[prop(optional)]
    short: bool,
) -> Dom {
    let texts = use_texts();
    let words = &texts.notice;
    let letter = Letter {
        client: use_client(),
        id: RwSignal::new(id),
        number,
        at_hand: RwSignal::new(None),
        busy: RwSignal::new(None),
        failed: RwSignal::new(None),
        not_shared: RwSignal::new(false),
    };
    let announcer = use_context::<Announcer>();
    let button = move |way: Way, label: &'static str| {
        let busy = letter.busy;
        view! {
            <BusyButton
                label=label
                busy_label=words.letter_busy
                busy=Signal::derive(move || busy.get() == Some(way))
                blocked=Signal::derive(move || busy.get().is_some_and(|other| other != way))
                on_press=Callback::new(move |()| letter.press(way))
                look="secondary"
            />
        }
    };
    let downloads = !install::is_ios_app();
    let shares = share::takes_pdf() && !(short && downloads);
    view! {
        {downloads.then(|| button(Way::Download, words.letter))}
        {shares.then(|| button(Way::Share, words.letter_share))}
        {move || {
            letter.not_shared.get().then(|| {
                if let Some(announcer) = announcer {
                    announcer.say(words.letter_share_refused);
                }
                // The live region says it already.
                view! { <p class="small" aria-hidden="true">{words.letter_share_refused}</p> }
            })
        }}
        {move || {
            letter.failed.get().map(|error| {
                view! { <ProblemPanel trouble=trouble(texts, &error) money=words.request_moved_nothing /> }
            })
        }}
    }
}
