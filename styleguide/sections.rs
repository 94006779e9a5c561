//! The sections of the style page, one for each family of components.

use crate::samples;
use contract::{SignInHint, TopUpState};
use leptos::prelude::*;
use pagopa::QrPayload;
use ricarica::{
    components::{
        AmountField, Announcer, BusyButton, ConfirmDialog, CopyField, DataMatrix, ErrorBanner, ErrorMessage,
        Icon, InstallInvitation, PageError, ProblemPanel, QrCode, Shape, ShareButton, Skeleton, StateBadge,
        TextField, Typed, UpdateOffer, use_texts,
    },
    layout::SignInChoice,
    pages::{AccountCard, AccountLine, AmountFor},
    routes::Route,
    state::checkout::Draft,
};

/// Every section.
pub fn all() -> impl IntoView {
    view! {
        {section("Words", words())}
        {section("Buttons", buttons())}
        {section("Fields", fields())}
        {section("Amounts", amounts())}
        {section("Accounts", accounts())}
        {section("States of a top-up", states())}
        {section("Alerts", alerts())}
        {section("Loading", view! { <Skeleton cards=2 /> })}
        {section("A question", question())}
        {notice().map(|shown| section("A notice", shown))}
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
        <p>{texts.top_up.online_lead}" "<a href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
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
    let texts = use_texts();
    let words = &texts.sign_in;
    let field = |id: &'static str, typed: Typed, value: &str, wrong: Option<&str>| {
        let (label, hint) = match typed {
            Typed::Code => (words.code, words.code_hint.of("10")),
            Typed::Email => (words.email, words.email_hint.to_owned()),
        };
        view! {
            <TextField
                id=id
                label=label
                hint=hint
                typed=typed
                value=RwSignal::new(value.to_owned())
                wrong=RwSignal::new(wrong.map(str::to_owned))
            />
        }
    };
    view! {
        <div class="it-card">
            {field("empty", Typed::Email, "", None)}
            {field("filled", Typed::Email, "chiara.esempio@example.org", None)}
            {field("wrong", Typed::Email, "chiara.esempio", Some(words.email_wrong))}
            {field("code", Typed::Code, "123456", None)}
            <SignInChoice sign_in=RwSignal::new(SignInHint::Spid) />
        </div>
    }
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
        view! { <AmountFor line=line busy=false /> }
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
    let cards = samples::accounts().into_iter().map(|account| view! { <AccountCard account=account /> });
    view! { <ul class="cards accounts">{cards.collect_view()}</ul> }
}

fn states() -> impl IntoView {
    let texts = use_texts();
    let badges = TopUpState::ALL.map(|state| {
        view! { <li><StateBadge state=state />" "<span class="small">{texts.states.of(state).meaning}</span></li> }
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
    view! { <ul class="cards">{badges}</ul><ul class="cards history">{links}</ul> }
}

fn alerts() -> impl IntoView {
    let texts = use_texts();
    let (words, states) = (&texts.notice, &texts.states);
    let alerts = [
        ("alert", Shape::Clock, states.expired.label, states.expired.meaning),
        ("alert alert-info", Shape::Turning, states.in_progress.label, states.in_progress.meaning),
        ("alert alert-success", Shape::CheckTwice, words.paid_title, states.credited.meaning),
        ("alert alert-warning", Shape::Alert, words.page_left_title, words.page_left),
        ("alert alert-danger", Shape::Magnifier, states.anomalous.label, states.anomalous.meaning),
    ];
    expect_context::<PageError>().show(texts.shell.signing_out_failed);
    let message =
        ErrorMessage { text: texts.problems.platform_down, request_id: Some("43f5f8fd".to_owned()) };
    view! {
        {alerts
            .map(|(class, shape, title, text)| {
                view! { <div class=class><h2><Icon shape=shape />{title}</h2><p>{text}</p></div> }
            })}
        <ErrorBanner />
        <ProblemPanel message=message on_retry=Callback::new(|()| {}) />
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

fn notice() -> Option<impl IntoView> {
    let texts = use_texts();
    let words = &texts.notice;
    let notice = samples::notice()?;
    let payload = QrPayload::new(notice.notice_number, notice.creditor_code, notice.amount.amount).ok()?;
    let (number, amount) = (notice.notice_number, notice.amount);
    Some(view! {
        <div class="columns">
            <div class="it-card code-card">
                <QrCode payload=payload />
                {samples::data_matrix()
                    .map(|code| view! { <DataMatrix payload=code notice=number amount=amount /> })}
                <ShareButton notice=notice.clone() />
            </div>
            <div class="it-card">
                <CopyField label=words.notice_number shown=number.grouped() value=number.to_string() />
                <CopyField label=words.creditor_code shown=notice.creditor_code.to_string() />
            </div>
        </div>
    })
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
