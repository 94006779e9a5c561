//! The page around every screen: skip link, header, navigation, footer; and the addresses of the screens.

use super::ChosenLanguage;
use crate::{
    client::Client,
    components::{Announcer, LiveRegion, use_texts},
    messages::{self, Texts},
    pages::{
        AccountsPage, CurrentSession, EntrancePage, HistoryPage, KeptDraft, NotFoundPage, NoticePage,
        OutcomePage, SignedInOnly, TopUpPage, Town,
    },
};
use contract::Language;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{A, FlatRoutes, Route},
    path,
};

/// Where the skip link leads.
const CONTENT: &str = "content";

/// Everything on the page.
#[component]
pub fn Shell() -> impl IntoView {
    let texts = use_texts();
    let online: ReadSignal<bool> = expect_context();
    view! {
        // A plain jump within the page: the router is told to leave it alone.
        <a class="skip-link" href=["#", CONTENT].concat() rel="external">{texts.shell.skip_link}</a>
        <Header />
        <main id=CONTENT tabindex="-1">
            {move || (!online.get()).then(|| view! { <p class="strip" role="status">{texts.shell.offline}</p> })}
            <Screens />
        </main>
        <Footer />
        <LiveRegion />
    }
}

/// The address of each screen.
#[component]
fn Screens() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NotFoundPage>
            <Route path=path!("/") view=|| view! { <SignedInOnly><AccountsPage /></SignedInOnly> } />
            <Route path=path!("/accesso") view=EntrancePage />
            <Route path=path!("/ricarica/:account?") view=|| view! { <SignedInOnly><TopUpPage /></SignedInOnly> } />
            <Route path=path!("/avviso/:top_up") view=|| view! { <SignedInOnly><NoticePage /></SignedInOnly> } />
            <Route path=path!("/esito/:checkout") view=OutcomePage />
            <Route path=path!("/storico") view=|| view! { <SignedInOnly><HistoryPage /></SignedInOnly> } />
        </FlatRoutes>
    }
}

/// Says on every screen that no money moves, where that is so.
#[component]
fn TestStrip() -> impl IntoView {
    let town: Town = expect_context();
    let texts = use_texts();
    move || {
        town.get().filter(|town| town.test_environment).map(|_| {
            view! {
                <p class="test-strip">
                    <strong>{texts.shell.test_environment}</strong>
                    " · "
                    {texts.shell.test_environment_more}
                </p>
            }
        })
    }
}

#[component]
fn Header() -> impl IntoView {
    let town: Town = expect_context();
    let session: CurrentSession = expect_context();
    let texts = use_texts();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    view! {
        <header>
            <TestStrip />
            <div class="header">
                <div class="header-top">
                    <a class="brand" href="/">
                        <span class="brand-name">{texts.shell.app_name}</span>
                        <span class="brand-town">{move || town.name(texts.language)}</span>
                    </a>
                    <LanguageSwitch />
                </div>
                {move || signed_in.get().then(|| view! { <Navigation /> })}
            </div>
        </header>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let texts = use_texts();
    let session: CurrentSession = expect_context();
    let announcer: Announcer = expect_context();
    let client: Client = expect_context();
    let sign_out = move |_| {
        spawn_local(async move {
            match client.sign_out().await {
                Ok(()) => {
                    KeptDraft::forget();
                    session.leave();
                }
                Err(_) => announcer.say(texts.shell.signing_out_failed),
            }
        });
    };
    view! {
        <nav class="navigation" aria-label=texts.shell.navigation>
            <A href="/" exact=true>{texts.shell.accounts}</A>
            <A href="/storico">{texts.shell.history}</A>
            <button type="button" on:click=sign_out>{texts.shell.sign_out}</button>
        </nav>
    }
}

/// A list of the three languages, each by its own name.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let chosen: ChosenLanguage = expect_context();
    let texts = use_texts();
    view! {
        <label class="language">
            <span class="visually-hidden">{texts.shell.language}</span>
            <select on:change=move |event| {
                if let Some(language) = Language::from_tag(&event_target_value(&event)) {
                    chosen.choose(language);
                }
            }>
                {Language::ALL
                    .map(|language| {
                        view! {
                            <option value=language.tag() lang=language.tag() selected=language == texts.language>
                                {messages::own_name(language)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let town: Town = expect_context();
    let texts = use_texts();
    view! {
        <footer class="footer">
            {move || town.get().map(|town| contacts(texts, town.office_phone, town.office_email))}
            <p>{texts.shell.pagopa}</p>
        </footer>
    }
}

fn contacts(texts: Texts, phone: Option<String>, email: Option<String>) -> impl IntoView {
    let any = phone.is_some() || email.is_some();
    view! {
        {any.then(|| view! { <p><strong>{texts.shell.help}</strong></p> })}
        {phone.map(|phone| view! { <p><a href=["tel:", &phone.replace(' ', "")].concat()>{(texts.shell.call_office)(&phone)}</a></p> })}
        {email.map(|email| view! { <p><a href=["mailto:", &email].concat()>{(texts.shell.write_office)(&email)}</a></p> })}
    }
}
