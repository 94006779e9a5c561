//! A file of the gateway, mostly a PDF: download, share with another app, send by e-mail.

use super::error_message;
use crate::{
    browser::{files, random},
    client::{Client, ClientError},
    components::{Announcer, BusyButton, ProblemPanel, use_texts},
    reactive::context,
    state::saved_pdf,
};
use contract::IdempotencyKey;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messages::{
    Texts,
    screens::{EmailText, PdfText},
};
use web_sys::Blob;

/// Taps within this time after an action are ignored, because they may be the second half of a double tap.
const REST_MS: u32 = 1500;

/// What is done with the PDF.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PdfAction {
    Download,
    Share,
    Email,
    /// Nothing: an action has just ended.
    Resting,
}

/// What is saved for the next tap.
#[derive(Clone)]
struct Held {
    /// The PDF, because browsers share only right after a tap, and a request takes too long.
    content: Option<Blob>,
    /// The key of an e-mail without a final answer: asking for it again must not send it twice.
    key: IdempotencyKey,
}

/// The state of the buttons.
#[derive(Clone, Copy)]
pub struct PdfDelivery {
    client: Client,
    texts: Texts,
    announcer: Option<Announcer>,
    /// The path of the PDF, and the one to which a request for an e-mail is sent; empty if it is never sent.
    paths: StoredValue<[String; 2]>,
    words: PdfText,
    /// It is a CSV file.
    is_csv: bool,
    email_words: Option<EmailText>,
    held: RwSignal<Held>,
    busy: RwSignal<Option<PdfAction>>,
    /// The message after an action; empty if there is none.
    said: RwSignal<String>,
    failed: RwSignal<Option<ClientError>>,
}

impl PdfDelivery {
    /// To be called while the page is mounted, and outside of parts that are mounted again: a mail without an answer
    /// keeps its key.
    ///
    /// `email`: where a request for an e-mail is sent, if it may be sent.
    pub fn new(path: String, words: PdfText, email: Option<(String, EmailText)>) -> Self {
        let (emails, email_words) = email.unzip();
        Self {
            client: context(),
            texts: use_texts(),
            announcer: use_context(),
            paths: StoredValue::new([path, emails.unwrap_or_default()]),
            words,
            is_csv: false,
            email_words,
            held: RwSignal::new(Held { content: None, key: random::idempotency_key() }),
            busy: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            failed: RwSignal::new(None),
        }
    }

    /// The same for a CSV file.
    pub fn csv(path: String, words: PdfText) -> Self {
        Self { is_csv: true, ..Self::new(path, words, None) }
    }

    fn press(self, action: PdfAction, name: StoredValue<String>) {
        self.said.set(String::new());
        self.failed.set(None);
        self.busy.set(Some(action));
        spawn_local(async move {
            // They are missing only if the page is gone.
            let (Some([path, emails]), Some(held), Some(name)) =
                (self.paths.try_get_value(), self.held.try_get_untracked(), name.try_get_value())
            else {
                return;
            };
            let ending = match action {
                PdfAction::Email => self.email(&emails, held).await,
                _ => self.hand_over(&path, &name, held, action).await,
            };
            match ending {
                Ok(words) => {
                    if let Some(announcer) = self.announcer.filter(|_| !words.is_empty()) {
                        announcer.say(&words);
                    }
                    self.said.try_set(words);
                    self.busy.try_set(Some(PdfAction::Resting));
                    TimeoutFuture::new(REST_MS).await;
                }
                Err(error) => drop(self.failed.try_set(Some(error))),
            }
            self.busy.try_set(None);
        });
    }

    async fn email(self, emails: &str, held: Held) -> Result<String, ClientError> {
        let answer = self.client.email_pdf(emails, &held.key).await;
        if answer.as_ref().err().is_none_or(|error| !error.is_passing()) {
            self.held.try_set(Held { key: random::idempotency_key(), ..held });
        }
        let sent_to = answer?.sent_to;
        Ok(self.email_words.map(|words| words.sent.of(&sent_to)).unwrap_or_default())
    }

    async fn hand_over(
        self,
        path: &str,
        name: &str,
        held: Held,
        action: PdfAction,
    ) -> Result<String, ClientError> {
        let content = match held.content.clone() {
            Some(content) => content,
            None if self.is_csv => self.client.csv(path).await?,
            None => match saved_pdf(path).await {
                Some(content) => content,
                None => self.client.pdf(path).await?,
            },
        };
        if action == PdfAction::Download {
            files::download(&content, name);
        } else if !files::share(&content, name).await {
            self.held.try_set(Held { content: Some(content), ..held });
            return Ok(self.texts.common.share_refused.to_owned());
        }
        Ok(String::new())
    }
}

/// The buttons and their result. In the installed app of an iPhone the PDF is only shared, because an opened file has no way
/// back; elsewhere it is downloaded.
#[component]
pub fn PdfActions(
    pdf: PdfDelivery,
    /// The file's name.
    name: String,
    /// Also share it if the browser can. For pages with a session.
    #[prop(optional)]
    share: bool,
    /// Also send it by e-mail. For pages with a session.
    #[prop(optional)]
    email: bool,
) -> impl IntoView {
    let texts = use_texts();
    let words = pdf.words;
    let name = StoredValue::new(name);
    let button = move |wanted: bool, action: PdfAction, label: &'static str, busy_label: &'static str| {
        wanted.then(|| {
            let busy = pdf.busy;
            view! {
                <BusyButton
                    label=label
                    busy_label=busy_label
                    busy=Signal::derive(move || busy.get() == Some(action))
                    blocked=Signal::derive(move || busy.get().is_some())
                    on_press=Callback::new(move |()| pdf.press(action, name))
                    look="btn-outline-primary"
                />
            }
        })
    };
    let downloads = !files::is_ios_app();
    let shares = (share || !downloads)
        && if pdf.is_csv { files::shares(files::CSV, "a.csv") } else { files::shares(files::PDF, "a.pdf") };
    view! {
        {button(downloads, PdfAction::Download, words.download, texts.common.loading)}
        {button(shares, PdfAction::Share, words.share, texts.common.loading)}
        {pdf.email_words.map(|words| button(email, PdfAction::Email, words.send, texts.common.sending))}
        // The live region announces it already.
        <p class="small" aria-hidden="true">{pdf.said}</p>
        {move || {
            pdf.failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })
        }}
    }
}
