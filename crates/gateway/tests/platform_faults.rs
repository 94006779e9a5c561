//! Every wrong answer of the platform at every moment, and what state and screen follow from it.
//!
//! The test compares its result with `docs/platform-faults.md`. `RICARICA_FAULTS=write` writes that file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, Guest, TestEnvironment, eventually, key, new_top_up};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{fmt::Write as _, path::Path};

/// The sandbox's names, and in words.
const ANSWERS: [(&str, &str); 21] = [
    ("html_200", "200, a page"),
    ("html_502", "502, a page"),
    ("html_504", "504, a page"),
    ("empty_200", "200, empty"),
    ("no_content", "204"),
    ("redirect", "302"),
    ("unauthorized", "401"),
    ("forbidden", "403"),
    ("not_found", "404 of the platform"),
    ("not_found_html", "404, a page"),
    ("gone_html", "410, a page"),
    ("refused_400", "400 of the platform"),
    ("refused_409", "409 of the platform"),
    ("refused_422", "422 of the platform"),
    ("too_many", "429"),
    ("unavailable", "503 of the platform"),
    ("other_position", "200, another position"),
    ("hang", "none: it hangs"),
    ("cut", "none: cut off"),
    ("malformed", "200, half a JSON"),
    ("network_auth", "511, a captive portal"),
];

const HEAD: &str = "\
# Wrong answers of the platform

What follows from each answer of the payment platform at each moment. `crates/gateway/tests/platform_faults.rs` gives these
answers to a real gateway and compares the result with this table; `RICARICA_FAULTS=write` writes it anew.

`a → b`: the top-up's state while the platform answers so, and its state once it answers rightly. *silent*: the app says that
the state may be out of date. The columns for cancelling and for the payment page name the problem that the app receives
(`crates/contract/src/problem.rs`).

Money is never lost by any of them: in every row the notice was afterwards paid at a counter and credited, unless it was
refused or cancelled.

";

async fn set_fault(environment: &TestEnvironment, moment: &str, answer: &str) {
    environment.knobs(json!({ "faults": { moment: { "answer": answer } } })).await;
}

/// Right answers again, and the pause after the failures is over.
async fn mend(environment: &TestEnvironment, guest: &Guest<'_>, probe: &Value) {
    environment.knobs(json!({})).await;
    eventually("the platform to be asked again", async || {
        guest.top_up(probe).await;
        environment.service.platform().is_available().then_some(())
    })
    .await;
    eventually("an answer of the platform", async || {
        (guest.top_up(probe).await["platform_silent"] == false).then_some(())
    })
    .await;
}

fn state(top_up: &Value) -> String {
    let mut text = top_up["state"].as_str().unwrap().to_owned();
    if let Some(anomaly) = top_up["anomaly"].as_str() {
        write!(text, " ({anomaly})").unwrap();
    }
    if top_up["platform_silent"] == true {
        text.push_str(", silent");
    }
    text
}

async fn open(guest: &Guest<'_>, account: &Value) -> Value {
    let mut body = new_top_up(account, "5.00");
    body["allow_duplicate"] = json!(true);
    let reply = guest.post_with_key("/api/v1/top-ups", &key(), body).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    reply.body
}

/// Waits until the state is settled with right answers.
async fn settled(guest: &Guest<'_>, id: &Value) -> String {
    eventually("a settled state", async || {
        let top_up = guest.top_up(id).await;
        (top_up["state"] != "opening" && top_up["platform_silent"] == false).then(|| state(&top_up))
    })
    .await
}

/// What is payable is paid at the counter and must be credited; what is not must be refused there.
async fn pays(environment: &TestEnvironment, guest: &Guest<'_>, id: &Value) {
    let top_up = guest.top_up(id).await;
    let is_payable = matches!(top_up["state"].as_str(), Some("unpaid" | "in_progress"));
    if is_payable {
        let (status, body) = environment.pay_at_counter(&top_up["notice"]).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        guest.until(id, "credited").await;
    }
}

async fn environment_and_account() -> (TestEnvironment, Value) {
    let environment = TestEnvironment::start_with(|config| {
        config.platform.timeout_ms = 400;
        config.limits.balance_cap = "5000.00".parse().unwrap();
    })
    .await;
    let account = environment.signed_in(ANNA).await.account("Zoé").await["id"].clone();
    (environment, account)
}

