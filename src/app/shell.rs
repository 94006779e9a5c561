//! The page around every screen: skip link, header, navigation, footer; and the addresses of the screens.

use super::{ChosenLanguage, screen::Screen};
use crate::signal::RwSignal;
use crate::{
    browser::{address::Address, focus::focus, timer},
    client::Client,
    components::{Announcer, Icon, LiveRegion, SessionWarning, Shape, UpdateOffer, use_texts},
    dom::{self, Dom, dynamic, view},
    messages::{self, Texts},
    pages::{
        AccountsPage, CounterPage, CurrentSession, EntrancePage, HelpPage, HistoryPage, KeptDraft,
        NotFoundPage, NoticePage, OfficeContacts, OutcomePage, SignInDraft, SignedInOnly, TopUpPage, Town,
        localised,
    },
    wallet::Wallet,
};
use contract::{Language, Municipality};
use leptos::{prelude::*, task::spawn_local};
use web_sys::HtmlSelectElement;

/// Where the skip link leads.
const CONTENT: &str = "content";

/// The list of languages.
const LANGUAGE: &str = "language";

/// Everything on the page.
#[component]
pub fn Shell() -> Dom {
    let texts = use_texts();
    let address: Address = expect_context();
    // At a counter there is nothing to hit by mistake.
    let counter = Memo::new(move |_| match Screen::at(&address.path()) {
        Screen::Counter(id) => Some(id),
        _ => None,
    });
    view! {
        {dynamic(move || match counter.get() {
            Some(id) => view! {
                <header><TestStrip /></header>
                <CounterPage id=id />
            },
            None => view! { <Framed texts=texts /> },
        })}
        <LiveRegion />
    }
}

/// The screen with header and footer.
#[component]
fn Framed(texts: Texts) -> Dom {
    let online: RwSignal<bool> = expect_context();
    let address: Address = expect_context();
    let sign_in: SignInDraft = expect_context();
    let calm = Memo::new(move |_| Screen::at(&address.path()).is_calm() && !sign_in.is_under_way());
    let session: CurrentSession = expect_context();
    let client: Client = expect_context();
    let announcer: Announcer = expect_context();
    let stay = Callback::new(move |()| {
        focus(CONTENT);
        spawn_local(async move {
            if session.prolong(client).await.is_err() {
                announcer.say(texts.shell.offline);
            }
        });
    });
    view! {
        // A plain jump within the page: the router is told to leave it alone.
        <div class="skiplinks">
            <a class="visually-hidden-focusable" href=["#", CONTENT].concat() rel="external">{texts.shell.skip_link}</a>
        </div>
        <Header />
        <main class="container" id=CONTENT tabindex="-1">
            {move || (!online.get()).then(|| view! { <p class="strip" role="status">{texts.shell.offline}</p> })}
            {dynamic(move || session.is_ending().then(|| view! { <SessionWarning on_stay=stay /> }))}
            <Announcement />
            {move || calm.get().then(|| view! { <UpdateOffer /> })}
            <Screens />
        </main>
        <Footer />
    }
}

/// The screen at the address. Another account's address mounts the screen anew.
#[component]
fn Screens() -> Dom {
    let address: Address = expect_context();
    let screen = Memo::new(move |_| Screen::at(&address.path()));
    dynamic(move || match screen.get() {
        Screen::Accounts => view! { <SignedInOnly><AccountsPage /></SignedInOnly> },
        Screen::Entrance => view! { <EntrancePage /> },
        Screen::TopUp(account) => {
            view! { <SignedInOnly><TopUpPage account=account.clone() /></SignedInOnly> }
        }
        Screen::Notice(id) => view! { <SignedInOnly><NoticePage id=id.parse().ok() /></SignedInOnly> },
        Screen::Outcome(id) => view! { <OutcomePage id=id.parse().ok() /> },
        Screen::Help => view! { <HelpPage /> },
        Screen::History => view! { <SignedInOnly><HistoryPage /></SignedInOnly> },
        // It has no frame.
        Screen::Counter(_) => dom::fragment(),
        Screen::NotFound => view! { <NotFoundPage /> },
    })
}

/// Says on every screen that no money moves, where that is so.
#[component]
fn TestStrip() -> Dom {
    let town: Town = expect_context();
    let texts = use_texts();
    dynamic(move || {
        town.get().filter(|town| town.test_environment).map(|_| {
            view! {
                <p class="test-strip">
                    <strong>{texts.shell.test_environment}</strong>
                    " · "
                    {texts.shell.test_environment_more}
                </p>
            }
        })
    })
}

/// As the national guidelines want it: above, the body that the municipality belongs to, and the language; in the middle
/// whose service this is; below, where to go, and the way out.
#[component]
pub fn Header() -> Dom {
    let town: Town = expect_context();
    let session: CurrentSession = expect_context();
    let texts = use_texts();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    view! {
        <header class="it-header-wrapper">
            <div class="it-header-slim-wrapper">
                <div class="container">
                    <div class="it-header-slim-wrapper-content">
                        {move || town.get().map(|town| parent(texts, &town))}
                        <div class="it-header-slim-right-zone"><LanguageSwitch /></div>
                    </div>
                </div>
            </div>
            <div class="it-header-center-wrapper">
                <div class="container">
                    <div class="it-header-center-content-wrapper">
                        <div class="it-brand-wrapper"><a class="brand" href="/"><Brand /></a></div>
                    </div>
                </div>
            </div>
            {move || signed_in.get().then(|| view! { <Navigation /> })}
            <TestStrip />
        </header>
    }
}

