//! The history page: top-ups and what the office charged, by month; and the yearly statements.

mod filters;
mod months;
mod pages;
mod statements;

use crate::{
    browser::focus::focus,
    client::{Client, ClientError, MovementChoice},
    components::{
        Announcer, BusyButton, Drawing, PageHeading, ProblemPanel, Scene, Skeleton, StaleBanner, remount,
        use_texts,
    },
    layout::{PdfActions, PdfDelivery, error_message},
    reactive::{context, memo, on_change},
    routes::Route,
    state::{Asked, StaleSince, TopUpsState, put, ready, refresh},
};
use filters::Filters;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;
use months::month_list;
use pages::Pages;
use statements::StatementList;

/// The name of the file of movements.
const FILE: &str = "movimenti.csv";

/// The state of the page.
#[derive(Clone, Copy)]
struct History {
    client: Client,
    top_ups: TopUpsState,
    texts: Texts,
    announcer: Announcer,
    choice: RwSignal<MovementChoice>,
    pages: RwSignal<Asked<Pages>>,
    stale: StaleSince,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<ClientError>>,
}

impl History {
    /// Reads the first page, which is merged into the list if there is one.
    async fn read(self) -> Result<(), ClientError> {
        let Some(choice) = self.choice.try_get_untracked() else { return Ok(()) };
        let answer = self.top_ups.read_movements(self.client, &choice, None).await;
        let (Some(before), true) = (self.pages.try_get_untracked(), self.is_wanted(&choice)) else {
            return Ok(());
        };
        self.stale.record(answer.as_ref().err());
        let failed = answer.as_ref().err().cloned();
        match (before, answer) {
            (Some(Ok(mut pages)), Ok(page)) => {
                pages.renew(page);
                put(self.pages, Some(Ok(pages)));
            }
            (_, Ok(page)) => put(self.pages, Some(Ok(Pages::first(page)))),
            // A failed refresh leaves the page as it is.
            (Some(Ok(_)), Err(_)) => {}
            (_, Err(error)) => put(self.pages, Some(Err(error))),
        }
        failed.map_or(Ok(()), Err)
    }

    /// Reads the next page.
    fn read_on(self) {
        let next = self.pages.with_untracked(|pages| ready(pages).and_then(|pages| pages.next.clone()));
        let Some(next) = next else { return };
        let choice = self.choice.get_untracked();
        self.failed.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = self.top_ups.read_movements(self.client, &choice, Some(&next)).await;
            self.busy.try_set(false);
            if !self.is_wanted(&choice) {
                return;
            }
            let page = match answer {
                Ok(page) => page,
                Err(error) => return drop(self.failed.try_set(Some(error))),
            };
            let Some(Some(Ok(mut pages))) = self.pages.try_get_untracked() else { return };
            let first = page.items.first().map(|movement| movement.id.clone());
            let added = pages.add(page);
            put(self.pages, Some(Ok(pages)));
            self.announcer.say(&self.texts.history.more_shown.of(u64::try_from(added).unwrap_or(u64::MAX)));
            // The next press of the button is far below, so the focus moves to the first new movement.
            TimeoutFuture::new(0).await;
            if let Some(first) = first {
                focus(first.as_str());
            }
        });
    }

    /// Whether these movements are still those that are to be shown.
    fn is_wanted(self, choice: &MovementChoice) -> bool {
        self.choice.try_with_untracked(|now| now == choice) == Some(true)
    }
}

/// What is shown of an answer.
#[derive(Clone, PartialEq)]
struct Parts {
    has_items: bool,
    has_more: bool,
}

/// The page.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let texts = use_texts();
    let history = History {
        client: context(),
        top_ups: context(),
        texts,
        announcer: context(),
        choice: RwSignal::new(MovementChoice::default()),
        pages: RwSignal::new(None),
        stale: StaleSince::new(),
        busy: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    let parts = memo(move || {
        let parts =
            |pages: Pages| Parts { has_items: !pages.items.is_empty(), has_more: pages.next.is_some() };
        history.pages.get().map(|answer| answer.map(parts))
    });
    let is_read = memo(move || parts.with(|parts| matches!(parts, Some(Ok(_)))));
    // The years stay while another choice is read.
    let years = RwSignal::new(Vec::new());
    on_change(
        move || history.pages.with(|pages| ready(pages).map(|pages| pages.years.clone())),
        move |now| {
            if let Some(now) = now {
                put(years, now.clone());
            }
        },
    );
    let read = refresh(move || history.read());
    let retry = Callback::new(move |()| {
        put(history.pages, None);
        read.now();
    });
    on_change(
        move || history.choice.get(),
        move |_| {
            put(history.failed, None);
            retry.run(());
        },
    );
    view! {
        <PageHeading title=texts.history.title />
        <StaleBanner since=history.stale.since />
        <Filters choice=history.choice years=years />
        {remount(
            move || parts.get(),
            move |parts| match parts {
                None => view! { <Skeleton cards=3 /> }.into_any(),
                Some(Err(error)) => {
                    view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry /> }.into_any()
                }
                Some(Ok(Parts { has_items: true, has_more })) => list(history, has_more),
                Some(Ok(_)) if history.choice.get_untracked() == MovementChoice::default() => empty(texts),
                Some(Ok(_)) => no_match(history),
            },
        )}
        {move || is_read.get().then(|| view! { <StatementList /> })}
    }
}

fn empty(texts: Texts) -> AnyView {
    view! {
        <section class="empty">
            <Drawing scene=Scene::Empty />
            <h2>{texts.history.empty_title}</h2>
            <p>{texts.history.empty}</p>
            <a class="btn btn-primary" href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a>
        </section>
    }
    .into_any()
}

/// No movement fits the filters.
fn no_match(history: History) -> AnyView {
    let words = &history.texts.history;
    view! {
        <section class="empty">
            <h2>{words.no_match_title}</h2>
            <p>{words.no_match}</p>
            <button
                type="button"
                class="btn btn-outline-primary"
                on:click=move |_| put(history.choice, MovementChoice::default())
            >
                {words.clear_filters}
            </button>
        </section>
    }
    .into_any()
}

fn list(history: History, more: bool) -> AnyView {
    let texts = history.texts;
    let file = PdfDelivery::csv(history.choice.with_untracked(MovementChoice::file), texts.history.file);
    view! {
        <p class="small">{texts.history.lead}</p>
        {month_list(texts, history.pages)}
        {move || {
            history.failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })
        }}
        {match more {
            true => view! {
                <BusyButton
                    label=texts.history.more
                    busy_label=texts.common.loading
                    busy=history.busy
                    on_press=Callback::new(move |()| history.read_on())
                    look="btn-outline-primary"
                />
            }.into_any(),
            false => view! { <p class="small">{texts.history.end}</p> }.into_any(),
        }}
        <div class="buttons">
            <PdfActions pdf=file name=FILE.to_owned() share=true />
        </div>
    }
    .into_any()
}
