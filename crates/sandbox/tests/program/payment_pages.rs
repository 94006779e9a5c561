use std::time::Duration;

use serde_json::json;

use crate::{
    sandbox::{Answer, CANCEL, ERROR, OK, PAYER, Sandbox, WAITING},
    without_pages::end_by_json,
};

fn leads_to(page: &str, url: &str) {
    let link = format!("<a class=\"button primary\" href=\"{url}\">Torna al sito dell’ente</a>");
    assert!(page.contains(&link), "{page}");
}

fn title(page: &str) -> &str {
    page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap()
}

#[tokio::test]
async fn sign_in_page_shows_the_hinted_way_and_a_link_to_the_other() {
    let sandbox = Sandbox::start();
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    let both = sandbox.page(&cart).await;
    let spid = sandbox.page(&format!("{cart}?accesso=spid")).await;
    let email = sandbox.page(&format!("{cart}?accesso=email")).await;
    assert!(both.contains("Entra con SPID") && both.contains("Continua con l’e-mail"));
    assert!(spid.contains("Entra con SPID") && !spid.contains("Continua con l’e-mail"));
    assert!(spid.contains("Usa l’e-mail invece di SPID"));
    assert!(email.contains("Continua con l’e-mail") && !email.contains("Entra con SPID"));
    assert!(email.contains("Usa SPID invece dell’e-mail"));
    assert!(email.contains(&format!("value=\"{PAYER}\"")), "the cart's address is filled in");
}

#[tokio::test]
async fn hint_parameter_is_configurable() {
    let sandbox = Sandbox::start_with(&["--hint-parameter", "idp"]);
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    assert!(!sandbox.page(&format!("{cart}?idp=spid")).await.contains("Continua con l’e-mail"));
    assert!(sandbox.page(&format!("{cart}?accesso=spid")).await.contains("Continua con l’e-mail"));
}

#[tokio::test]
async fn wrong_email_is_asked_again() {
    let sandbox = Sandbox::start();
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    for wrong in ["", "maria", "maria@", "a b@c.it"] {
        let answer = sandbox.form(&format!("{cart}/email"), &[("email", wrong)]).await;
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(answer.text.contains("role=\"alert\""));
    }
}

#[tokio::test]
async fn later_pages_need_sign_in_first() {
    let sandbox = Sandbox::start();
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    for step in ["metodo", "carta", "conto", "mybank", "mybank/banca", "altri", "riepilogo"] {
        let answer = Answer::of(sandbox.get(&format!("{cart}/{step}")).send().await.unwrap()).await;
        assert_eq!(answer.location.as_deref(), Some(cart.as_str()), "{step}");
    }
    let forced = sandbox.form(&format!("{cart}/riepilogo"), &[("esito", "paga")]).await;
    assert_eq!(forced.location.as_deref(), Some(cart.as_str()));
    sandbox.sign_in(&cart).await;
    let forced = sandbox.form(&format!("{cart}/riepilogo"), &[("esito", "paga")]).await;
    assert_eq!(forced.location, Some(format!("{cart}/metodo")), "no method, no payment");
}

#[tokio::test]
async fn spid_signs_in_and_its_failure_offers_the_email() {
    let sandbox = Sandbox::start();
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    assert!(sandbox.page(&format!("{cart}/spid")).await.contains("Entra come Maria Prova"));
    let failed = sandbox.form(&format!("{cart}/spid"), &[("identita", "errore")]).await;
    let back = sandbox.page(&failed.location.unwrap()).await;
    assert!(back.contains("SPID non è riuscito") && back.contains("Continua con l’e-mail"));
    let entered = sandbox.form(&format!("{cart}/spid"), &[("identita", "maria")]).await;
    assert_eq!(entered.location, Some(format!("{cart}/metodo")));
    sandbox.form(&format!("{cart}/metodo"), &[("metodo", "satispay")]).await;
    let summary = sandbox.page(&format!("{cart}/riepilogo")).await;
    assert!(summary.contains("Maria Prova") && summary.contains(PAYER));
}

