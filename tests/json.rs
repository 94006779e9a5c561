//! JSON read by the browser's parser means what `serde_json` takes it to mean.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "test helpers may stop at the first surprise")]

use contract::{Account, Accounts, Municipality, Outcome, Problem, Session, SignInChallenge, TopUp, TopUps};
use ricarica::json::{NotTheForm, read};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const ACCOUNT: &str = r#"{"id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0A","children":["Anna","Zoé"],"service":{"it":"Mensa","fr":"Cantine"},
    "balance":{"amount":"-3.50","currency":"EUR"},"balance_level":"negative",
    "meal_price":{"amount":"5.30","currency":"EUR"},
    "limits":{"least":{"amount":"5.00","currency":"EUR"},"most":{"amount":"500.00","currency":"EUR"}}}"#;
const TOP_UP: &str = r#"{"id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0A","account_id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0B",
    "children":["Anna"],"service":{"it":"Mensa","fr":"Cantine"},"amount":{"amount":"25.00","currency":"EUR"},"state":"in_progress",
    "created_at":"2026-11-23T12:16:45Z","due_date":"2026-12-23","platform_silent":true,
    "notice":{"notice_number":"301000000000000144","creditor_code":"00101440073","creditor_name":"Comune",
        "cbill_code":"AAAAA","subject":"Ricarica","amount":{"amount":"25.00","currency":"EUR"},
        "due_date":"2026-12-23","key":"01JD3Z8K0V7Q2M5N9R4T6W8Y0K"},
    "attempt":{"checkout_id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0C","opened_at":"2026-11-23T12:17:00Z",
        "expires_at":"2026-11-23T12:27:00Z","outcome":"waiting"}}"#;
const CHALLENGE: &str = r#"{"challenge_id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0A","expires_in":600,"code_length":6}"#;

/// Both parsers see the same, told by what it is written back as.
fn same<T: DeserializeOwned + Serialize>(text: &str) {
    let theirs = serde_json::to_string(&serde_json::from_str::<T>(text).unwrap()).unwrap();
    let ours = read::<T>(text).map(|value| serde_json::to_string(&value).unwrap());
    assert_eq!(ours, Ok(theirs));
}

#[wasm_bindgen_test]
fn every_answer_of_the_contract_is_read_alike() {
    same::<Accounts>(&[r#"{"items":["#, ACCOUNT, "]}"].concat());
    same::<TopUp>(TOP_UP);
    same::<TopUps>(&[r#"{"items":["#, TOP_UP, ",", TOP_UP, r#"],"next_cursor":"x"}"#].concat());
    same::<TopUps>(r#"{"items":[]}"#);
    same::<SignInChallenge>(CHALLENGE);
    same::<Session>(
        r#"{"method":"email","display_name":"Chiara","email":"c@example.org","mark":"01JD3Z8K0V7Q2M5N9R4T6W8Y0M",
            "expires_at":"2026-11-23T12:16:45Z","expires_in":1800}"#,
    );
    same::<Municipality>(
        r#"{"name":{"it":"Comune","fr":null},"links":{},"office":{"hours":{"it":"sempre"}},"sign_in_hints":["spid","email"],"test_environment":true}"#,
    );
    same::<Outcome>(
        r#"{"checkout_id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0A","items":[{"state":"paid"}],"returned":"ok",
            "expires_at":"2026-11-23T12:16:45Z"}"#,
    );
    same::<Problem>(
        r#"{"type":"/problems/invalid-field","title":"t","status":422,"request_id":"r",
            "errors":[{"pointer":"/email","detail":"d"}],"added_later":{"a":[1.5]}}"#,
    );
    same::<Problem>(r#"{"type":"/problems/of-tomorrow","title":"t","status":400,"request_id":"r"}"#);
}

#[wasm_bindgen_test]
fn what_is_not_of_the_form_is_refused_and_never_a_panic() {
    for wrong in [
        "",
        "<html>",
        "null",
        "[]",
        "1",
        "{}",
        r#"{"items":{}}"#,
        r#"{"items":[null]}"#,
        &ACCOUNT.replace("-3.50", "3,50"),
        &ACCOUNT.replace("EUR", "USD"),
        &ACCOUNT.replace(r#"["Anna","Zoé"]"#, r#""Anna""#),
        &ACCOUNT.replace("negative", "rich"),
    ] {
        assert_eq!(read::<Account>(wrong), Err(NotTheForm), "{wrong}");
        assert_eq!(read::<Accounts>(wrong), Err(NotTheForm), "{wrong}");
    }
    for wrong in ["6.5", "-1", "1e99", r#""6""#, "true", "null"] {
        let text = CHALLENGE.replace(":6}", &[":", wrong, "}"].concat());
        assert_eq!(read::<SignInChallenge>(&text), Err(NotTheForm), "{wrong}");
    }
}
