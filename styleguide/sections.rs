//! The sections of the style page, one for each family of components.

use crate::samples;
use contract::{AttemptOutcome, CheckoutId, NoticeStatus, SignInHint, SignedMoney, Stars, TopUp, TopUpState};
use leptos::prelude::*;
use pagopa::QrPayload;
use ricarica::{
    components::{
        AmountField, Announcer, BusyButton, ConfirmDialog, CopyField, DataMatrix, Drawing, ErrorBanner,
        ErrorMessage, Icon, InstallInvitation, PageError, ProblemPanel, QrCode, Scene, Shape, ShareButton,
        Skeleton, StateBadge, UpdateOffer, use_texts,
    },
    layout::{NoticeRow, PayOnline, SignInChoice, letter_of},
    pages::{
        AccountInNeed, AccountLine, AccountRow, AmountFor,
        counter::{CounterCode, PaidNotice},
        notice::Ways,
        outcome::{Line, OutcomePanel, OutcomeSnapshot, Rating},
    },
    routes::Route,
    state::{SavedNotice, checkout::Draft},
};

/// Every section.
pub fn all() -> impl IntoView {
    view! {
        {section("Words", words())}
        {section("Drawings", Scene::ALL.map(|scene| view! { <Drawing scene=scene /> }))}
        {section("Buttons", buttons())}
        {section("Fields", fields())}
        {section("Amounts", amounts())}
        {section("Accounts", accounts())}
        {section("States of a top-up", states())}
        {section("Alerts", alerts())}
        {section("Loading", view! { <Skeleton cards=2 /> })}
        {section("A question", question())}
        {notice().map(|shown| section("A notice", shown))}
        {section("At the counter", counter())}
        {section("An outcome", outcomes())}
        {samples::ID.parse().ok().map(|id: CheckoutId| section("A rating", view! {
            <Rating checkout_id=id.clone() />
            <Rating checkout_id=id.clone() chosen=Stars::try_from(5).ok() />
            <Rating checkout_id=id chosen=Stars::try_from(2).ok() />
        }))}
        {section("Announcements", announcements())}
    }
}

/// A section. Its name is for developers, so it is English in every language.
fn section(name: &'static str, shown: impl IntoView) -> impl IntoView {
    view! { <section class="stack" aria-label=name><h2 lang="en">{name}</h2>{shown}</section> }
}

fn words() -> impl IntoView {
    let texts = use_texts();
    view! {
        <p class="lead">{texts.sign_in.lead}</p>
        <p>{texts.top_up.how}" "<a href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
        <p class="small">{texts.notice.brightness}</p>
        <h3>{texts.top_up.there_title}</h3>
        <p><strong class="money">"1.234,50 €"</strong>" "<code>"43f5f8fd"</code></p>
        <p class="strip">{texts.shell.offline}</p>
    }
}

fn buttons() -> impl IntoView {
    let texts = use_texts();
    let look = |class: &'static str| {
        let classes = ["btn ", class].concat();
        view! {
            <p>
                <button type="button" class=classes.clone()>{texts.accounts.top_up_now}</button>" "
                <button type="button" class=classes aria-disabled="true">{texts.accounts.top_up_now}</button>
            </p>
        }
    };
    let nothing = Callback::new(|()| {});
    let busy = |busy: bool, look: &'static str| {
        view! {
            <BusyButton
                label=texts.top_up.next
                busy_label=texts.top_up.next_busy
                busy=busy
                on_press=nothing
                look=look
            />
        }
    };
    view! {
        {look("btn-primary")}
        {look("btn-outline-primary")}
        {look("btn-link")}
        {busy(false, "btn-primary")}
        {busy(true, "btn-primary")}
        {busy(true, "btn-outline-primary")}
        <div class="thumb">{busy(false, "btn-primary")}</div>
    }
}

fn fields() -> impl IntoView {
    view! { <div class="it-card"><SignInChoice sign_in=RwSignal::new(SignInHint::Spid) /></div> }
}

