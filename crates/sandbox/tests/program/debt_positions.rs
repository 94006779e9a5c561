use std::time::Duration;

use serde_json::{Value, json};

use crate::sandbox::{CREDITOR, Sandbox, in_days, in_millis, positions};

const NOT_UNIQUE: &str = "The debt position violated constraints of uniqueness";

#[tokio::test]
async fn published_position_is_valid_and_reads_back() {
    let sandbox = Sandbox::start();
    let body = sandbox.body();
    let created = sandbox.create_with(&body).await;
    assert_eq!(created.status, 201);
    let created = created.json();
    let iuv = body["paymentOption"][0]["iuv"].as_str().unwrap();
    assert_eq!(created["status"], "VALID");
    assert_eq!(created["fiscalCode"], "RSSMRA80A01H501U");
    assert_eq!(created["paymentOption"][0]["nav"], format!("3{iuv}"));

    let read = sandbox.read(body["iupd"].as_str().unwrap()).await;
    let option = &read["paymentOption"][0];
    assert_eq!(read["status"], "VALID");
    assert_eq!(read["organizationFiscalCode"], CREDITOR);
    assert_eq!(read["paymentDate"], Value::Null);
    assert_eq!(option["status"], "PO_UNPAID");
    assert_eq!(option["amount"], 2500);
    assert_eq!(option["idReceipt"], Value::Null);
    assert_eq!(option["transfer"][0]["status"], "T_UNREPORTED");
}

#[tokio::test]
async fn wrong_or_missing_key_is_refused() {
    let sandbox = Sandbox::start();
    assert_eq!(sandbox.get(&positions()).send().await.unwrap().status(), 401);
    let wrong = sandbox.get(&positions()).header("Ocp-Apim-Subscription-Key", "wrong");
    assert_eq!(wrong.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn request_id_comes_back() {
    let sandbox = Sandbox::start();
    let path = "/gpd/debt-positions-service/v1/info";
    let request =
        sandbox.get(path).header("Ocp-Apim-Subscription-Key", "sandbox-key").header("X-Request-Id", "mine");
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["x-request-id"], "mine");
    assert_eq!(response.json::<Value>().await.unwrap()["name"], "sandbox");
}

/// Sets one value in a good body and expects 400 naming the field.
async fn refused(sandbox: &Sandbox, pointer: &str, value: Value, named: &str) {
    let mut body = sandbox.body();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = body.pointer_mut(parent).unwrap();
    match key.parse::<usize>() {
        Ok(index) => parent[index] = value,
        Err(_) => parent[key] = value,
    }
    let answer = sandbox.create_with(&body).await;
    assert_eq!(answer.status, 400, "{pointer}: {}", answer.text);
    let problem = answer.json();
    assert_eq!(problem["status"], 400);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(named), "{pointer}: {detail}");
}

#[tokio::test]
async fn missing_field_is_named() {
    let sandbox = Sandbox::start();
    for field in ["iupd", "type", "fiscalCode", "fullName", "companyName", "switchToExpired", "paymentOption"]
    {
        refused(&sandbox, &format!("/{field}"), Value::Null, field).await;
    }
    for field in ["iuv", "amount", "description", "isPartialPayment", "dueDate", "transfer"] {
        refused(&sandbox, &format!("/paymentOption/0/{field}"), Value::Null, field).await;
    }
    for field in ["idTransfer", "amount", "remittanceInformation", "category", "iban"] {
        refused(&sandbox, &format!("/paymentOption/0/transfer/0/{field}"), Value::Null, field).await;
    }
}

