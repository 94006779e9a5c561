//! The history page: every top-up, newest first; and the yearly statements.

mod statements;

use crate::{
    browser::{focus::focus, intl},
    client::{Client, ClientError},
    components::{
        Announcer, BusyButton, Drawing, Icon, PageHeading, ProblemPanel, Scene, Shape, Skeleton, StaleBanner,
        StateBadge, keyed_list, remount, returned, top_up_line, use_texts,
    },
    layout::error_message,
    reactive::{context, memo},
    routes::Route,
    state::{Asked, StaleSince, TopUpsState, put, ready, refresh},
};
use contract::{TopUp, TopUps};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;
use statements::StatementList;

/// The pages that were read, as one list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pages {
    items: Vec<TopUp>,
    /// The cursor of the next page; `None` after the last.
    next: Option<String>,
}

impl Pages {
    fn first(page: TopUps) -> Self {
        Self { items: page.items, next: page.next_cursor }
    }

    /// Adds a page and returns how many of its top-ups are new. A top-up in both is taken from the page, which is
    /// newer.
    ///
    /// Ids sort by time and a page has no gaps, so the page is inserted before the first older top-up.
    fn merge(&mut self, page: Vec<TopUp>) -> usize {
        let before = self.items.len();
        self.items.retain(|old| page.iter().all(|new| new.id != old.id));
        let place = self.items.iter().position(|old| page.first().is_some_and(|first| old.id < first.id));
        let mut older = self.items.split_off(place.unwrap_or(self.items.len()));
        self.items.extend(page);
        self.items.append(&mut older);
        self.items.len() - before
    }
}

/// The state of the page.
#[derive(Clone, Copy)]
struct History {
    client: Client,
    top_ups: TopUpsState,
    texts: Texts,
    announcer: Announcer,
    pages: RwSignal<Asked<Pages>>,
    stale: StaleSince,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<ClientError>>,
}

impl History {
    /// Reads the first page, which is merged into the list if there is one.
    async fn read(self) -> Result<(), ClientError> {
        let answer = self.top_ups.read_page(self.client, None).await;
        let Some(before) = self.pages.try_get_untracked() else { return Ok(()) };
        self.stale.record(answer.as_ref().err());
        let failed = answer.as_ref().err().cloned();
        match (before, answer) {
            (Some(Ok(mut pages)), Ok(page)) => {
                pages.merge(page.items);
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
        self.failed.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = self.top_ups.read_page(self.client, Some(&next)).await;
            self.busy.try_set(false);
            let page = match answer {
                Ok(page) => page,
                Err(error) => return drop(self.failed.try_set(Some(error))),
            };
            let Some(Some(Ok(mut pages))) = self.pages.try_get_untracked() else { return };
            let first = page.items.first().map(|top_up| top_up.id.clone());
            let added = pages.merge(page.items);
            pages.next = page.next_cursor;
            put(self.pages, Some(Ok(pages)));
            self.announcer.say(&self.texts.history.more_shown.of(u64::try_from(added).unwrap_or(u64::MAX)));
            // The next press of the button is far below, so the focus moves to the first new top-up.
            TimeoutFuture::new(0).await;
            if let Some(first) = first {
                focus(first.as_str());
            }
        });
    }
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
        pages: RwSignal::new(None),
        stale: StaleSince::new(),
        busy: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    // Any top-up, and more to read.
    let parts = memo(move || {
        let parts = |pages: Pages| (!pages.items.is_empty(), pages.next.is_some());
        history.pages.get().map(|answer| answer.map(parts))
    });
    let is_read = memo(move || parts.with(|parts| matches!(parts, Some(Ok(_)))));
    let read = refresh(move || history.read());
    let retry = Callback::new(move |()| {
        put(history.pages, None);
        read.now();
    });
    view! {
        <PageHeading title=texts.history.title />
        <StaleBanner since=history.stale.since />
        {remount(
            move || parts.get(),
            move |parts| match parts {
                None => view! { <Skeleton cards=3 /> }.into_any(),
                Some(Err(error)) => {
                    view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry /> }.into_any()
                }
                Some(Ok((true, more))) => list(history, more),
                Some(Ok((false, _))) => empty(texts),
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

fn list(history: History, more: bool) -> AnyView {
    let texts = history.texts;
    let keys = move || {
        let ids = |pages: &Pages| pages.items.iter().map(|top_up| top_up.id.as_str().to_owned()).collect();
        history.pages.with(|pages| ready(pages).map(ids).unwrap_or_default())
    };
    let row = move |id: &str| {
        history.pages.with(|pages| {
            let top_up = ready(pages)?.items.iter().find(|top_up| top_up.id.as_str() == id)?;
            Some(entry(texts, top_up))
        })
    };
    view! {
        <p class="small">{texts.history.lead}</p>
        <ul class="cards history">
            {keyed_list(keys, row)}
        </ul>
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
    }
    .into_any()
}

fn entry(texts: Texts, top_up: &TopUp) -> AnyView {
    view! {
        <li>
            <a id=top_up.id.as_str().to_owned() class="it-card card-link" href=Route::Notice(top_up.id.clone()).to_string()>
                <span>
                    <strong class="money" translate="no">{intl::money(texts.language, top_up.amount)}</strong>
                    <StateBadge state=top_up.state returned=returned(top_up) />
                    {top_up_line(texts, top_up)}
                    <span class="small">
                        <time datetime=top_up.created_at.as_str().to_owned()>
                            {intl::moment(texts.language, &top_up.created_at)}
                        </time>
                    </span>
                </span>
                <Icon shape=Shape::Chevron />
            </a>
        </li>
    }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Money, TopUpState};
    use pagopa::Amount;

    fn top_up(last: char, state: TopUpState) -> TopUp {
        TopUp {
            id: format!("01JD3Z8K0V7Q2M5N9R4T6W8Y0{last}").parse().unwrap(),
            account_id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            children: vec!["Anna".into()],
            service: contract::Localised { it: "Mensa".into(), fr: None, en: None },
            amount: Money::from(Amount::from_cents(2500).unwrap()),
            state,
            anomaly: None,
            created_at: "2026-11-23T12:16:45Z".to_owned().try_into().unwrap(),
            due_date: None,
            paid_at: None,
            credited_at: None,
            balance_after: None,
            receipt_id: None,
            notice: None,
            attempt: None,
            checked_at: None,
            platform_silent: false,
        }
    }

    fn order(pages: &Pages) -> String {
        pages.items.iter().filter_map(|top_up| top_up.id.as_str().chars().last()).collect()
    }

    #[test]
    fn merged_pages_are_sorted_newest_first() {
        let mut pages = Pages {
            items: vec![top_up('5', TopUpState::Unpaid), top_up('4', TopUpState::Unpaid)],
            next: None,
        };
        assert_eq!(pages.merge(vec![top_up('3', TopUpState::Expired), top_up('2', TopUpState::Credited)]), 2);
        assert_eq!(order(&pages), "5432");
        assert_eq!(pages.merge(vec![top_up('6', TopUpState::Opening), top_up('5', TopUpState::Unpaid)]), 1);
        assert_eq!(order(&pages), "65432");
    }

    #[test]
    fn a_newer_page_replaces_a_top_up() {
        let mut pages = Pages { items: vec![top_up('5', TopUpState::Unpaid)], next: None };
        assert_eq!(pages.merge(vec![top_up('5', TopUpState::Credited)]), 0);
        assert_eq!(pages.items, [top_up('5', TopUpState::Credited)]);
    }
}
