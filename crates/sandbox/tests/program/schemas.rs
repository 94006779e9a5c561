//! The schemas at work. Where RICARICA_PLATFORM_FILES names their folder, the published descriptions are checked too.

use serde_json::{Value, json};

use crate::sandbox::{Answer, CREDITOR, Sandbox, in_days, positions};

fn checking() -> Sandbox {
    Sandbox::start_with(&["--check-schemas"])
}

async fn report(sandbox: &Sandbox) -> Value {
    sandbox.get("/manopole/schemi.json").send().await.unwrap().json().await.unwrap()
}

async fn send(request: reqwest::RequestBuilder) -> Answer {
    Answer::of(request.header("Ocp-Apim-Subscription-Key", "sandbox-key").send().await.unwrap()).await
}

#[tokio::test]
async fn every_request_and_answer_fits_its_schema() {
    let sandbox = checking();
    let options = format!("/gpd/debt-positions-service/v1/organizations/{CREDITOR}/paymentoptions");
    let mut body = sandbox.body();
    body["validityDate"] = json!(in_days(1));
    body["email"] = json!("maria@prova.example");
    body["paymentOption"][0]["retentionDate"] = json!(format!("{}Z", in_days(60)));
    body["paymentOption"][0]["paymentOptionMetadata"] = json!([{ "key": "a", "value": "b" }]);
    let one = format!("{}/{}", positions(), body["iupd"].as_str().unwrap());
    let (first, second, third) = (sandbox.create().await, sandbox.create().await, sandbox.create().await);
    let payment =
        json!({ "pspCompany": "p", "idReceipt": "r", "paymentDate": "2026-07-01T10:00:00Z", "fee": "0" });
    let many = json!({ "paymentPositions": [sandbox.body(), sandbox.body()] });
    let print = json!({
        "templateId": "TemplateSingleInstalment",
        "data": {
            "notice": { "subject": "Mensa", "paymentAmount": 2500, "code": first.nav, "dueDate": "30/11/2026" },
            "creditorInstitution": { "taxCode": CREDITOR },
            "debtor": {
                "taxCode": "RSSMRA80A01H501U", "fullName": "Mario Rossi", "address": "", "buildingNumber": "",
                "postalCode": "", "city": "", "province": "",
            },
        },
    });
    let steps = [
        (sandbox.get("/gpd/debt-positions-service/v1/info"), 200),
        (sandbox.post(&positions()).json(&body), 201),
        (sandbox.post(&positions()).json(&body), 409),
        (sandbox.put(&one).json(&body), 200),
        (sandbox.post(&format!("{one}/publish")), 200),
        (sandbox.get(&one), 200),
        (sandbox.post(&format!("{one}/invalidate")), 200),
        (sandbox.delete(&one), 200),
        (sandbox.get(&one), 404),
        (sandbox.get(&format!("{}?creditor=1", positions().replace(CREDITOR, "12345678901"))), 200),
        (sandbox.post(&format!("{}/bulk", positions())).json(&many), 201),
        (
            sandbox.patch(&format!("{}/transfers?oldIban=a", positions())).json(&json!({ "newIban": "b" })),
            200,
        ),
        (
            sandbox
                .put(&format!("{options}/{}/notificationfee", first.nav))
                .json(&json!({ "notificationFee": 50 })),
            200,
        ),
        (sandbox.get(&format!("{options}/{}", first.nav)), 200),
        (sandbox.get(&format!("{options}/{}/debtposition", first.nav)), 200),
        (sandbox.post(&format!("{options}/{}/pay", first.nav)).json(&payment), 200),
        (sandbox.post(&format!("{options}/{}/transfers/1/report", first.nav)), 200),
        (sandbox.post(&format!("{options}/paids/{}", second.nav)).json(&json!({})), 200),
        (sandbox.get(&positions()), 200),
        (sandbox.post("/print-payment-notice-service/external/v1/notices/generate").json(&print), 201),
        (sandbox.post("/checkout/ec/v1/carts").json(&sandbox.cart_body(&[&third])), 302),
        (sandbox.post("/checkout/ec/v2/carts").json(&sandbox.cart_body(&[&third])), 302),
        (sandbox.post("/checkout/ec/v2/carts").json(&sandbox.cart_body(&[&first])), 422),
    ];
    for (index, (request, status)) in steps.into_iter().enumerate() {
        let answer = send(request).await;
        assert_eq!(answer.status, status, "step {index}: {}", answer.text);
    }
    assert_eq!(sandbox.get(&positions()).send().await.unwrap().status(), 401);
    assert_eq!(report(&sandbox).await, json!({ "checked": 27, "violations": [] }));
}

#[tokio::test]
async fn wrong_request_is_refused_named_and_listed() {
    let sandbox = checking();
    let mut body = sandbox.body();
    body["paymentOption"][0]["descriptoin"] = json!("Ricarica mensa");
    let answer = sandbox.create_with(&body).await;
    assert_eq!((answer.status, answer.json()["title"].as_str()), (500, Some("A schema is broken")));
    assert!(answer.text.contains("descriptoin"), "{}", answer.text);
    let violation = report(&sandbox).await["violations"][0].clone();
    assert_eq!(
        (&violation["part"], &violation["schema"]),
        (&json!("request"), &json!("gpd_position_request"))
    );
    assert_eq!(violation["request"], format!("POST {}", positions()));
    body["paymentOption"][0].as_object_mut().unwrap().remove("descriptoin");
    assert_eq!(sandbox.create_with(&body).await.status, 201, "nothing was carried out");
    sandbox.delete("/manopole/schemi.json").send().await.unwrap();
    assert_eq!(report(&sandbox).await["violations"], json!([]));
}

#[tokio::test]
async fn wrong_answers_made_by_knobs_are_not_checked() {
    let sandbox = checking();
    let position = sandbox.create().await;
    sandbox.set_knobs(json!({ "read_override": { "status": "SOMETHING_NEW" } })).await;
    assert_eq!(sandbox.status(&position).await, "SOMETHING_NEW");
    sandbox.set_knobs(json!({ "faults": { "read": { "answer": "html_200", "carried_out": true } } })).await;
    assert_eq!(sandbox.gpd_get(&format!("/{}", position.iupd)).await.status, 200);
    assert_eq!(report(&sandbox).await["violations"], json!([]));
}

#[tokio::test]
async fn nothing_is_checked_without_the_flag() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    body["unknown"] = json!(1);
    sandbox.create_from(&body).await;
    assert_eq!(report(&sandbox).await, json!({ "checked": 0, "violations": [] }));
}

#[tokio::test]
async fn published_description_refuses_what_the_own_schemas_allow() {
    let Some(_) = std::env::var_os("RICARICA_PLATFORM_FILES") else { return };
    let sandbox = checking();
    let mut body = sandbox.body();
    body["validityDate"] = Value::Null;
    assert_eq!(sandbox.create_with(&body).await.status, 500);
    let violation = report(&sandbox).await["violations"][0].clone();
    assert_eq!(violation["schema"], "published description");
    assert!(violation["error"].as_str().unwrap().starts_with("/validityDate"), "{violation}");
}
