//! The outcome page in every status, from fixed values, found by role, label and text.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::{AttemptOutcome, Language, SignedMoney, TopUp, TopUpState};
use leptos::prelude::*;
use page::Page;
use ricarica::{
    layout::PayOnline,
    messages,
    pages::outcome::{Line, OutcomePanel, OutcomeSnapshot, OutcomeStatus},
};
use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const CHECKOUT: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0C";
const CART: &str = "https://checkout.example.org/c/8f1d";

fn top_up(last: char, child: &str, amount: &str, state: TopUpState) -> TopUp {
    let id = ["01JD3Z8K0V7Q2M5N9R4T6W8Y0", &last.to_string()].concat();
    serde_json::from_value(json!({
        "id": id,
        "account_id": "01JD3Z8K0V7Q2M5N9R4T6W8Y0B",
        "children": [child], "service": { "it": "Mensa scolastica", "fr": "Cantine scolaire" },
        "amount": { "amount": amount, "currency": "EUR" }, "state": state,
        "created_at": "2026-11-23T12:16:45Z",
    }))
    .unwrap()
}

/// As the guardian of its top-ups sees it.
fn own(states: &[TopUpState], returned: Option<AttemptOutcome>) -> OutcomeSnapshot {
    let lines = states.iter().zip([('1', "Anna", "25.00"), ('2', "Luca", "26.50"), ('3', "Zoé", "53.00")]);
    let lines = lines.map(|(&state, (last, child, amount))| Line {
        state,
        top_up: Some(top_up(last, child, amount, state)),
        new_balance: (state == TopUpState::Credited).then(|| SignedMoney::from_cents(4250).unwrap()),
    });
    OutcomeSnapshot {
        checkout_id: CHECKOUT.parse().unwrap(),
        lines: lines.collect(),
        returned,
        platform_silent: false,
    }
}

/// As a reader without a session sees it.
fn anonymous(states: &[TopUpState], returned: Option<AttemptOutcome>) -> OutcomeSnapshot {
    let mut snapshot = own(states, returned);
    for line in &mut snapshot.lines {
        (line.top_up, line.new_balance) = (None, None);
    }
    snapshot
}

fn show(language: Language, snapshot: OutcomeSnapshot, signed_in: bool, slow: bool) -> Page {
    Page::show(language, move || {
        page::provide_state(language);
        let pay = PayOnline::new(Callback::new(|()| {}));
        view! { <OutcomePanel snapshot=snapshot signed_in=signed_in slow=slow pay=pay /> }
    })
}

/// Every status of a known checkout, with a cart that has it.
fn statuses() -> Vec<(OutcomeStatus, OutcomeSnapshot)> {
    use AttemptOutcome as R;
    use TopUpState as S;
    let carts: [(&[S], Option<R>); 12] = [
        (&[S::Credited], Some(R::Ok)),
        (&[S::Paid], Some(R::Ok)),
        (&[S::Credited, S::Unpaid], Some(R::Error)),
        (&[S::InProgress], None),
        (&[S::InProgress], Some(R::Waiting)),
        (&[S::Unpaid], Some(R::Error)),
        (&[S::Unpaid], Some(R::Cancel)),
        (&[S::Unpaid], Some(R::Ok)),
        (&[S::Unpaid], None),
        (&[S::Expired], None),
        (&[S::Cancelled], None),
        (&[S::Anomalous], Some(R::Ok)),
    ];
    carts.map(|(states, returned)| own(states, returned)).map(|snapshot| (snapshot.status(), snapshot)).into()
}

fn buttons(page: &Page) -> Vec<String> {
    page.all("button").iter().map(|button| button.text_content().unwrap_or_default()).collect()
}

#[wasm_bindgen_test]
fn every_status_has_its_texts_in_every_language() {
    for language in Language::ALL {
        for (status, snapshot) in statuses() {
            let text = status.display(&messages::of(language).outcome).text;
            let page = show(language, snapshot, true, false);
            assert_eq!(page.one("section.alert h2").text_content().unwrap(), text.title);
            assert!(page.text().contains(text.text), "{language:?} {status:?}");
        }
    }
}

#[wasm_bindgen_test]
fn pay_again_is_offered_only_in_the_statuses_that_allow_it() {
    for (status, snapshot) in statuses() {
        let texts = messages::of(Language::It);
        let offered =
            buttons(&show(Language::It, snapshot, true, false)).contains(&texts.outcome.pay_again.of(1));
        assert_eq!(offered, status.display(&texts.outcome).pay_again, "{status:?}");
    }
}

#[wasm_bindgen_test]
fn an_unknown_checkout_has_only_a_link_to_the_history() {
    for (language, history) in
        [(Language::It, "Storico"), (Language::Fr, "Historique"), (Language::En, "History")]
    {
        for signed_in in [true, false] {
            let page = show(language, anonymous(&[], None), signed_in, true);
            let text = messages::of(language).outcome.unknown;
            assert_eq!(page.one("section.alert h2").text_content().unwrap(), text.title);
            assert!(page.text().contains(text.text));
            let links = page.all("a");
            let links: Vec<_> = links.iter().map(|link| link.text_content().unwrap_or_default()).collect();
            assert_eq!(links, [history], "{language:?}");
            assert!(buttons(&page).is_empty());
        }
    }
}

