//! The profile: who is signed in and where, languages, the own data, signing out.

mod data;
mod email;
mod erasure;
mod mail_language;
mod sessions;
mod sign_out;

use crate::{
    client::Client,
    components::{InstallInvitation, PageHeading, ProblemPanel, use_texts},
    layout::{LanguageMenu, error_message},
    reactive::context,
    state::{Asked, CurrentSession, put},
};
use contract::Profile;
use data::{Kept, MyData};
use email::EmailChange;
use erasure::Erasure;
use leptos::{prelude::*, task::spawn_local};
use mail_language::MailLanguageChoice;
use sessions::OpenSessionList;
use sign_out::SignOut;

/// The page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.profile;
    let session: CurrentSession = context();
    let client: Client = context();
    let profile = RwSignal::new(Asked::<Profile>::None);
    let read = move || spawn_local(async move { put(profile, Some(client.profile().await)) });
    read();
    let retry = Callback::new(move |()| {
        put(profile, None);
        read();
    });
    // What needs the profile is not there without it, and the reason stands in its place.
    let known = move || profile.get().and_then(Result::ok);
    view! {
        <PageHeading title=words.title />
        <section class="it-card">
            {move || session.get().map(|session| {
                view! {
                    <dl class="facts">
                        <dt>{words.name}</dt>
                        <dd translate="no">{session.display_name}</dd>
                        <dt>{words.email}</dt>
                        <dd translate="no">{session.email}</dd>
                    </dl>
                }
            })}
            <p class="small">{words.who_changes}</p>
            <EmailChange />
        </section>
        {move || profile.get().and_then(Result::err).map(|error| {
            view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry /> }
        })}
        <section class="it-card">
            <h2>{texts.shell.language}</h2>
            <LanguageMenu />
            {move || known().map(|profile| view! { <MailLanguageChoice chosen=profile.mail_language /> })}
        </section>
        <OpenSessionList />
        <section class="it-card">
            <h2>{words.privacy_title}</h2>
            {move || known().map(|profile| view! { <Kept kept=profile.kept /> })}
            <div class="buttons">
                <MyData />
                {move || known().map(|profile| view! { <Erasure profile=profile /> })}
            </div>
        </section>
        <InstallInvitation />
        <SignOut />
    }
}
