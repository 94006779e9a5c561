//! The counter page in every state of a notice.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

mod page;

use contract::{AttemptOutcome, GuardianMark, Language, NoticeStatus, SignedMoney, TopUp, TopUpState};
use leptos::prelude::*;
use page::{Page, settle};
use ricarica::{
    messages,
    pages::counter::{CounterView, Pager, Reach},
    state::SavedNotice,
};
use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const ID: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";

/// A saved notice. With `post` it has a Data Matrix of this amount, encoded as the gateway does.
fn saved(due: &str, post: Option<&str>) -> SavedNotice {
    let slip = post.map(|amount| {
        let code = pagopa::PosteDataMatrix::new(&pagopa::PosteSlip {
            notice: "301000000000000144".parse().unwrap(),
            account: "1012345678".parse().unwrap(),
            amount: amount.parse().unwrap(),
            creditor: "00101440073".parse().unwrap(),
            debtor_code: None,
            debtor_name: "Chiara Esempio",
            subject: "Ricarica Mensa scolastica conto M-0001",
        });
        pagopa::PosteText::from(&code.unwrap())
    });
    let money = json!({ "amount": "25.00", "currency": "EUR" });
    let top_up: TopUp = serde_json::from_value(json!({
        "id": ID, "account_id": ID, "children": ["Anna"], "service": { "it": "Mensa" }, "amount": money,
        "state": "unpaid", "created_at": "2026-11-23T12:16:45Z", "checked_at": "2026-11-23T12:17:00Z",
        "notice": {
            "notice_number": "301000000000000144", "creditor_code": "00101440073",
            "creditor_name": "Comune di Valtournenche", "subject": "Ricarica", "amount": money,
            "due_date": due, "key": ID, "poste_data_matrix": slip,
        },
    }))
    .unwrap();
    let owner: GuardianMark = ID.parse().unwrap();
    SavedNotice::of(&owner, &top_up).unwrap()
}

fn status(state: TopUpState, returned: Option<AttemptOutcome>) -> NoticeStatus {
    let checked_at = Some("2026-11-23T12:17:00Z".to_owned().try_into().unwrap());
    let paid = matches!(state, TopUpState::Paid | TopUpState::Credited);
    let paid_at = paid.then(|| "2026-11-23T12:20:00Z".to_owned().try_into().unwrap());
    NoticeStatus { state, returned, paid_at, checked_at, platform_silent: false }
}

fn show(language: Language, saved: SavedNotice, status: RwSignal<NoticeStatus>, reach: Reach) -> Page {
    Page::show(language, move || {
        view! { <CounterView saved=saved status=status reach=Signal::derive(move || reach) pager=Pager::default() /> }
    })
}

fn in_front(page: &Page) -> usize {
    page.all("svg[role=img]").iter().filter(|code| code.closest("details").unwrap().is_none()).count()
}

#[wasm_bindgen_test]
fn an_unpaid_notice_shows_one_code_and_the_three_numbers() {
    for language in Language::ALL {
        let page = show(
            language,
            saved("2999-12-23", None),
            RwSignal::new(status(TopUpState::Unpaid, None)),
            Reach::Reached,
        );
        assert_eq!(in_front(&page), 1);
        assert_eq!(page.all("fieldset").len(), 0, "no switch where there is nothing to choose");
        let text = page.text();
        let brightness = messages::of(language).notice.brightness;
        for part in ["3010 0000 0000 0001 44", "00101440073", "25", "Anna", brightness] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(page.all("h1").len(), 1);
    }
}

#[wasm_bindgen_test]
async fn the_data_matrix_replaces_the_qr_code() {
    let page = show(
        Language::It,
        saved("2999-12-23", Some("25.00")),
        RwSignal::new(status(TopUpState::Unpaid, None)),
        Reach::Reached,
    );
    let choices = page.all("fieldset input[type=radio]");
    assert_eq!(choices.len(), 2);
    assert!(page.one("svg[role=img]").get_attribute("aria-label").unwrap().contains("QR"));
    let post: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(choices[1].clone());
    page::tap(&post).await;
    assert!(page.one("svg[role=img]").get_attribute("aria-label").unwrap().contains("Data Matrix"));
}

#[wasm_bindgen_test]
fn a_data_matrix_that_differs_from_the_notice_is_not_offered() {
    let page = show(
        Language::It,
        saved("2999-12-23", Some("25.01")),
        RwSignal::new(status(TopUpState::Unpaid, None)),
        Reach::Reached,
    );
    assert_eq!(page.all("fieldset").len(), 0);
}

#[wasm_bindgen_test]
fn no_code_is_in_front_unless_the_notice_is_unpaid() {
    for (state, returned, codes) in [
        (TopUpState::InProgress, None, 1),
        (TopUpState::InProgress, Some(AttemptOutcome::Cancel), 1),
        (TopUpState::InProgress, Some(AttemptOutcome::Waiting), 0),
        (TopUpState::InProgress, Some(AttemptOutcome::Ok), 0),
        (TopUpState::Paid, None, 0),
        (TopUpState::Credited, None, 0),
        (TopUpState::Expired, None, 0),
        (TopUpState::Cancelled, None, 0),
        (TopUpState::Anomalous, None, 0),
    ] {
        let page = show(
            Language::Fr,
            saved("2999-12-23", None),
            RwSignal::new(status(state, returned)),
            Reach::Reached,
        );
        assert_eq!(in_front(&page), 0, "{state:?} {returned:?}");
        assert_eq!(page.all("svg[role=img]").len(), codes, "{state:?} {returned:?}");
        assert_eq!(page.all("h2").len(), 1, "{state:?} {returned:?}");
    }
}

