//! The scenarios of pagoPA's own suite for version 1 of the debt position interface, as HTTP calls
//! (pagopa-debt-position, `integration-test`, features `v1`). The list of them is in `docs/sandbox.md`.

use serde_json::{Value, json};

use crate::sandbox::{Answer, CREDITOR, Sandbox, in_days, in_millis};

const EXTERNAL: &str = "/gpd/debt-positions-service/v1";
const INTERNAL: &str = "/gpd/api/v1";

async fn send(request: reqwest::RequestBuilder) -> Answer {
    Answer::of(request.header("Ocp-Apim-Subscription-Key", "sandbox-key").send().await.unwrap()).await
}

fn path(base: &str, rest: &str) -> String {
    format!("{base}/organizations/{CREDITOR}/{rest}")
}

/// Two transfers, the second to another creditor; dates with a `Z`; a validity and a fee that say nothing.
fn body(sandbox: &Sandbox) -> Value {
    let mut body = sandbox.body();
    let transfer = |id: &str, amount: u64| {
        json!({
            "idTransfer": id, "amount": amount, "remittanceInformation": format!("Rata {id}"),
            "category": "9/0101108TS/", "iban": "mockIban",
        })
    };
    let mut other = transfer("2", 20_000);
    other["organizationFiscalCode"] = json!("01020304059");
    body["switchToExpired"] = json!(false);
    body["validityDate"] = Value::Null;
    let option = &mut body["paymentOption"][0];
    option["amount"] = json!(30_000);
    option["fee"] = json!(0);
    option["dueDate"] = json!(format!("{}Z", in_days(30)));
    option["retentionDate"] = json!(format!("{}Z", in_days(90)));
    option["transfer"] = json!([transfer("1", 10_000), other]);
    body
}

fn iupd(body: &Value) -> &str {
    body["iupd"].as_str().unwrap()
}

fn iuv(body: &Value) -> &str {
    body["paymentOption"][0]["iuv"].as_str().unwrap()
}

/// With the segregation code of its IUV.
fn segregated(rest: &str, body: &Value) -> String {
    format!("{}?segregationCodes={}", path(EXTERNAL, rest), &iuv(body)[..2])
}

fn assert_nav(answer: &Answer, body: &Value) {
    assert_eq!(answer.json()["paymentOption"][0]["nav"], format!("3{}", iuv(body)));
}

#[tokio::test]
async fn gpd_running_answers_200() {
    let sandbox = Sandbox::start();
    assert_eq!(send(sandbox.get(&format!("{EXTERNAL}/info"))).await.status, 200);
}

#[tokio::test]
async fn position_created_and_published_in_one_call_is_valid() {
    let sandbox = Sandbox::start();
    let created = path(EXTERNAL, "debtpositions?toPublish=True");
    let created = send(sandbox.post(&created).json(&body(&sandbox))).await;
    assert_eq!((created.status, created.json()["status"].as_str()), (201, Some("VALID")));
}

#[tokio::test]
async fn position_is_published_and_invalidated_with_its_segregation_code() {
    let sandbox = Sandbox::start();
    let body = body(&sandbox);
    let created = send(sandbox.post(&segregated("debtpositions", &body)).json(&body)).await;
    assert_eq!((created.status, created.json()["status"].as_str()), (201, Some("DRAFT")));
    for (action, status) in [("publish", "VALID"), ("invalidate", "INVALID")] {
        let rest = format!("debtpositions/{}/{action}", iupd(&body));
        let answer = send(sandbox.post(&segregated(&rest, &body))).await;
        assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some(status)));
    }
}

#[tokio::test]
async fn draft_is_updated_and_published_in_one_call() {
    let sandbox = Sandbox::start();
    let body = body(&sandbox);
    assert_eq!(send(sandbox.post(&path(EXTERNAL, "debtpositions")).json(&body)).await.status, 201);
    let updated = path(EXTERNAL, &format!("debtpositions/{}?toPublish=True", iupd(&body)));
    let updated = send(sandbox.put(&updated).json(&body)).await;
    assert_eq!((updated.status, updated.json()["status"].as_str()), (200, Some("VALID")));
}