async fn creating(
    answer: &str,
    environment: &TestEnvironment,
    guest: &Guest<'_>,
    account: &Value,
    probe: &Value,
) -> String {
    set_fault(environment, "create", answer).await;
    let top_up = open(guest, account).await;
    let during = state(&top_up);
    assert!(
        top_up["notice"].is_null() || during.starts_with("unpaid"),
        "{answer}: a notice that cannot be paid"
    );
    mend(environment, guest, probe).await;
    let after = settled(guest, &top_up["id"]).await;
    pays(environment, guest, &top_up["id"]).await;
    format!("{during} → {after}")
}

async fn reading(
    answer: &str,
    environment: &TestEnvironment,
    guest: &Guest<'_>,
    account: &Value,
    probe: &Value,
) -> String {
    let top_up = open(guest, account).await;
    // A top-up that was read a moment ago is not read again.
    tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
    set_fault(environment, "read", answer).await;
    let during = state(&guest.top_up(&top_up["id"]).await);
    mend(environment, guest, probe).await;
    if during.contains("anomalous") {
        tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
    }
    let after = settled(guest, &top_up["id"]).await;
    pays(environment, guest, &top_up["id"]).await;
    format!("{during} → {after}")
}

async fn cancelling(
    answer: &str,
    environment: &TestEnvironment,
    guest: &Guest<'_>,
    account: &Value,
    probe: &Value,
) -> String {
    let top_up = open(guest, account).await;
    set_fault(environment, "cancel", answer).await;
    let reply = guest.delete(&format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap())).await;
    let told = if reply.status == StatusCode::NO_CONTENT { "cancelled" } else { reply.problem() }.to_owned();
    mend(environment, guest, probe).await;
    let after = settled(guest, &top_up["id"]).await;
    pays(environment, guest, &top_up["id"]).await;
    format!("{told} → {after}")
}

async fn checking_out(
    answer: &str,
    environment: &TestEnvironment,
    guest: &Guest<'_>,
    account: &Value,
    probe: &Value,
) -> String {
    let top_up = open(guest, account).await;
    set_fault(environment, "cart", answer).await;
    let reply = guest.checkout(&[&top_up["id"]], "email").await;
    let told = if reply.status == StatusCode::CREATED { "opened" } else { reply.problem() }.to_owned();
    mend(environment, guest, probe).await;
    pays(environment, guest, &top_up["id"]).await;
    told
}

/// One column of the table: each moment has its own environment, so the columns run at the same time.
macro_rules! column {
    ($moment:ident) => {
        async {
            let (environment, account) = environment_and_account().await;
            let guest = environment.signed_in(ANNA).await;
            let probe = open(&guest, &account).await["id"].clone();
            let mut cells = Vec::new();
            for (answer, _) in ANSWERS {
                cells.push($moment(answer, &environment, &guest, &account, &probe).await);
            }
            cells
        }
    };
}

#[tokio::test]
async fn every_wrong_answer_at_every_moment_has_the_result_of_the_table() {
    let (create, read, cancel, cart) =
        tokio::join!(column!(creating), column!(reading), column!(cancelling), column!(checking_out));
    let mut table = HEAD.to_owned();
    table.push_str("| answer | opening | reading an unpaid top-up | cancelling | payment page |\n|---|---|---|---|---|\n");
    for (index, (_, words)) in ANSWERS.iter().enumerate() {
        writeln!(
            table,
            "| {words} | {} | {} | {} | {} |",
            create[index], read[index], cancel[index], cart[index]
        )
        .unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/platform-faults.md");
    if std::env::var_os("RICARICA_FAULTS").is_some_and(|value| value == "write") {
        std::fs::write(&path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), table);
    // No answer in passing makes a top-up anomalous, and none is taken for a confirmation.
    for (index, (answer, _)) in ANSWERS.iter().enumerate() {
        let is_refusal = matches!(*answer, "refused_400" | "refused_422");
        assert_eq!(create[index].contains("anomalous"), is_refusal, "{answer}: {}", create[index]);
        assert!(is_refusal || create[index].ends_with("→ unpaid"), "{answer}: {}", create[index]);
        assert!(read[index].ends_with("→ unpaid"), "{answer}: {}", read[index]);
    }
}