#[wasm_bindgen_test]
async fn the_page_changes_to_paid_and_keeps_the_focus() {
    let now = RwSignal::new(status(TopUpState::Unpaid, None));
    let page = show(Language::En, saved("2999-12-23", None), now, Reach::Reached);
    settle().await;
    now.set(status(TopUpState::Paid, None));
    settle().await;
    assert_eq!(page.one("h2").text_content().unwrap(), "Paid");
    assert_eq!(page.all("svg[role=img]").len(), 0);
    let active = web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    assert_eq!(active.tag_name(), "MAIN");
}

#[wasm_bindgen_test]
fn a_notice_saved_by_an_older_version_says_what_it_is_for_instead_of_the_child() {
    let old = SavedNotice { children: Vec::new(), ..saved("2999-12-23", None) };
    let page = show(Language::It, old, RwSignal::new(status(TopUpState::Unpaid, None)), Reach::Reached);
    assert!(page.one(".counter-for").text_content().unwrap().contains("Ricarica"));
}

#[wasm_bindgen_test]
fn a_paid_notice_says_how_much_for_whom_when_and_that_the_slip_is_the_receipt() {
    for language in Language::ALL {
        let texts = messages::of(language);
        for state in [TopUpState::Paid, TopUpState::Credited] {
            let page =
                show(language, saved("2999-12-23", None), RwSignal::new(status(state, None)), Reach::Reached);
            assert!(page.one("main").class_list().contains("paid"), "the whole screen is green");
            let text = page.text();
            // 12:20 UTC.
            for part in ["25", "Anna", "13:20", texts.counter.paid, texts.counter.keep_slip] {
                assert!(text.contains(part), "{part} in {text}");
            }
            assert_eq!(page.one(".counter-paid a[href='/']").text_content().unwrap(), texts.common.done);
        }
    }
}

#[wasm_bindgen_test]
fn a_payment_online_has_no_slip() {
    let returned = Some(AttemptOutcome::Waiting);
    let online = SavedNotice { returned, ..saved("2999-12-23", None) };
    let page = show(Language::It, online, RwSignal::new(status(TopUpState::Credited, None)), Reach::Reached);
    assert!(!page.text().contains(messages::of(Language::It).counter.keep_slip));
}

#[wasm_bindgen_test]
async fn the_new_balance_follows_when_it_is_known() {
    let balance = RwSignal::new(None);
    let page = Page::show(Language::It, move || {
        let status = RwSignal::new(status(TopUpState::Credited, None));
        let reach = Signal::derive(|| Reach::Reached);
        view! { <CounterView saved=saved("2999-12-23", None) status=status reach=reach balance=balance pager=Pager::default() /> }
    });
    assert!(!page.text().contains("Nuovo saldo"));
    balance.set(SignedMoney::from_cents(3740));
    settle().await;
    assert!(page.text().replace('\u{a0}', " ").contains("Nuovo saldo: 37,40 €"), "{}", page.text());
}

#[wasm_bindgen_test]
fn a_paid_notice_leads_to_the_next_one() {
    let next = "01JD3Z8K0V7Q2M5N9R4T6W8Y0B".parse().ok();
    let page = Page::show(Language::It, move || {
        page::provide_state(Language::It);
        provide_context(ricarica::browser::address::Address::follow());
        let pager = Pager { next, place: 1, count: 2, ..Pager::default() };
        let status = RwSignal::new(status(TopUpState::Paid, None));
        let reach = Signal::derive(|| Reach::Reached);
        view! { <CounterView saved=saved("2999-12-23", None) status=status reach=reach pager=pager /> }
    });
    let link = page.one("a[href='/sportello/01JD3Z8K0V7Q2M5N9R4T6W8Y0B']");
    assert_eq!(link.text_content().unwrap(), messages::of(Language::It).counter.other_notices);
}

#[wasm_bindgen_test]
fn only_a_payment_in_charge_is_called_in_progress() {
    for language in Language::ALL {
        let states = &messages::of(language).states;
        for (returned, words) in [
            (None, states.page_open),
            (Some(AttemptOutcome::Cancel), states.page_left),
            (Some(AttemptOutcome::Waiting), states.in_progress),
        ] {
            let status = RwSignal::new(status(TopUpState::InProgress, returned));
            let page = show(language, saved("2999-12-23", None), status, Reach::Reached);
            assert_eq!(page.one("h2").text_content().unwrap(), words.label, "{language:?} {returned:?}");
        }
    }
}

#[wasm_bindgen_test]
fn the_page_says_whether_the_gateway_answers_and_when_the_status_was_checked() {
    let texts = messages::of(Language::It);
    let words = &texts.counter;
    for (reach, said) in [
        (Reach::Reached, words.waiting),
        (Reach::CutOff, words.unreachable),
        (Reach::OddAnswer, texts.notice.stale),
    ] {
        let page = show(
            Language::It,
            saved("2999-12-23", None),
            RwSignal::new(status(TopUpState::Unpaid, None)),
            reach,
        );
        assert!(page.text().contains(said), "{reach:?}");
        assert_eq!(in_front(&page), 1, "{reach:?}");
        assert!(page.text().contains("13:17"), "in Italian time: {}", page.text());
    }
}

#[wasm_bindgen_test]
fn an_overdue_notice_is_shown_with_a_warning() {
    let page = show(
        Language::It,
        saved("2020-01-01", None),
        RwSignal::new(status(TopUpState::Unpaid, None)),
        Reach::CutOff,
    );
    assert_eq!(in_front(&page), 1);
    assert!(page.text().contains("1 gennaio 2020"), "{}", page.text());
}