#[wasm_bindgen_test]
fn a_credited_top_up_shows_amount_children_and_new_balance() {
    let page = show(Language::It, own(&[TopUpState::Credited], Some(AttemptOutcome::Ok)), true, false);
    let line = page.one("a[href='/avviso/01JD3Z8K0V7Q2M5N9R4T6W8Y01']").text_content().unwrap();
    let line = line.replace('\u{a0}', " ");
    for part in ["25,00 €", "Anna", "Accreditata", "Nuovo saldo: 42,50 €"] {
        assert!(line.contains(part), "{part} in {line}");
    }
}

#[wasm_bindgen_test]
fn a_partly_paid_cart_shows_each_state_and_pays_the_rest_together() {
    let states = [TopUpState::Credited, TopUpState::Unpaid, TopUpState::Unpaid];
    let page = show(Language::It, own(&states, Some(AttemptOutcome::Error)), true, false);
    let badges: Vec<_> = page.all(".state").iter().map(|badge| badge.text_content().unwrap()).collect();
    assert_eq!(badges, ["Accreditata", "Da pagare", "Da pagare"]);
    assert_eq!(buttons(&page), ["Paga le 2 che mancano"]);
}

#[wasm_bindgen_test]
fn without_a_session_the_status_and_a_link_to_the_sign_in_page_are_shown() {
    for (status, snapshot) in statuses() {
        let texts = messages::of(Language::Fr);
        let states: Vec<TopUpState> = snapshot.lines.iter().map(|line| line.state).collect();
        let page = show(Language::Fr, anonymous(&states, snapshot.returned), false, false);
        let display = status.display(&texts.outcome);
        assert!(page.text().contains(display.text.title), "{status:?}");
        assert!(buttons(&page).is_empty(), "{status:?}");
        let sign_in = page.one("a[href='/accesso?poi=/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0C']");
        assert_eq!(sign_in.text_content().unwrap(), texts.outcome.sign_in);
        let why =
            if display.pay_again { texts.outcome.sign_in_to_pay } else { texts.outcome.sign_in_for_more };
        assert!(page.text().contains(why) && page.text().contains(texts.outcome.may_be_closed));
        assert!(!page.text().contains("Anna") && !page.text().contains('€'));
    }
}

#[wasm_bindgen_test]
fn sign_in_to_pay_is_not_offered_if_nothing_can_be_paid() {
    let words = &messages::of(Language::It).outcome;
    let snapshot = anonymous(&[TopUpState::Credited, TopUpState::Cancelled], Some(AttemptOutcome::Error));
    let text = show(Language::It, snapshot, false, false).text();
    assert!(text.contains(words.partly.title));
    assert!(text.contains(words.sign_in_for_more) && !text.contains(words.sign_in_to_pay));
}

#[wasm_bindgen_test]
fn without_a_session_several_top_ups_are_numbered() {
    let states = [TopUpState::Credited, TopUpState::Unpaid];
    let text = show(Language::It, anonymous(&states, None), false, false).text();
    assert!(text.contains("Ricarica 1") && text.contains("Ricarica 2"));
}

#[wasm_bindgen_test]
fn an_open_payment_page_is_continued_by_its_own_guardian() {
    let mut snapshot = own(&[TopUpState::InProgress], None);
    let attempt = json!({
        "checkout_id": CHECKOUT, "opened_at": "2026-11-23T12:17:00Z", "expires_at": "2026-11-23T12:27:00Z",
        "redirect_url": CART,
    });
    snapshot.lines.first_mut().unwrap().top_up.as_mut().unwrap().attempt =
        Some(serde_json::from_value(attempt).unwrap());
    let page = show(Language::It, snapshot.clone(), true, false);
    assert_eq!(page.one("a[rel=external]").get_attribute("href").as_deref(), Some(CART));
    // The open payment page belongs to another checkout.
    snapshot.checkout_id = "01JD3Z8K0V7Q2M5N9R4T6W8Y0D".parse().unwrap();
    assert!(show(Language::It, snapshot, true, false).all("a[rel=external]").is_empty());
}

#[wasm_bindgen_test]
fn a_silent_platform_and_a_long_wait_are_mentioned() {
    let words = &messages::of(Language::It).outcome;
    let snapshot = OutcomeSnapshot {
        platform_silent: true,
        ..own(&[TopUpState::InProgress], Some(AttemptOutcome::Waiting))
    };
    let text = show(Language::It, snapshot, true, true).text();
    assert!(text.contains(words.silent) && text.contains(words.patience));
    // If all top-ups are credited, nothing is awaited.
    let snapshot = OutcomeSnapshot { platform_silent: true, ..own(&[TopUpState::Credited], None) };
    let text = show(Language::It, snapshot, true, true).text();
    assert!(!text.contains(words.silent) && !text.contains(words.patience));
}