/// The municipality's sign and name, and the name of the service.
#[component]
fn Brand() -> Dom {
    let town: Town = expect_context();
    let texts = use_texts();
    view! {
        {move || match town.get().and_then(|town| town.logo_url.clone()) {
            // The name beside it says all of it.
            Some(address) => view! { <img class="icon" src=address alt="" width="48" height="48" /> },
            None => view! { <Icon shape=Shape::Bank /> },
        }}
        <span class="it-brand-text">
            {move || town.name(texts.language).map(|name| view! { <span class="it-brand-title">{name}</span> })}
            <span class="it-brand-tagline">{texts.shell.app_name}</span>
        </span>
    }
}

/// The body that the municipality belongs to, in the header's first line.
fn parent(texts: Texts, town: &Municipality) -> Option<Dom> {
    let name = localised(texts.language, town.parent.as_ref()?);
    Some(match &town.parent_url {
        Some(address) => {
            let address = address.of(texts.language).1.to_owned();
            view! { <a class="navbar-brand" rel="external" href=address>{name}</a> }
        }
        None => view! { <span class="navbar-brand">{name}</span> },
    })
}

/// What the municipality wants everybody to know now.
#[component]
fn Announcement() -> Dom {
    let town: Town = expect_context();
    let texts = use_texts();
    dynamic(move || {
        let town = town.get()?;
        let text = localised(texts.language, town.texts.announcement.as_ref()?);
        Some(view! { <p class="strip announcement">{text}</p> })
    })
}

#[component]
fn SignOut() -> Dom {
    let texts = use_texts();
    let session: CurrentSession = expect_context();
    let announcer: Announcer = expect_context();
    let client: Client = expect_context();
    let wallet: Wallet = expect_context();
    let sign_out = move |_| {
        spawn_local(async move {
            match client.sign_out().await {
                Ok(()) => {
                    KeptDraft::forget();
                    wallet.clear();
                    session.leave();
                }
                Err(_) => announcer.say(texts.shell.signing_out_failed),
            }
        });
    };
    view! { <button type="button" on:click=sign_out>{texts.shell.sign_out}</button> }
}

#[component]
fn Navigation() -> Dom {
    let texts = use_texts();
    view! {
        <div class="it-header-navbar-wrapper">
            <nav class="container navigation" aria-label=texts.shell.navigation>
                <NavigationLink path="/" label=texts.shell.accounts />
                <NavigationLink path="/storico" label=texts.shell.history />
                <NavigationLink path="/aiuto" label=texts.help.title />
                <SignOut />
            </nav>
        </div>
    }
}

/// A link that says when it leads to where the guardian already is.
#[component]
fn NavigationLink(path: &'static str, label: &'static str) -> Dom {
    let address: Address = expect_context();
    view! { <a href=path aria-current=move || (address.path() == path).then_some("page")>{label}</a> }
}

/// A list of the three languages, each by its own name.
#[component]
fn LanguageSwitch() -> Dom {
    let chosen: ChosenLanguage = expect_context();
    let announcer: Announcer = expect_context();
    let texts = use_texts();
    view! {
        <label class="language">
            <span class="visually-hidden">{texts.shell.language}</span>
            <select id=LANGUAGE on:change=move |event| {
                let list: HtmlSelectElement = event_target(&event);
                if let Some(language) = Language::from_tag(&list.value()) {
                    spawn_local(async move {
                        if chosen.choose(language).await {
                            // Everything is mounted anew; whoever chose stays where they were.
                            timer::sleep(0).await;
                            focus(LANGUAGE);
                        } else {
                            list.set_value(texts.language.tag());
                            announcer.say(texts.shell.language_failed);
                        }
                    });
                }
            }>
                {Language::ALL
                    .map(|language| {
                        view! {
                            <option value=language.tag() lang=language.tag() selected=language == texts.language>
                                {messages::own_name(language)}
                            </option>
                        }
                    })}
            </select>
        </label>
    }
}

/// Whose service it is, whom to ask, through whom one pays; below, what the law wants to be found on every page.
#[component]
pub fn Footer() -> Dom {
    let town: Town = expect_context();
    let texts = use_texts();
    let links = move || town.links(texts);
    view! {
        <footer class="it-footer">
            <div class="it-footer-main">
                <div class="container">
                    <div class="brand"><Brand /></div>
                    <div class="it-footer-columns">
                        <section>
                            <h2>{texts.help.title}</h2>
                            <p><a href="/aiuto">{texts.help.lead}</a></p>
                        </section>
                        {move || {
                            town.has_contacts()
                                .then(|| view! { <section><h2>{texts.shell.help}</h2><OfficeContacts /></section> })
                        }}
                        <section>
                            <h2>"pagoPA"</h2>
                            <p>{texts.shell.pagopa}</p>
                        </section>
                    </div>
                </div>
            </div>
            {dynamic(move || {
                let links = links();
                (!links.is_empty()).then(|| view! { <SmallPrints links=links /> })
            })}
        </footer>
    }
}

/// Legal notes, privacy, declaration of accessibility, feedback: address and name.
#[component]
fn SmallPrints(links: Vec<(String, &'static str)>) -> Dom {
    view! {
        <div class="it-footer-small-prints">
            <ul class="container it-footer-small-prints-list">
                {links
                    .into_iter()
                    .map(|(address, name)| view! { <li><a rel="external" href=address>{name}</a></li> })
                    .collect::<Dom>()}
            </ul>
        </div>
    }
}
