use serde_json::{Value, json};

use crate::sandbox::{Answer, CREDITOR, Position, Sandbox};

async fn post(sandbox: &Sandbox, rest: &str, body: &Value) -> Answer {
    let path = format!("/gpd/debt-positions-service/v1/organizations/{CREDITOR}/paymentoptions/{rest}");
    let request = sandbox.post(&path).header("Ocp-Apim-Subscription-Key", "sandbox-key").json(body);
    Answer::of(request.send().await.unwrap()).await
}

async fn paid_at(sandbox: &Sandbox, date: &str) -> Position {
    let position = sandbox.create().await;
    let payment = json!({ "pspCompany": "p", "idReceipt": "r", "paymentDate": date, "fee": "150" });
    let paid = post(sandbox, &format!("{}/pay", position.nav), &payment).await;
    assert_eq!((paid.status, &paid.json()["fee"]), (200, &json!(150)), "{}", paid.text);
    position
}

#[tokio::test]
async fn payment_date_is_the_italian_wall_clock() {
    let sandbox = Sandbox::start();
    let cases = [
        ("2026-07-01T00:30:00", "2026-07-01T00:30:00.000000"),
        ("2026-06-30T22:30:00Z", "2026-07-01T00:30:00.000000"),
        ("2026-12-01T00:30:00+01:00", "2026-12-01T00:30:00.000000"),
    ];
    for (given, shown) in cases {
        let read = sandbox.read(&paid_at(&sandbox, given).await.iupd).await;
        assert_eq!(
            (&read["paymentDate"], &read["paymentOption"][0]["paymentDate"]),
            (&json!(shown), &json!(shown))
        );
    }
    let found = |day: &str| format!("?payment_date_from={day}&payment_date_to={day}");
    let listed = sandbox.gpd_get(&found("2026-07-01")).await.json();
    assert_eq!(listed["page_info"]["items_found"], 2);
    assert_eq!(sandbox.gpd_get(&found("2026-06-30")).await.json()["page_info"]["items_found"], 0);
}

#[tokio::test]
async fn counter_payment_shows_the_italian_hour_and_other_dates_the_universal_one() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.counter_pays(&position).await;
    let read = sandbox.read(&position.iupd).await;
    let hour = |field: &str| read[field].as_str().unwrap()[11..13].parse::<i64>().unwrap();
    let ahead = (hour("paymentDate") - hour("insertedDate")).rem_euclid(24);
    assert!((1..=3).contains(&ahead), "{ahead} hours: one or two, and a new hour may have begun");
}

#[tokio::test]
async fn incomplete_payment_is_refused() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let good =
        json!({ "pspCompany": "p", "idReceipt": "r", "paymentDate": "2026-07-01T00:30:00", "fee": "0" });
    for (field, wrong) in [("pspCompany", ""), ("idReceipt", " "), ("paymentDate", "today"), ("fee", "1,50")]
    {
        let mut payment = good.clone();
        payment[field] = json!(wrong);
        assert_eq!(post(&sandbox, &format!("{}/pay", position.nav), &payment).await.status, 400, "{field}");
    }
    assert_eq!(post(&sandbox, "399999999999999999/pay", &good).await.status, 404);
    sandbox.invalidate(&position).await;
    assert_eq!(post(&sandbox, &format!("{}/pay", position.nav), &good).await.status, 422);
}

#[tokio::test]
async fn already_paid_position_has_no_receipt() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let rest = format!("paids/{}", position.nav);
    let paid = post(&sandbox, &rest, &json!({ "paymentDate": "2026-07-01T10:00:00" })).await;
    assert_eq!(paid.status, 200, "{}", paid.text);
    let read = sandbox.read(&position.iupd).await;
    let option = &read["paymentOption"][0];
    assert_eq!(
        (&read["status"], &option["idReceipt"], &option["pspCompany"]),
        (&json!("PAID"), &Value::Null, &Value::Null)
    );
    assert_eq!(post(&sandbox, &rest, &json!({})).await.status, 409);
}

#[tokio::test]
async fn notification_fee_raises_what_the_payer_owes() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let path =
        format!("/gpd/api/v1/organizations/{CREDITOR}/paymentoptions/{}/notificationfee", position.nav);
    let set = async |fee: Value| {
        let request = sandbox.put(&path).header("Ocp-Apim-Subscription-Key", "sandbox-key");
        request.json(&json!({ "notificationFee": fee })).send().await.unwrap().status().as_u16()
    };
    assert_eq!(set(json!(150)).await, 200);
    assert_eq!(set(json!(100)).await, 200);
    assert_eq!(set(json!("much")).await, 400);
    let paid = sandbox.counter_pays(&position).await.json();
    assert_eq!(paid["amount_cents"], position.amount + 100);
    assert_eq!(set(json!(0)).await, 422);
}