#[tokio::test]
async fn three_kinds_of_payment_are_offered() {
    let sandbox = Sandbox::start();
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    sandbox.sign_in(&cart).await;
    let page = sandbox.page(&format!("{cart}/metodo")).await;
    assert_eq!(title(&page), "Come vuoi pagare?");
    for label in ["Carta di credito o debito", "Conto corrente", "Altri metodi di pagamento"] {
        assert!(page.contains(label), "{label}");
    }
    let card = sandbox.page(&format!("{cart}/carta")).await;
    assert!(["Visa", "Mastercard", "American Express"].iter().all(|circuit| card.contains(circuit)));
    let account = sandbox.page(&format!("{cart}/conto")).await;
    assert!(account.contains("Banca Alpina di prova") && account.contains("MyBank"));
    let mybank = sandbox.page(&format!("{cart}/mybank")).await;
    assert!(mybank.contains("25,00 €") && mybank.contains("Prosegui") && !mybank.contains("<select"));
    let banks = sandbox.page(&format!("{cart}/mybank/banca")).await;
    assert!(banks.contains("<select") && banks.contains("Banca Cervino di prova"));
    let others = sandbox.page(&format!("{cart}/altri")).await;
    assert!(["Satispay", "PayPal", "BANCOMAT Pay"].iter().all(|app| others.contains(app)));
}

#[tokio::test]
async fn summary_has_the_fee_of_the_method() {
    let sandbox = Sandbox::start();
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    sandbox.sign_in(&cart).await;
    let methods = [
        ("carta", "26,50 €"),
        ("conto:alpina", "26,00 €"),
        ("mybank:cervino", "26,00 €"),
        ("satispay", "26,00 €"),
        ("paypal", "26,20 €"),
        ("bancomatpay", "25,70 €"),
    ];
    for (method, total) in methods {
        let chosen = sandbox.form(&format!("{cart}/metodo"), &[("metodo", method)]).await;
        assert_eq!(chosen.status, 303, "{method}");
        let summary = sandbox.page(&format!("{cart}/riepilogo")).await;
        assert!(summary.contains(total) && summary.contains("Comune di Prova"), "{method}");
    }
    for wrong in ["", "mybank:", "conto:cervino", "cash"] {
        let answer = sandbox.form(&format!("{cart}/metodo"), &[("metodo", wrong)]).await;
        assert_eq!(answer.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn paid_cart_returns_ok_and_mails_the_receipt() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    let page = sandbox.end(&cart, &[("esito", "paga")]).await;
    assert_eq!(title(&page), "Hai pagato");
    leads_to(&page, OK);
    let read = sandbox.read(&position.iupd).await;
    assert_eq!(read["status"], "PAID");
    let option = &read["paymentOption"][0];
    assert_eq!(
        (option["fee"].as_u64(), option["pspCompany"].as_str()),
        (Some(150), Some("Circuito Carte di prova"))
    );
    let mails = sandbox.mails(PAYER).await;
    assert_eq!(mails.len(), 1);
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.contains("25,00 €") && text.contains(option["idReceipt"].as_str().unwrap()));
}

#[tokio::test]
async fn refused_cart_returns_error_and_unlocks_the_notice() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    let page = sandbox.end(&cart, &[("esito", "rifiuta")]).await;
    assert_eq!(title(&page), "Pagamento rifiutato");
    leads_to(&page, ERROR);
    assert_eq!(sandbox.status(&position).await, "VALID");
    assert!(sandbox.mails(PAYER).await.is_empty());
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
}

#[tokio::test]
async fn refused_notice_stays_locked_for_refused_lock_seconds() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "refused_lock_seconds": 1 })).await;
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    sandbox.end(&cart, &[("esito", "rifiuta")]).await;
    assert_eq!(sandbox.counter_pays(&position).await.json()["code"], "PAA_PAGAMENTO_IN_CORSO");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
}