fn amounts() -> impl IntoView {
    let texts = use_texts();
    let field = |id: &'static str, value: &str, error: Option<&str>, busy: bool| {
        let error = RwSignal::new(error.map(str::to_owned));
        view! {
            <AmountField
                id=id
                label=texts.top_up.amount
                of=id
                hint=texts.top_up.limits.of("5,00 €", "500,00 €")
                value=RwSignal::new(value.to_owned())
                error=error
                disabled=busy
            />
        }
    };
    let lines = samples::accounts().into_iter().map(|account| {
        let line = AccountLine::new(account, Draft::restore(), "");
        view! { <AmountFor line=line busy=false open=Signal::derive(samples::top_ups) /> }
    });
    view! {
        <div class="it-card">
            {field("amount-empty", "", None, false)}
            {field("amount-filled", "26,50", None, false)}
            {field("amount-wrong", "12,345", Some(texts.top_up.amount_ambiguous), false)}
            {field("amount-busy", "26,50", None, true)}
        </div>
        {lines.collect_view()}
    }
}

fn accounts() -> impl IntoView {
    let texts = use_texts();
    let balance_date = || Some(texts.accounts.balance_date.of("23/11/2026"));
    let in_need = samples::accounts()
        .into_iter()
        .map(|account| view! { <AccountInNeed account=account open=None balance_date=balance_date() /> });
    let open = samples::accounts()
        .into_iter()
        .take(1)
        .map(|account| view! { <AccountInNeed account=account open=samples::top_up() balance_date=None /> });
    let rows = samples::accounts()
        .into_iter()
        .map(|account| view! { <AccountRow account=account balance_date=None /> });
    let notices = samples::top_ups().into_iter().map(|top_up| view! { <NoticeRow top_up=top_up /> });
    view! {
        <ul class="cards accounts">{in_need.collect_view()}</ul>
        <ul class="cards accounts">{open.collect_view()}</ul>
        <ul class="cards accounts">{rows.collect_view()}</ul>
        <ul class="cards notice-rows">{notices.collect_view()}</ul>
    }
}

fn states() -> impl IntoView {
    let texts = use_texts();
    let attempts = [AttemptOutcome::Waiting, AttemptOutcome::Cancel];
    let states = TopUpState::ALL.into_iter().map(|state| (state, None));
    let states = states.chain(attempts.into_iter().map(|returned| (TopUpState::InProgress, Some(returned))));
    let badges = states.map(|(state, returned)| {
        let meaning = texts.states.of_attempt(state, returned).meaning;
        view! { <li><StateBadge state=state returned=returned />" "<span class="small">{meaning}</span></li> }
    });
    let links = TopUpState::ALL.map(|state| {
        view! {
            <li>
                <a class="it-card card-link" href=Route::History.to_string()>
                    <span>
                        <strong class="money">"26,50 €"</strong>
                        <StateBadge state=state />
                        <span class="small">"Mensa scolastica · Anna"</span>
                        <span class="small">"23/11/2026"</span>
                    </span>
                    <Icon shape=Shape::Chevron />
                </a>
            </li>
        }
    });
    view! { <ul class="cards">{badges.collect_view()}</ul><ul class="cards history">{links}</ul> }
}

fn alerts() -> impl IntoView {
    let texts = use_texts();
    let (words, states) = (&texts.notice, &texts.states);
    let alerts = [
        ("alert", Shape::Clock, states.expired.label, states.expired.meaning),
        ("alert alert-info", Shape::Turning, states.in_progress.label, states.in_progress.meaning),
        ("alert alert-success", Shape::CheckTwice, words.paid_title, states.credited.meaning),
        ("alert alert-warning", Shape::Alert, states.page_left.label, states.page_left.meaning),
        ("alert alert-danger", Shape::Magnifier, states.anomalous.label, states.anomalous.meaning),
    ];
    expect_context::<PageError>().show(texts.shell.signing_out_failed);
    let message = ErrorMessage {
        text: texts.problems.platform_down,
        request_id: Some("43f5f8fd".to_owned()),
        offline: false,
    };
    let offline = ErrorMessage { text: texts.problems.offline, request_id: None, offline: true };
    view! {
        {alerts
            .map(|(class, shape, title, text)| {
                view! { <div class=class><h2><Icon shape=shape />{title}</h2><p>{text}</p></div> }
            })}
        <ErrorBanner />
        <ProblemPanel message=message on_retry=Callback::new(|()| {}) />
        <ProblemPanel message=offline on_retry=Callback::new(|()| {}) />
        <UpdateOffer />
        <InstallInvitation />
    }
}