#[tokio::test]
async fn invalid_value_is_refused() {
    let sandbox = Sandbox::start();
    let long = json!("x".repeat(141));
    let cases = [
        ("/type", json!("X"), "X"),
        ("/country", json!("it"), "country"),
        ("/companyName", long.clone(), "companyName"),
        ("/validityDate", json!("2020-01-01T00:00:00"), "validityDate"),
        ("/validityDate", json!("tomorrow"), "validityDate"),
        ("/paymentOption", json!([]), "paymentOption"),
        ("/paymentOption/0/iuv", json!("0100000000000000X"), "iuv"),
        ("/paymentOption/0/iuv", json!("0100000000000001"), "iuv"),
        ("/paymentOption/0/nav", json!("001000000000000001"), "nav"),
        ("/paymentOption/0/amount", json!(0), "amount"),
        ("/paymentOption/0/amount", json!(-2500), "amount"),
        ("/paymentOption/0/amount", json!(25.00), "25.0"),
        ("/paymentOption/0/amount", json!("2500"), "2500"),
        ("/paymentOption/0/amount", json!(2501), "2501"),
        ("/paymentOption/0/description", long.clone(), "description"),
        ("/paymentOption/0/dueDate", json!("2020-01-01T00:00:00"), "dueDate"),
        ("/paymentOption/0/dueDate", json!("2099-01-01"), "dueDate"),
        ("/paymentOption/0/dueDate", json!("2099-01-01T00:00:00+01:00"), "dueDate"),
        ("/paymentOption/0/retentionDate", json!(in_days(1)), "retentionDate"),
        ("/paymentOption/0/transfer/0/idTransfer", json!("6"), "idTransfer"),
        ("/paymentOption/0/transfer/0/iban", json!("IT 00"), "iban"),
        ("/paymentOption/0/transfer/0/category", json!(" "), "category"),
        ("/paymentOption/0/transfer/0/remittanceInformation", long, "remittanceInformation"),
        (
            "/paymentOption/0/transfer/0/stamp",
            json!({ "hashDocument": "x", "stampType": "01", "provincialResidence": "AO" }),
            "both",
        ),
        (
            "/paymentOption/0/paymentOptionMetadata",
            json!([{ "key": "a", "value": "1" }, { "key": "a", "value": "2" }]),
            "paymentOptionMetadata",
        ),
    ];
    for (pointer, value, named) in cases {
        refused(&sandbox, pointer, value, named).await;
    }
    let unreadable = sandbox.post(&positions()).header("Ocp-Apim-Subscription-Key", "sandbox-key").body("{");
    assert_eq!(unreadable.send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn transfers_must_add_up_to_the_amount() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    let second = json!({
        "idTransfer": "2", "amount": 100, "remittanceInformation": "x", "category": "9/0301105TS/",
        "iban": "IT0000000000000000000000000", "organizationFiscalCode": "12345678901",
    });
    body["paymentOption"][0]["transfer"].as_array_mut().unwrap().push(second);
    assert_eq!(sandbox.create_with(&body).await.status, 400);
    body["paymentOption"][0]["transfer"][0]["amount"] = json!(2400);
    assert_eq!(sandbox.create_with(&body).await.status, 201);
}

#[tokio::test]
async fn stamp_replaces_the_iban() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    let transfer = &mut body["paymentOption"][0]["transfer"][0];
    transfer["iban"] = Value::Null;
    transfer["stamp"] = json!({ "hashDocument": "abc", "stampType": "01", "provincialResidence": "AO" });
    assert_eq!(sandbox.create_with(&body).await.status, 201);
}

#[tokio::test]
async fn identifier_and_iuv_are_used_once() {
    let sandbox = Sandbox::start();
    let first = sandbox.body();
    assert_eq!(sandbox.create_with(&first).await.status, 201);
    let again = sandbox.create_with(&first).await;
    assert_eq!((again.status, again.json()["title"].as_str()), (409, Some(NOT_UNIQUE)));

    let mut same_iupd = sandbox.body();
    same_iupd["iupd"] = first["iupd"].clone();
    assert_eq!(sandbox.create_with(&same_iupd).await.status, 409);

    let mut same_iuv = sandbox.body();
    same_iuv["paymentOption"][0]["iuv"] = first["paymentOption"][0]["iuv"].clone();
    assert_eq!(sandbox.create_with(&same_iuv).await.status, 409);
    let absent = sandbox.gpd_get(&format!("/{}", same_iuv["iupd"].as_str().unwrap())).await;
    assert_eq!(absent.status, 404, "a refused position must not exist");
    assert_eq!(absent.json()["title"], "Not found the debt position");
}