#[tokio::test]
async fn cart_is_cancelled_from_any_page() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    for cart in [sandbox.cart(&[&position]).await, sandbox.cart_at_summary(&[&position]).await] {
        let cancelled = sandbox.form(&format!("{cart}/annulla"), &[]).await;
        assert_eq!(cancelled.location, Some(format!("{cart}/esito")));
        let page = sandbox.page(&format!("{cart}/esito")).await;
        assert_eq!(title(&page), "Pagamento annullato");
        leads_to(&page, CANCEL);
    }
    assert_eq!(sandbox.status(&position).await, "VALID");
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
}

#[tokio::test]
async fn payment_in_progress_returns_waiting_locks_and_is_paid_later() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    let page = sandbox.end(&cart, &[("esito", "in_corso"), ("poi", "pagato"), ("secondi", "1")]).await;
    assert_eq!(title(&page), "Pagamento in corso");
    leads_to(&page, WAITING);
    assert_eq!(sandbox.status(&position).await, "VALID");
    assert_eq!(sandbox.counter_pays(&position).await.json()["code"], "PAA_PAGAMENTO_IN_CORSO");
    assert_eq!(sandbox.post_cart(&sandbox.cart_body(&[&position])).await.status, 422);
    assert!(sandbox.mails(PAYER).await.is_empty());
    sandbox.becomes(&position, "PAID").await;
    assert_eq!(sandbox.mails(PAYER).await.len(), 1);
    leads_to(&sandbox.page(&format!("{cart}/esito")).await, OK);
}

#[tokio::test]
async fn payment_in_progress_may_be_refused_later() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    sandbox.end(&cart, &[("esito", "in_corso"), ("poi", "rifiutato"), ("secondi", "1")]).await;
    tokio::time::sleep(Duration::from_millis(1300)).await;
    leads_to(&sandbox.page(&format!("{cart}/esito")).await, ERROR);
    assert_eq!(sandbox.status(&position).await, "VALID");
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
}

#[tokio::test]
async fn version_one_in_progress_returns_error() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let body = sandbox.cart_body(&[&position]);
    let created = Answer::of(sandbox.post("/checkout/ec/v1/carts").json(&body).send().await.unwrap()).await;
    let location = created.location.unwrap();
    let id = location.split("/carts/").nth(1).unwrap().split('/').next().unwrap();
    let ended =
        end_by_json(&sandbox, &format!("/c/{id}"), json!({ "outcome": "in_progress", "after_seconds": 60 }))
            .await;
    assert_eq!(ended.json()["return_url"], ERROR);
}

#[tokio::test]
async fn invalidated_debt_is_not_paid_by_a_payment_in_progress() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    sandbox.end(&cart, &[("esito", "in_corso"), ("poi", "pagato"), ("secondi", "1")]).await;
    assert_eq!(sandbox.invalidate(&position).await.status, 200);
    tokio::time::sleep(Duration::from_millis(1300)).await;
    assert_eq!(sandbox.status(&position).await, "INVALID");
    let page = sandbox.page(&format!("{cart}/esito")).await;
    assert!(page.contains("PAA_PAGAMENTO_ANNULLATO"));
    leads_to(&page, ERROR);
}

#[tokio::test]
async fn several_notices_are_paid_with_one_fee_and_one_receipt() {
    let sandbox = Sandbox::start();
    let (first, second) = (sandbox.create().await, sandbox.create().await);
    let cart = sandbox.cart_at_summary(&[&first, &second]).await;
    assert!(sandbox.page(&format!("{cart}/riepilogo")).await.contains("51,50 €"));
    leads_to(&sandbox.end(&cart, &[("esito", "paga")]).await, OK);
    let fees = [&first, &second].map(|position| position.iupd.clone());
    let mut total = 0;
    for iupd in fees {
        let read = sandbox.read(&iupd).await;
        assert_eq!(read["status"], "PAID");
        total += read["paymentOption"][0]["fee"].as_u64().unwrap();
    }
    assert_eq!(total, 150);
    let mails = sandbox.mails(PAYER).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0]["text"].as_str().unwrap().contains("Totale: 51,50 €"));
}