#[tokio::test]
async fn iban_of_all_transfers_is_replaced() {
    let sandbox = Sandbox::start();
    let body = body(&sandbox);
    send(sandbox.post(&path(EXTERNAL, "debtpositions")).json(&body)).await;
    let url =
        |limit: &str| path(EXTERNAL, &format!("debtpositions/transfers?oldIban=mockIban&limit={limit}"));
    let replaced = send(sandbox.patch(&url("1")).json(&json!({ "newIban": "newIban" }))).await;
    assert_eq!((replaced.status, &replaced.json()["updatedTransfers"]), (200, &json!(1)));
    let replaced = send(sandbox.patch(&url("10")).json(&json!({ "newIban": "newIban" }))).await;
    assert_eq!(replaced.json()["updatedTransfers"], 1);
    let none = send(sandbox.patch(&url("10")).json(&json!({ "newIban": "newIban" }))).await;
    assert_eq!(none.json()["updatedTransfers"], 0);
    let read = sandbox.read(iupd(&body)).await;
    assert_eq!(read["paymentOption"][0]["transfer"][1]["iban"], "newIban");
    assert_eq!(send(sandbox.patch(&url("1001")).json(&json!({ "newIban": "newIban" }))).await.status, 400);
}

#[tokio::test]
async fn position_is_created_changed_listed_read_and_deleted() {
    let sandbox = Sandbox::start();
    let mut body = body(&sandbox);
    let created = send(sandbox.post(&path(EXTERNAL, "debtpositions")).json(&body)).await;
    assert_eq!(created.status, 201);
    assert_nav(&created, &body);

    let fee = path(INTERNAL, &format!("paymentoptions/{}/notificationfee", iuv(&body)));
    let with_fee = send(sandbox.put(&fee).json(&json!({ "notificationFee": 150 }))).await;
    assert_eq!(with_fee.status, 209, "a draft is unknown to the node");
    let with_fee = with_fee.json();
    assert_eq!((&with_fee["notificationFee"], &with_fee["amount"]), (&json!(150), &json!(30_150)));
    assert_eq!(with_fee["transfer"][0]["amount"], 10_150);
    assert_eq!(with_fee["transfer"][1]["amount"], 20_000);

    let day = |days: i64| in_days(days)[..10].to_owned();
    let by_due = format!("debtpositions?status=DRAFT&due_date_from={}&due_date_to={}", day(25), day(35));
    let listed = send(sandbox.get(&path(EXTERNAL, &by_due))).await;
    assert_eq!((listed.status, &listed.json()["page_info"]["items_found"]), (200, &json!(1)));
    let by_payment = format!(
        "debtpositions?payment_date_from={}&payment_date_to={}&orderby=INSERTED_DATE",
        day(0),
        day(20)
    );
    assert_eq!(send(sandbox.get(&path(EXTERNAL, &by_payment))).await.status, 200);

    body["companyName"] = json!("Testing S.p.A.");
    let one = path(EXTERNAL, &format!("debtpositions/{}", iupd(&body)));
    let updated = send(sandbox.put(&one).json(&body)).await;
    assert_eq!(updated.status, 200);
    assert_nav(&updated, &body);
    assert_eq!(updated.json()["paymentOption"][0]["amount"], 30_150, "the fee stays");

    let read = send(sandbox.get(&one)).await;
    assert_eq!(read.json()["companyName"], "Testing S.p.A.");
    assert_nav(&read, &body);
    assert_eq!(send(sandbox.delete(&one)).await.status, 200);
    assert_eq!(send(sandbox.get(&one)).await.status, 404);
}

#[tokio::test]
async fn due_dates_and_payment_dates_exclude_each_other() {
    let sandbox = Sandbox::start();
    let (from, to) = (&in_days(0)[..10], &in_days(10)[..10]);
    let both = format!(
        "debtpositions?due_date_from={from}&due_date_to={to}&payment_date_from={from}&payment_date_to={to}"
    );
    assert_eq!(send(sandbox.get(&path(EXTERNAL, &both))).await.status, 400);
}