#[tokio::test]
async fn draft_is_published_once() {
    let sandbox = Sandbox::start();
    let body = sandbox.body();
    let iupd = body["iupd"].as_str().unwrap();
    assert_eq!(sandbox.gpd_post("", &body).await.json()["status"], "DRAFT");
    assert_eq!(sandbox.gpd_post(&format!("/{iupd}/invalidate"), &json!({})).await.status, 409);
    let published = sandbox.gpd_post(&format!("/{iupd}/publish"), &json!({})).await;
    assert_eq!((published.status, published.json()["status"].as_str()), (200, Some("VALID")));
    assert_eq!(sandbox.gpd_post(&format!("/{iupd}/publish"), &json!({})).await.status, 409);
}

#[tokio::test]
async fn future_validity_is_published_then_valid() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    body["validityDate"] = json!(in_millis(1500));
    let position = sandbox.create_from(&body).await;
    assert_eq!(sandbox.status(&position).await, "PUBLISHED");
    assert_eq!(sandbox.counter_pays(&position).await.json()["code"], "PAA_PAGAMENTO_SCONOSCIUTO");
    sandbox.becomes(&position, "VALID").await;
}

#[tokio::test]
async fn invalidated_position_stays_invalid() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let answer = sandbox.invalidate(&position).await;
    assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("INVALID")));
    assert_eq!(sandbox.status(&position).await, "INVALID");
    assert_eq!(sandbox.invalidate(&position).await.status, 409);
    let unknown = sandbox.gpd_post("/nobody/invalidate", &json!({})).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn only_position_with_switch_to_expired_expires() {
    let sandbox = Sandbox::start();
    let mut switched = sandbox.body();
    switched["paymentOption"][0]["dueDate"] = json!(in_millis(800));
    let mut lasting = sandbox.body();
    lasting["switchToExpired"] = json!(false);
    lasting["paymentOption"][0]["dueDate"] = json!(in_millis(800));
    let (switched, lasting) = (sandbox.create_from(&switched).await, sandbox.create_from(&lasting).await);
    sandbox.becomes(&switched, "EXPIRED").await;
    assert_eq!(sandbox.status(&lasting).await, "VALID");
    assert_eq!(sandbox.invalidate(&switched).await.status, 409);
    assert_eq!(sandbox.counter_pays(&switched).await.json()["code"], "PAA_PAGAMENTO_SCADUTO");
    assert_eq!(sandbox.counter_pays(&lasting).await.status, 200);
}

#[tokio::test]
async fn paid_position_shows_its_payment() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let paid = sandbox.counter_pays(&position).await.json();
    let read = sandbox.read(&position.iupd).await;
    let option = &read["paymentOption"][0];
    assert_eq!(read["status"], "PAID");
    assert_eq!(option["status"], "PO_PAID");
    assert_eq!(option["idReceipt"], paid["receipt"]);
    assert_eq!(option["fee"], 200);
    assert_eq!(option["pspCompany"], "Tabaccheria di prova");
    assert!(read["paymentDate"].is_string() && option["paymentDate"] == read["paymentDate"]);
    assert_eq!(sandbox.invalidate(&position).await.status, 409);
    let deletion = sandbox.delete(&format!("{}/{}", positions(), position.iupd));
    let deleted = deletion.header("Ocp-Apim-Subscription-Key", "sandbox-key").send().await.unwrap();
    assert_eq!(deleted.status(), 409);
}

#[tokio::test]
async fn paid_position_is_reported_after_report_seconds() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "report_seconds": 1 })).await;
    let position = sandbox.create().await;
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
    assert_eq!(sandbox.status(&position).await, "PAID");
    sandbox.becomes(&position, "REPORTED").await;
    let option = sandbox.read(&position.iupd).await["paymentOption"][0].clone();
    assert_eq!(option["status"], "PO_REPORTED");
    assert!(option["idFlowReporting"].is_string());
    assert_eq!(option["transfer"][0]["status"], "T_REPORTED");
}

