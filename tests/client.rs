//! Which answers the client believes, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

use contract::{Language, ProblemKind, TopUpState, paths};
use leptos::prelude::*;
use ricarica::client::{Client, ClientError};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const ID: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
const PAID: &str = r#"{"state":"paid"}"#;
const NOT_SIGNED_IN: &str = r#"{"type":"/problems/not-signed-in","title":"x","status":401,"request_id":"r"}"#;
const NOT_FOUND: &str = r#"{"type":"/problems/not-found","title":"x","status":404,"request_id":"r"}"#;
const HTML: &str = "<!doctype html><h1>Wi-Fi</h1>";

/// Replaces `fetch` by this answer, with headers in JavaScript.
fn answer(status: u16, headers: &str, content: &str) {
    let content = if status == 204 { "null".to_owned() } else { format!("{content:?}") };
    let script = format!(
        "window.fetch = async () => new Response({content}, {{ status: {status}, headers: {{ {headers} }} }})"
    );
    js_sys::Function::new_no_args(&script).call0(&JsValue::NULL).unwrap();
}

/// A client, and how often it was told that there is no session.
fn client() -> (Client, StoredValue<u32>) {
    let ended = StoredValue::new(0);
    (Client::new(Language::It, Callback::new(move |()| ended.update_value(|ended| *ended += 1))), ended)
}

async fn state(client: Client) -> Result<TopUpState, ClientError> {
    let status = client.notice_status(&ID.parse().unwrap(), &ID.parse().unwrap()).await?;
    Ok(status.value.state)
}

const ODD: [(u16, &str, &str); 15] = [
    (200, "'content-type': 'text/html'", HTML),
    (200, "'content-type': 'text/html'", PAID),
    (200, "'content-type': 'application/json'", HTML),
    (200, "'content-type': 'application/json'", "{}"),
    (200, "'content-type': 'application/json'", r#"{"state":"pai"#),
    (200, "'content-type': 'application/problem+json'", NOT_SIGNED_IN),
    (204, "", ""),
    (401, "'content-type': 'text/html'", HTML),
    (401, "'content-type': 'text/html'", NOT_SIGNED_IN),
    (403, "'content-type': 'text/html'", HTML),
    (404, "'content-type': 'application/json'", NOT_FOUND),
    (404, "'content-type': 'application/problem+json'", r#"{"type":"about:blank","status":404}"#),
    (429, "'content-type': 'text/html'", HTML),
    (502, "'content-type': 'application/problem+json'", NOT_SIGNED_IN),
    (511, "'content-type': 'text/html'", HTML),
];

#[wasm_bindgen_test]
async fn an_odd_answer_ends_neither_a_notice_nor_a_session() {
    let owner = Owner::new();
    owner.set();
    let (client, ended) = client();
    for (status, headers, content) in ODD {
        answer(status, headers, content);
        let what = format!("{status} {headers} {content}");
        for error in [
            state(client).await.unwrap_err(),
            client.accounts().await.unwrap_err(),
            client.session().await.unwrap_err(),
            client.prolong_session().await.unwrap_err(),
            client.sign_out().await.unwrap_err(),
            client.cancel_top_up(&ID.parse().unwrap()).await.unwrap_err(),
            client.pdf(&paths::letter(&ID.parse().unwrap())).await.unwrap_err(),
            client.municipality().await.unwrap_err(),
        ] {
            assert_eq!(error, ClientError::BadAnswer { retry_after_s: 0 }, "{what}");
            assert!(error.ask_again_ms().is_some(), "{what}");
        }
    }
    assert_eq!(ended.get_value(), 0);
}

#[wasm_bindgen_test]
async fn the_gateways_own_answers_are_believed() {
    let owner = Owner::new();
    owner.set();
    let (client, ended) = client();
    answer(200, "'content-type': 'application/json; charset=utf-8'", PAID);
    assert_eq!(state(client).await, Ok(TopUpState::Paid));
    answer(404, "'content-type': 'application/problem+json'", NOT_FOUND);
    assert_eq!(state(client).await.unwrap_err().kind(), Some(ProblemKind::NotFound));
    assert_eq!(ended.get_value(), 0);
    answer(401, "'content-type': 'application/problem+json'", NOT_SIGNED_IN);
    assert_eq!(client.accounts().await.unwrap_err().kind(), Some(ProblemKind::NotSignedIn));
    assert_eq!(ended.get_value(), 1);
    answer(204, "'request-id': 'r'", "");
    assert_eq!(client.sign_out().await, Ok(()));
}

#[wasm_bindgen_test]
async fn retry_after_of_a_refusal_delays_the_next_request() {
    let owner = Owner::new();
    owner.set();
    let (client, _) = client();
    answer(429, "'content-type': 'text/html', 'retry-after': '40'", HTML);
    assert_eq!(state(client).await.unwrap_err().ask_again_ms(), Some(40_000));
    answer(503, "'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT'", HTML);
    assert_eq!(state(client).await.unwrap_err().ask_again_ms(), Some(5000));
}
