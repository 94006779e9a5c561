//! The language of mails and letters.

use crate::{
    client::{Client, ClientError},
    components::{Announcer, ProblemPanel, use_texts},
    layout::error_message,
    reactive::context,
};
use contract::Language;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;

#[derive(Clone, Copy)]
struct MailLanguage {
    client: Client,
    texts: Texts,
    announcer: Announcer,
    chosen: RwSignal<Language>,
    /// What the gateway has.
    saved: StoredValue<Language>,
    busy: StoredValue<bool>,
    said: RwSignal<String>,
    failed: RwSignal<Option<ClientError>>,
}

impl MailLanguage {
    fn choose(self, language: Language) {
        self.chosen.set(language);
        self.said.set(String::new());
        self.failed.set(None);
        if self.busy.get_value() {
            // The request under way is followed by another.
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(wanted) =
                self.chosen.try_get_untracked().filter(|now| self.saved.try_get_value() != Some(*now))
            {
                if let Err(error) = self.client.choose_mail_language(wanted).await {
                    // The choice shows what holds.
                    self.chosen.try_set(self.saved.try_get_value().unwrap_or(wanted));
                    self.failed.try_set(Some(error));
                    break;
                }
                self.saved.try_set_value(wanted);
                let saved = self.texts.profile.mail_language_saved.of(messages::own_name(wanted));
                self.announcer.say(&saved);
                self.said.try_set(saved);
            }
            self.busy.try_set_value(false);
        });
    }
}

/// The three languages, each with its own name. A choice is saved at once.
#[component]
pub fn MailLanguageChoice(chosen: Language) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.profile;
    let choice = MailLanguage {
        client: context(),
        texts,
        announcer: context(),
        chosen: RwSignal::new(chosen),
        saved: StoredValue::new(chosen),
        busy: StoredValue::new(false),
        said: RwSignal::new(String::new()),
        failed: RwSignal::new(None),
    };
    let MailLanguage { chosen, said, failed, .. } = choice;
    let choices = Language::ALL.map(|language| {
        view! {
            <label>
                <input
                    type="radio"
                    name="mail-language"
                    prop:checked=move || chosen.get() == language
                    on:change=move |_| choice.choose(language)
                />
                <span lang=language.tag() translate="no">{messages::own_name(language)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="form-group choices">
            <legend>{words.mail_language}</legend>
            <div>{choices.collect_view()}</div>
            <p class="form-text">{words.mail_language_hint}</p>
            // The live region announces it already.
            <p class="small" aria-hidden="true">{said}</p>
        </fieldset>
        {move || failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })}
    }
}
