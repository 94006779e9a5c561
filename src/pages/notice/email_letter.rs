//! The letter by e-mail, to the guardian's own address.

use crate::signal::RwSignal;
use crate::{
    browser::{random, timer},
    client::{Client, ClientError},
    components::{Announcer, BusyButton, ProblemPanel, use_texts},
    dom::{Dom, view},
    messages::Texts,
    pages::shared::{trouble::trouble, use_client},
};
use contract::{IdempotencyKey, TopUpId};
use leptos::{prelude::*, task::spawn_local};

/// For so long after an answer a tap is the second half of a double tap.
const SENT_MS: i32 = 3000;

#[derive(Clone, Copy)]
struct Email {
    client: Client,
    texts: Texts,
    announcer: Option<Announcer>,
    id: RwSignal<TopUpId>,
    /// Of a request without an answer that settles it: asking again must not send it twice.
    key: RwSignal<Option<IdempotencyKey>>,
    busy: RwSignal<bool>,
    /// It has just been sent.
    resting: RwSignal<bool>,
    sent: RwSignal<Option<String>>,
    failed: RwSignal<Option<ClientError>>,
}

impl Email {
    fn press(self) {
        self.sent.set(None);
        self.failed.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let Some(answer) = self.ask().await else { return };
            match answer {
                Ok(email) => {
                    let sent = (self.texts.notice.letter_sent)(&email.sent_to);
                    if let Some(announcer) = self.announcer {
                        announcer.say(&sent);
                    }
                    self.sent.try_set(Some(sent));
                    self.resting.try_set(true);
                    self.busy.try_set(false);
                    timer::sleep(SENT_MS).await;
                    self.resting.try_set(false);
                }
                Err(error) => {
                    self.failed.try_set(Some(error));
                    self.busy.try_set(false);
                }
            }
        });
    }

    /// `None` once the page is gone.
    async fn ask(self) -> Option<Result<contract::NoticeEmail, ClientError>> {
        let id = self.id.try_get_untracked()?;
        let key = self.key.try_update(|key| key.get_or_insert_with(random::idempotency_key).clone())?;
        let answer = self.client.email_notice(&id, &key).await;
        if answer.as_ref().err().is_none_or(|error| !error.is_passing()) {
            self.key.try_set(None);
        }
        Some(answer)
    }
}

/// The button, and what became of it.
#[component]
pub fn EmailLetter(id: TopUpId) -> Dom {
    let texts = use_texts();
    let email = Email {
        client: use_client(),
        texts,
        announcer: use_context(),
        id: RwSignal::new(id),
        key: RwSignal::new(None),
        busy: RwSignal::new(false),
        resting: RwSignal::new(false),
        sent: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    view! {
        <BusyButton
            label=texts.notice.letter_email
            busy_label=texts.notice.letter_email_busy
            busy=email.busy
            blocked=email.resting
            on_press=Callback::new(move |()| email.press())
            look="secondary"
        />
        // The live region says it already.
        {move || email.sent.get().map(|sent| view! { <p class="small" aria-hidden="true">{sent}</p> })}
        {move || {
            email.failed.get().map(|error| {
                view! { <ProblemPanel trouble=trouble(texts, &error) money=texts.notice.request_moved_nothing /> }
            })
        }}
    }
}