#[tokio::test]
async fn position_is_managed_with_its_segregation_code() {
    let sandbox = Sandbox::start();
    let (mut body, other) = (body(&sandbox), body(&sandbox));
    for body in [&body, &other] {
        let created = send(sandbox.post(&segregated("debtpositions", body)).json(body)).await;
        assert_eq!(created.status, 201);
        assert_nav(&created, body);
    }
    body["companyName"] = json!("Testing S.p.A.");
    let one = segregated(&format!("debtpositions/{}", iupd(&body)), &body);
    assert_eq!(send(sandbox.put(&one).json(&body)).await.status, 200);
    assert_eq!(send(sandbox.get(&one)).await.json()["companyName"], "Testing S.p.A.");
    let listed = send(sandbox.get(&segregated("debtpositions", &body))).await.json();
    assert_eq!(listed["payment_position_list"].as_array().unwrap().len(), 2);
    assert_eq!(send(sandbox.delete(&one)).await.status, 200);
}

#[tokio::test]
async fn other_segregation_code_reaches_no_position() {
    let sandbox = Sandbox::start();
    let body = body(&sandbox);
    let position = sandbox.create_from(&body).await;
    let one = path(EXTERNAL, &format!("debtpositions/{}", position.iupd));
    let requests = [
        sandbox.get(&format!("{one}?segregationCodes=47")),
        sandbox.put(&format!("{one}?segregationCodes=47")).json(&body),
        sandbox.delete(&format!("{one}?segregationCodes=47")),
        sandbox.post(&format!("{one}/invalidate?segregationCodes=47,48")),
        sandbox.post(&path(EXTERNAL, "debtpositions?segregationCodes=47")).json(&sandbox.body()),
    ];
    for request in requests {
        assert_eq!(send(request).await.status, 403);
    }
    let listed = send(sandbox.get(&path(EXTERNAL, "debtpositions?segregationCodes=47"))).await.json();
    assert_eq!(listed["page_info"]["items_found"], 0);
    assert_eq!(send(sandbox.get(&format!("{one}?segregationCodes=4"))).await.status, 400);
}

#[tokio::test]
async fn many_positions_are_created_at_once() {
    let sandbox = Sandbox::start();
    let bodies = [body(&sandbox), body(&sandbox)];
    let many = json!({ "paymentPositions": bodies });
    let bulk = path("/gpd/api/v2", "debtpositions/bulk");
    assert_eq!(send(sandbox.post(&bulk).json(&many)).await.status, 201);
    for body in &bodies {
        assert_eq!(sandbox.read(iupd(body)).await["status"], "DRAFT");
    }
}

#[tokio::test]
async fn many_positions_are_created_with_their_segregation_code() {
    let sandbox = Sandbox::start();
    let bodies = [body(&sandbox), body(&sandbox)];
    let bulk = segregated("debtpositions/bulk", &bodies[0]);
    let many = json!({ "paymentPositions": bodies });
    assert_eq!(send(sandbox.post(&bulk).json(&many)).await.status, 201);
}

#[tokio::test]
async fn one_bad_position_of_many_creates_none() {
    let sandbox = Sandbox::start();
    let (good, taken) = (body(&sandbox), body(&sandbox));
    sandbox.create_from(&taken).await;
    let bulk = path(EXTERNAL, "debtpositions/bulk?toPublish=true");
    let many = json!({ "paymentPositions": [good, taken] });
    assert_eq!(send(sandbox.post(&bulk).json(&many)).await.status, 409);
    assert_eq!(sandbox.gpd_get(&format!("/{}", iupd(&good))).await.status, 404);
    assert_eq!(send(sandbox.post(&bulk).json(&json!({ "paymentPositions": [] }))).await.status, 400);
    let many = json!({ "paymentPositions": [good] });
    assert_eq!(send(sandbox.post(&bulk).json(&many)).await.status, 201);
    assert_eq!(sandbox.read(iupd(&good)).await["status"], "VALID");
}

