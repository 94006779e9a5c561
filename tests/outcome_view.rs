//! The outcome page in every status, from fixed values, found by role, label and text.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

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
        "notice": {
            "notice_number": "301000000000000144", "creditor_code": "00101440073", "creditor_name": "Comune",
            "subject": "Ricarica", "amount": { "amount": amount, "currency": "EUR" },
            "due_date": "2026-12-23", "key": id,
        },
    }))
    .unwrap()
}

/// The same once it is credited, with what the gateway tells about it.
fn credited(last: char, child: &str, amount: &str) -> TopUp {
    TopUp {
        paid_at: Some("2026-11-23T12:20:00Z".to_owned().try_into().unwrap()),
        balance_after: SignedMoney::from_cents(4250),
        receipt_id: Some("R-7f3a".to_owned()),
        ..top_up(last, child, amount, TopUpState::Credited)
    }
}

/// As the guardian of its top-ups sees it.
fn own(states: &[TopUpState], returned: Option<AttemptOutcome>) -> OutcomeSnapshot {
    let lines = states.iter().zip([('1', "Anna", "25.00"), ('2', "Luca", "26.50"), ('3', "Zoé", "53.00")]);
    let lines = lines.map(|(&state, (last, child, amount))| Line {
        state,
        top_up: Some(match state {
            TopUpState::Credited => credited(last, child, amount),
            _ => top_up(last, child, amount, state),
        }),
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
        line.top_up = None;
    }
    snapshot
}

fn show(language: Language, snapshot: OutcomeSnapshot, signed_in: bool, slow: bool) -> Page {
    Page::show(language, move || {
        page::provide_state(language);
        let pay = PayOnline::new(Callback::new(|()| {}));
        let receipt_to = signed_in.then(|| "chiara@example.org".to_owned());
        view! { <OutcomePanel snapshot=snapshot signed_in=signed_in slow=slow receipt_to=receipt_to pay=pay /> }
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
            assert_eq!(page.one(".outcome h2").text_content().unwrap(), text.title);
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
        [(Language::It, "Movimenti"), (Language::Fr, "Mouvements"), (Language::En, "Movements")]
    {
        for signed_in in [true, false] {
            let page = show(language, anonymous(&[], None), signed_in, true);
            let text = messages::of(language).outcome.unknown;
            assert_eq!(page.one(".outcome h2").text_content().unwrap(), text.title);
            assert!(page.text().contains(text.text));
            let links = page.all("a");
            let links: Vec<_> = links.iter().map(|link| link.text_content().unwrap_or_default()).collect();
            assert_eq!(links, [history], "{language:?}");
            assert!(buttons(&page).is_empty());
        }
    }
}

#[wasm_bindgen_test]
fn a_receipt_has_amount_child_balances_moment_and_numbers() {
    let page = show(Language::It, own(&[TopUpState::Credited], Some(AttemptOutcome::Ok)), true, false);
    let text = page.one(".receipt").text_content().unwrap().replace('\u{a0}', " ");
    for part in [
        "Ricarica pagata",
        "25,00 €",
        "Anna",
        "17,50 € → 42,50 €",
        "da 17,50 € a 42,50 €",
        "13:20",
        "3010 0000 0000 0001 44",
        "R-7f3a",
        "chiara@example.org",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(page.one("a[href='/']").text_content().unwrap(), "Fatto");
    let actions = ["Scarica la ricevuta (PDF)", "Invia la ricevuta al mio indirizzo e-mail", "Condividi"];
    assert_eq!(buttons(&page), actions);
}

#[wasm_bindgen_test]
fn a_receipt_of_several_top_ups_is_one_list_with_its_total() {
    let states = [TopUpState::Credited, TopUpState::Paid];
    let page = show(Language::It, own(&states, Some(AttemptOutcome::Ok)), true, false);
    assert_eq!(page.all(".receipt li").len(), 2);
    let sum = page.one(".receipt .sum").text_content().unwrap();
    assert_eq!(sum.replace('\u{a0}', " "), "51,50 €");
    // Only what the gateway has answered.
    assert!(!page.all(".receipt li")[1].text_content().unwrap().contains("Saldo"));
}

#[wasm_bindgen_test]
fn a_paid_top_up_has_one_title_whether_credited_or_not() {
    for language in Language::ALL {
        let title = |state| {
            show(language, own(&[state], Some(AttemptOutcome::Ok)), true, false)
                .one(".outcome h2")
                .text_content()
        };
        assert_eq!(title(TopUpState::Paid), title(TopUpState::Credited), "{language:?}");
    }
}

#[wasm_bindgen_test]
fn an_unpaid_top_up_can_be_paid_in_person_with_the_same_notice() {
    for returned in [AttemptOutcome::Error, AttemptOutcome::Cancel] {
        let page = show(Language::It, own(&[TopUpState::Unpaid], Some(returned)), true, false);
        let link = page.one("a[href='/sportello/01JD3Z8K0V7Q2M5N9R4T6W8Y01']");
        assert_eq!(link.text_content().unwrap(), messages::of(Language::It).outcome.pay_in_person.of(1));
    }
}

#[wasm_bindgen_test]
fn a_partly_paid_cart_shows_each_state_and_pays_the_rest_together() {
    let states = [TopUpState::Credited, TopUpState::Unpaid, TopUpState::Unpaid];
    let page = show(Language::It, own(&states, Some(AttemptOutcome::Error)), true, false);
    let badges: Vec<_> = page.all(".state").iter().map(|badge| badge.text_content().unwrap()).collect();
    assert_eq!(badges, ["Pagata", "Da pagare", "Da pagare"]);
    assert_eq!(buttons(&page), ["Paga online le 2 che mancano"]);
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

#[wasm_bindgen_test]
async fn a_notice_that_a_refusal_locks_waits_until_a_clock_time_and_offers_the_counter() {
    let problem =
        json!({ "type": "/problems/payment-in-progress", "title": "x", "status": 409, "request_id": "r" });
    let script = format!(
        "window.asked = 0; window.fetch = async () => {{
            window.asked += 1;
            const headers = {{ 'content-type': 'application/problem+json', 'request-id': 'r', 'retry-after': '1800' }};
            return new Response('{problem}', {{ status: 409, headers }});
         }}"
    );
    js_sys::Function::new_no_args(&script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
    let texts = messages::of(Language::It);
    let page = show(Language::It, own(&[TopUpState::Unpaid], Some(AttemptOutcome::Error)), true, false);
    page::tap(&page.button("Riprova online")).await;
    for _ in 0..40 {
        if !page.all("[role=alert]").is_empty() {
            break;
        }
        gloo_timers::future::TimeoutFuture::new(50).await;
    }
    let said = page.one("[role=alert] h2").text_content().unwrap();
    let time = said.strip_prefix(texts.outcome.locked_title.of("").as_str()).unwrap();
    assert!(time.len() == 5 && time.contains(':'), "{said}");
    assert!(page.text().contains(texts.outcome.locked));
    assert_eq!(page.button("Riprova online").get_attribute("aria-disabled").as_deref(), Some("true"));
    page.one("a[href='/sportello/01JD3Z8K0V7Q2M5N9R4T6W8Y01']");
    // A tap does nothing until then.
    page::tap(&page.button("Riprova online")).await;
    let asked = js_sys::Reflect::get(&web_sys::window().unwrap(), &"asked".into()).unwrap();
    assert_eq!(asked.as_f64(), Some(1.0));
}