fn question() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.notice;
    let open = RwSignal::new(false);
    view! {
        <p>
            <button type="button" class="btn btn-outline-primary" on:click=move |_| open.set(true)>{words.cancel}</button>
        </p>
        <ConfirmDialog
            id="question"
            title=words.cancel_title
            open=open
            on_dismiss=Callback::new(move |()| open.set(false))
        >
            <p>{words.cancel_what}</p>
            <div class="buttons">
                <BusyButton
                    label=words.cancel_no
                    busy_label=words.cancel_no
                    busy=false
                    on_press=Callback::new(move |()| open.set(false))
                    look="btn-outline-primary"
                />
            </div>
        </ConfirmDialog>
    }
}

/// The notice with its three ways, and the Data Matrix of post offices.
fn notice() -> Option<impl IntoView> {
    let notice = samples::notice()?;
    let top_up = samples::top_up()?;
    let (number, amount) = (notice.notice_number, notice.amount);
    let payload = QrPayload::new(number, notice.creditor_code, amount.amount).ok()?;
    let letter = letter_of(&top_up.id);
    Some(view! {
        <div class="columns">
            <div class="column"><Ways notice=notice.clone() id=top_up.id letter=letter print=true /></div>
            <div class="column it-card code-card">
                <QrCode payload=payload />
                {samples::data_matrix()
                    .map(|code| view! { <DataMatrix payload=code notice=number amount=amount /> })}
            </div>
        </div>
        <div class="it-card">
            <CopyField label=use_texts().notice.notice_number shown=number.grouped() value=number.to_string() />
            <CopyField label=use_texts().notice.creditor_code shown=notice.creditor_code.to_string() />
            <ShareButton notice=notice />
        </div>
    })
}

/// The code, and the screen after the payment.
fn counter() -> Option<impl IntoView> {
    let top_up = samples::top_up()?;
    let saved = SavedNotice::of(&samples::session()?.mark, &top_up)?;
    let status = NoticeStatus {
        state: TopUpState::Credited,
        returned: None,
        paid_at: samples::credited()?.paid_at,
        checked_at: None,
        platform_silent: false,
    };
    let balance = Signal::stored(SignedMoney::from_cents(3_890));
    Some(view! {
        <div class="counter"><CounterCode notice=top_up.notice? children=top_up.children /></div>
        <div class="counter paid">
            <PaidNotice saved=saved status=Signal::stored(status) balance=balance others=Some(top_up.id) />
        </div>
    })
}

/// Paid, one and several; in progress; refused.
fn outcomes() -> impl IntoView {
    let shown = |top_ups: Vec<Option<TopUp>>, returned: AttemptOutcome| {
        let top_ups: Option<Vec<TopUp>> = top_ups.into_iter().collect();
        let lines = top_ups?.into_iter().map(|top_up| Line { state: top_up.state, top_up: Some(top_up) });
        let snapshot = OutcomeSnapshot {
            checkout_id: samples::ID.parse().ok()?,
            lines: lines.collect(),
            returned: Some(returned),
            platform_silent: false,
        };
        let pay = PayOnline::new(Callback::new(|()| {}));
        let to = samples::session().map(|session| session.email);
        Some(view! { <OutcomePanel snapshot=snapshot signed_in=true receipt_to=to pay=pay /> })
    };
    let waiting = samples::top_up().map(|top_up| TopUp { state: TopUpState::InProgress, ..top_up });
    view! {
        {shown(vec![samples::credited()], AttemptOutcome::Ok)}
        {shown(vec![samples::credited(), samples::credited()], AttemptOutcome::Ok)}
        {shown(vec![waiting], AttemptOutcome::Waiting)}
        {shown(vec![samples::top_up()], AttemptOutcome::Error)}
    }
}

fn announcements() -> impl IntoView {
    let texts = use_texts();
    let announcer: Announcer = expect_context();
    view! {
        <p>
            <button
                type="button"
                class="btn btn-outline-primary"
                on:click=move |_| announcer.say(texts.common.copied)
            >
                {texts.common.copy}
            </button>
        </p>
    }
}