#[tokio::test]
async fn all_instalments_pay_the_position() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    let mut other = sandbox.body()["paymentOption"][0].clone();
    body["paymentOption"][0]["isPartialPayment"] = json!(true);
    other["isPartialPayment"] = json!(true);
    body["paymentOption"].as_array_mut().unwrap().push(other.clone());
    let position = sandbox.create_from(&body).await;
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
    assert_eq!(sandbox.status(&position).await, "PARTIALLY_PAID");
    let second = format!("3{}", other["iuv"].as_str().unwrap());
    let paid = sandbox.counter(json!({ "notice_number": second, "creditor_code": CREDITOR })).await;
    assert_eq!(paid.status, 200);
    assert_eq!(sandbox.status(&position).await, "PAID");
}

#[tokio::test]
async fn unpaid_position_is_updated_and_deleted() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    let position = sandbox.create_from(&body).await;
    let path = format!("{}/{}", positions(), position.iupd);
    body["paymentOption"][0]["amount"] = json!(3000);
    body["paymentOption"][0]["transfer"][0]["amount"] = json!(3000);
    let key = ("Ocp-Apim-Subscription-Key", "sandbox-key");
    let update = sandbox.put(&format!("{path}?toPublish=true")).header(key.0, key.1).json(&body);
    assert_eq!(update.send().await.unwrap().status(), 200);
    assert_eq!(sandbox.read(&position.iupd).await["paymentOption"][0]["amount"], 3000);
    assert_eq!(sandbox.delete(&path).header(key.0, key.1).send().await.unwrap().status(), 200);
    assert_eq!(sandbox.gpd_get(&format!("/{}", position.iupd)).await.status, 404);
    assert_eq!(sandbox.counter_pays(&position).await.status, 404);
}

#[tokio::test]
async fn list_is_paged_and_filtered() {
    let sandbox = Sandbox::start();
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(sandbox.create().await);
    }
    assert_eq!(sandbox.invalidate(&made[1]).await.status, 200);
    let iupds = |page: &Value| -> Vec<String> {
        let list = page["payment_position_list"].as_array().unwrap();
        list.iter().map(|position| position["iupd"].as_str().unwrap().to_owned()).collect()
    };
    let page = sandbox.gpd_get("?limit=2&page=1").await.json();
    assert_eq!(iupds(&page), [made[2].iupd.clone(), made[1].iupd.clone()], "newest first");
    assert_eq!(page["page_info"], json!({ "page": 1, "limit": 2, "items_found": 5, "total_pages": 3 }));
    let invalid = sandbox.gpd_get("?status=INVALID").await.json();
    assert_eq!(iupds(&invalid), [made[1].iupd.clone()]);
    let ordered = sandbox.gpd_get("?orderby=IUPD&ordering=ASC&limit=50").await.json();
    assert_eq!(iupds(&ordered), made.iter().map(|position| position.iupd.clone()).collect::<Vec<_>>());
    assert_eq!(sandbox.gpd_get("?limit=51").await.status, 400);
    assert_eq!(sandbox.gpd_get("?due_date_from=2020-01-01&due_date_to=2020-12-31").await.status, 400);
    assert_eq!(sandbox.gpd_get("?due_date_from=2020-01-01").await.json()["page_info"]["items_found"], 0);
}

#[tokio::test]
async fn late_payment_is_visible_later() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "late_seconds": 2 })).await;
    let position = sandbox.create().await;
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
    let read = sandbox.read(&position.iupd).await;
    assert_eq!((read["status"].as_str(), read["paymentDate"].as_str()), (Some("VALID"), None));
    assert_eq!(sandbox.counter_pays(&position).await.json()["code"], "PAA_PAGAMENTO_DUPLICATO");
    assert_eq!(sandbox.invalidate(&position).await.status, 409, "money has been taken");
    tokio::time::sleep(Duration::from_millis(200)).await;
    sandbox.becomes(&position, "PAID").await;
}