#[tokio::test]
async fn partly_paid_cart_returns_error_and_unlocks_the_rest() {
    let sandbox = Sandbox::start();
    let (first, second) = (sandbox.create().await, sandbox.create().await);
    let cart = sandbox.cart_at_summary(&[&first, &second]).await;
    let page = sandbox.end(&cart, &[("esito", "parziale")]).await;
    assert_eq!(title(&page), "Pagamento riuscito in parte");
    leads_to(&page, ERROR);
    assert_eq!(sandbox.status(&first).await, "PAID");
    assert_eq!(sandbox.status(&second).await, "VALID");
    assert_eq!(sandbox.counter_pays(&second).await.status, 200);
}

#[tokio::test]
async fn cart_with_one_notice_cannot_be_partly_paid() {
    let sandbox = Sandbox::start();
    let (first, second) = (sandbox.create().await, sandbox.create().await);
    let one = sandbox.cart_at_summary(&[&first]).await;
    assert!(!sandbox.page(&format!("{one}/riepilogo")).await.contains("Simula pagamento parziale"));
    let third = sandbox.create().await;
    let two = sandbox.cart_at_summary(&[&second, &third]).await;
    assert!(sandbox.page(&format!("{two}/riepilogo")).await.contains("Simula pagamento parziale"));
}

#[tokio::test]
async fn second_cart_finds_the_notice_locked_then_paid() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let (first, second) = (sandbox.cart(&[&position]).await, sandbox.cart(&[&position]).await);
    for cart in [&first, &second] {
        sandbox.sign_in(cart).await;
    }
    assert_eq!(sandbox.form(&format!("{first}/metodo"), &[("metodo", "carta")]).await.status, 303);
    let locked = sandbox.form(&format!("{second}/metodo"), &[("metodo", "carta")]).await;
    assert_eq!(locked.status, 409);
    assert!(locked.text.contains("PAA_PAGAMENTO_IN_CORSO"));
    sandbox.end(&first, &[("esito", "paga")]).await;
    let paid = sandbox.form(&format!("{second}/metodo"), &[("metodo", "carta")]).await;
    assert!(paid.text.contains("PAA_PAGAMENTO_DUPLICATO"));
}

#[tokio::test]
async fn ended_cart_cannot_be_ended_again() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    sandbox.end(&cart, &[("esito", "paga")]).await;
    for (step, fields) in
        [("riepilogo", vec![("esito", "rifiuta")]), ("annulla", vec![]), ("email", vec![("email", PAYER)])]
    {
        let answer = sandbox.form(&format!("{cart}/{step}"), &fields).await;
        assert_eq!(answer.location, Some(format!("{cart}/esito")), "{step}");
    }
    leads_to(&sandbox.page(&format!("{cart}/esito")).await, OK);
    assert_eq!(sandbox.mails(PAYER).await.len(), 1);
}

#[tokio::test]
async fn four_presses_pay_once() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    let path = format!("{cart}/riepilogo");
    let press = || sandbox.form(&path, &[("esito", "paga")]);
    tokio::join!(press(), press(), press(), press());
    leads_to(&sandbox.page(&format!("{cart}/esito")).await, OK);
    assert_eq!(sandbox.mails(PAYER).await.len(), 1);
}

#[tokio::test]
async fn expired_cart_returns_error_and_unlocks_the_notice() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "cart_seconds": 1 })).await;
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    assert_eq!(sandbox.counter_pays(&position).await.json()["code"], "PAA_PAGAMENTO_IN_CORSO");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let late = sandbox.form(&format!("{cart}/riepilogo"), &[("esito", "paga")]).await;
    assert_eq!(late.location, Some(format!("{cart}/esito")));
    let page = sandbox.page(&format!("{cart}/esito")).await;
    assert_eq!(title(&page), "Sessione scaduta");
    leads_to(&page, ERROR);
    assert_eq!(sandbox.status(&position).await, "VALID");
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
}

#[tokio::test]
async fn payment_started_before_the_due_date_may_end_after_it() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    body["paymentOption"][0]["dueDate"] = json!(crate::sandbox::in_millis(900));
    let position = sandbox.create_from(&body).await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    sandbox.becomes(&position, "EXPIRED").await;
    leads_to(&sandbox.end(&cart, &[("esito", "paga")]).await, OK);
    assert_eq!(sandbox.status(&position).await, "PAID");
}
