//! The letter of one notice: download, share with another app, send by e-mail.

use super::error_message;
use crate::{
    browser::{files, random},
    client::{Client, ClientError},
    components::{Announcer, BusyButton, ProblemPanel, use_texts},
    reactive::context,
    state::letters::saved_letter,
};
use contract::{IdempotencyKey, TopUpId};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;
use pagopa::NoticeNumber;
use web_sys::Blob;

/// Taps within this time after an action are ignored, because they may be the second half of a double tap.
const REST_MS: u32 = 1500;

/// What is done with the letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterAction {
    Download,
    Share,
    Email,
    /// Nothing: an action has just ended.
    Resting,
}

/// What is saved for the next tap.
#[derive(Clone)]
struct Held {
    /// The letter, because browsers share only right after a tap, and a request takes too long.
    content: Option<Blob>,
    /// The key of an e-mail without a final answer: asking for it again must not send it twice.
    key: IdempotencyKey,
}

/// The state of the buttons.
#[derive(Clone, Copy)]
pub struct LetterDelivery {
    client: Client,
    texts: Texts,
    announcer: Option<Announcer>,
    id: StoredValue<TopUpId>,
    held: RwSignal<Held>,
    busy: RwSignal<Option<LetterAction>>,
    /// The message after an action; empty if there is none.
    said: RwSignal<String>,
    failed: RwSignal<Option<ClientError>>,
}

impl LetterDelivery {
    /// To be called while the page is mounted, and outside of parts that are mounted again: a mail without an answer
    /// keeps its key.
    pub fn new(id: TopUpId) -> Self {
        Self {
            client: context(),
            texts: use_texts(),
            announcer: use_context(),
            id: StoredValue::new(id),
            held: RwSignal::new(Held { content: None, key: random::idempotency_key() }),
            busy: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            failed: RwSignal::new(None),
        }
    }

    fn press(self, action: LetterAction, number: NoticeNumber) {
        self.said.set(String::new());
        self.failed.set(None);
        self.busy.set(Some(action));
        spawn_local(async move {
            // They are missing only if the page is gone.
            let (Some(id), Some(held)) = (self.id.try_get_value(), self.held.try_get_untracked()) else {
                return;
            };
            let ending = match action {
                LetterAction::Email => self.email(&id, held).await,
                _ => self.hand_over(&id, number, held, action).await,
            };
            match ending {
                Ok(words) => {
                    if let Some(announcer) = self.announcer.filter(|_| !words.is_empty()) {
                        announcer.say(&words);
                    }
                    self.said.try_set(words);
                    self.busy.try_set(Some(LetterAction::Resting));
                    TimeoutFuture::new(REST_MS).await;
                }
                Err(error) => drop(self.failed.try_set(Some(error))),
            }
            self.busy.try_set(None);
        });
    }

    async fn email(self, id: &TopUpId, held: Held) -> Result<String, ClientError> {
        let answer = self.client.email_notice(id, &held.key).await;
        if answer.as_ref().err().is_none_or(|error| !error.is_passing()) {
            self.held.try_set(Held { key: random::idempotency_key(), ..held });
        }
        Ok(self.texts.notice.letter_sent.of(&answer?.sent_to))
    }

    async fn hand_over(
        self,
        id: &TopUpId,
        number: NoticeNumber,
        held: Held,
        action: LetterAction,
    ) -> Result<String, ClientError> {
        let content = match held.content.clone() {
            Some(content) => content,
            None => match saved_letter(id).await {
                Some(content) => content,
                None => self.client.letter(id).await?,
            },
        };
        let name = ["avviso-", &number.to_string(), ".pdf"].concat();
        if action == LetterAction::Download {
            files::download(&content, &name);
        } else if !files::share(&content, &name).await {
            self.held.try_set(Held { content: Some(content), ..held });
            return Ok(self.texts.notice.letter_share_refused.to_owned());
        }
        Ok(String::new())
    }
}

/// The buttons and their result. In the installed app of an iPhone the letter is only shared, because an opened file
/// has no way back; elsewhere it is downloaded.
#[component]
pub fn LetterActions(
    letter: LetterDelivery,
    number: NoticeNumber,
    /// Also share it if the browser can, and send it by e-mail. For pages with a session.
    #[prop(optional)]
    all: bool,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.notice;
    let button = move |wanted: bool, action: LetterAction, label: &'static str, busy_label: &'static str| {
        wanted.then(|| {
            let busy = letter.busy;
            view! {
                <BusyButton
                    label=label
                    busy_label=busy_label
                    busy=Signal::derive(move || busy.get() == Some(action))
                    blocked=Signal::derive(move || busy.get().is_some())
                    on_press=Callback::new(move |()| letter.press(action, number))
                    look="btn-outline-primary"
                />
            }
        })
    };
    let downloads = !files::is_ios_app();
    let shares = (all || !downloads) && files::shares(files::PDF, "avviso.pdf");
    view! {
        {button(downloads, LetterAction::Download, words.letter, texts.common.loading)}
        {button(shares, LetterAction::Share, words.letter_share, texts.common.loading)}
        {button(all, LetterAction::Email, words.letter_email, words.letter_email_busy)}
        // The live region announces it already.
        <p class="small" aria-hidden="true">{letter.said}</p>
        {move || {
            letter.failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })
        }}
    }
}