#[tokio::test]
async fn published_position_is_paid_and_its_transfers_are_reported() {
    let sandbox = Sandbox::start();
    let body = body(&sandbox);
    send(sandbox.post(&path(EXTERNAL, "debtpositions")).json(&body)).await;
    let publish = path(EXTERNAL, &format!("debtpositions/{}/publish", iupd(&body)));
    let published = send(sandbox.post(&publish)).await;
    assert_eq!(published.status, 200);
    assert_nav(&published, &body);

    let pay = path(INTERNAL, &format!("paymentoptions/{}/pay", iuv(&body)));
    let payment = json!({
        "pspCompany": "string2", "idReceipt": "string3", "paymentDate": "2026-11-30T08:23:52.127Z",
        "paymentMethod": "string1", "fee": 0, "more": true,
    });
    let paid = send(sandbox.post(&pay).json(&payment)).await;
    assert_eq!((paid.status, paid.json()["status"].as_str()), (200, Some("PO_PAID")));
    assert_eq!(send(sandbox.post(&pay).json(&payment)).await.status, 409);

    let report = |id: &str| path(INTERNAL, &format!("paymentoptions/{}/transfers/{id}/report", iuv(&body)));
    let reported = send(sandbox.post(&report("1"))).await;
    assert_eq!((reported.status, reported.json()["status"].as_str()), (200, Some("T_REPORTED")));
    let read = sandbox.read(iupd(&body)).await;
    assert_eq!(
        (&read["status"], &read["paymentOption"][0]["status"]),
        (&json!("PAID"), &json!("PO_PARTIALLY_REPORTED"))
    );
    assert_eq!(send(sandbox.post(&report("1"))).await.status, 409);
    assert_eq!(send(sandbox.post(&report("3"))).await.status, 404);
    assert_eq!(send(sandbox.post(&report("2"))).await.status, 200);
    assert_eq!(sandbox.read(iupd(&body)).await["status"], "REPORTED");
}

#[tokio::test]
async fn position_becomes_valid_by_itself_at_its_validity_date() {
    let sandbox = Sandbox::start();
    let mut body = body(&sandbox);
    body["validityDate"] = json!(format!("{}Z", in_millis(5000)));
    let created = path(EXTERNAL, "debtpositions?toPublish=true");
    let created = send(sandbox.post(&created).json(&body)).await;
    assert_eq!((created.status, created.json()["status"].as_str()), (201, Some("PUBLISHED")));
    let option = path(INTERNAL, &format!("paymentoptions/{}", iuv(&body)));
    assert_eq!(send(sandbox.get(&option)).await.json()["debtPositionStatus"], "PUBLISHED");
    tokio::time::sleep(std::time::Duration::from_millis(5200)).await;
    let read = send(sandbox.get(&option)).await;
    assert_eq!((read.status, read.json()["debtPositionStatus"].as_str()), (200, Some("VALID")));
    let one = path(EXTERNAL, &format!("debtpositions/{}", iupd(&body)));
    assert_eq!(send(sandbox.delete(&one)).await.status, 200);
}

#[tokio::test]
async fn position_is_read_by_its_iuv() {
    let sandbox = Sandbox::start();
    let body = body(&sandbox);
    send(sandbox.post(&path(EXTERNAL, "debtpositions")).json(&body)).await;
    let read = path(INTERNAL, &format!("paymentoptions/{}/debtposition", iuv(&body)));
    let read = send(sandbox.get(&read)).await;
    assert_eq!((read.status, read.json()["paymentOption"][0]["iuv"].as_str()), (200, Some(iuv(&body))));
    let unknown = send(sandbox.get(&path(INTERNAL, "paymentoptions/9/debtposition"))).await;
    assert_eq!(
        (unknown.status, unknown.json()["title"].as_str()),
        (404, Some("Not found the payment option"))
    );
}
