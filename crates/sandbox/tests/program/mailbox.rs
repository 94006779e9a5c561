use lettre::message::{MultiPart, header::ContentType};
use lettre::{Message, SmtpTransport, Transport};
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

fn transport(sandbox: &Sandbox) -> SmtpTransport {
    SmtpTransport::builder_dangerous("127.0.0.1").port(sandbox.smtp_port).build()
}

fn mail(to: &str, subject: &str, text: &str) -> Message {
    Message::builder()
        .from("Mense <mense@comune.example>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(text.to_owned())
        .unwrap()
}

#[tokio::test]
async fn sent_mail_is_listed_with_its_text_and_links() {
    let sandbox = Sandbox::start();
    let text =
        "Il tuo codice è 123456.\n\n.una riga col punto\nVai a https://mense.example/accesso?c=1&d=2.\n";
    transport(&sandbox).send(&mail("Maria <Maria@Prova.example>", "Codice d'accesso è qui", text)).unwrap();
    let mails = sandbox.mails("maria@prova.example").await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0]["subject"], "Codice d'accesso è qui");
    assert_eq!(mails[0]["from"], "mense@comune.example");
    assert_eq!(mails[0]["to"], json!(["maria@prova.example"]));
    assert_eq!(mails[0]["text"].as_str().unwrap().trim(), text.trim());
    assert_eq!(mails[0]["links"], json!(["https://mense.example/accesso?c=1&d=2"]));
    assert_eq!(mails[0].get("html"), None);
    assert!(mails[0]["received_at"].as_str().unwrap().ends_with('Z'));
}

#[tokio::test]
async fn html_is_listed_beside_the_text() {
    let sandbox = Sandbox::start();
    let message = Message::builder()
        .from("a@b.example".parse().unwrap())
        .to("c@d.example".parse().unwrap())
        .subject("Due parti")
        .multipart(MultiPart::alternative_plain_html("testo".to_owned(), "<p>pagina</p>".to_owned()))
        .unwrap();
    transport(&sandbox).send(&message).unwrap();
    let mails = sandbox.mails("c@d.example").await;
    assert_eq!(mails[0]["text"].as_str().unwrap().trim(), "testo");
    assert!(mails[0]["html"].as_str().unwrap().contains("<p>pagina</p>"));
}

#[tokio::test]
async fn newest_mail_is_first_and_recipients_are_separate() {
    let sandbox = Sandbox::start();
    let transport = transport(&sandbox);
    for (to, subject) in [("a@x.example", "uno"), ("b@x.example", "due"), ("a@x.example", "tre")] {
        transport.send(&mail(to, subject, "testo")).unwrap();
    }
    let subjects = |mails: &[Value]| -> Vec<String> {
        mails.iter().map(|mail| mail["subject"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(subjects(&sandbox.mails("a@x.example").await), ["tre", "uno"]);
    let all: Vec<Value> = sandbox.get("/posta.json").send().await.unwrap().json().await.unwrap();
    assert_eq!(subjects(&all), ["tre", "due", "uno"]);
    assert!(sandbox.mails("nobody@x.example").await.is_empty());
}

#[tokio::test]
async fn mail_page_shows_the_headers() {
    let sandbox = Sandbox::start();
    transport(&sandbox).send(&mail("a@x.example", "Prova <b>", "https://ente.example/x")).unwrap();
    let list = sandbox.page("/posta").await;
    assert!(list.contains("Prova &lt;b&gt;"));
    let link = list.split("href=\"/posta/").nth(1).unwrap().split('"').next().unwrap();
    let page = sandbox.page(&format!("/posta/{link}")).await;
    assert!(page.contains("<a href=\"https://ente.example/x\">"));
    assert!(page.contains("Intestazioni") && page.contains("Content-Type"));
}

#[tokio::test]
async fn emptied_mailbox_is_empty() {
    let sandbox = Sandbox::start();
    transport(&sandbox).send(&mail("a@x.example", "uno", "testo")).unwrap();
    assert_eq!(sandbox.delete("/posta.json").send().await.unwrap().status(), 204);
    assert!(sandbox.mails("a@x.example").await.is_empty());
    assert!(sandbox.page("/posta").await.contains("Nessun messaggio"));
}

#[tokio::test]
async fn mail_server_that_is_down_accepts_nothing() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "smtp_down": true })).await;
    assert!(transport(&sandbox).send(&mail("a@x.example", "uno", "testo")).is_err());
    sandbox.set_knobs(json!({})).await;
    transport(&sandbox).send(&mail("a@x.example", "due", "testo")).unwrap();
    assert_eq!(sandbox.mails("a@x.example").await.len(), 1);
}

#[tokio::test]
async fn greylisted_mailbox_takes_the_mail_after_its_time() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "smtp_greylist_seconds": 1 })).await;
    let transport = transport(&sandbox);
    let refused = transport.send(&mail("a@x.example", "uno", "testo")).unwrap_err();
    assert!(refused.is_transient(), "{refused}");
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    transport.send(&mail("A@x.example", "uno", "testo")).unwrap();
    // Each mailbox has a time of its own.
    assert!(transport.send(&mail("b@x.example", "uno", "testo")).is_err());
    assert_eq!(sandbox.mails("a@x.example").await.len(), 1);
}

#[tokio::test]
async fn mailbox_that_does_not_exist_is_refused_for_good_and_others_are_not() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "smtp_refused": "a@x.example" })).await;
    let transport = transport(&sandbox);
    let refused = transport.send(&mail("a@x.example", "uno", "testo")).unwrap_err();
    assert!(refused.is_permanent() && refused.to_string().contains("a@x.example"), "{refused}");
    transport.send(&mail("b@x.example", "uno", "testo")).unwrap();
}

#[tokio::test]
async fn oversized_mail_is_refused() {
    let sandbox = Sandbox::start();
    let line = format!("{}\n", "x".repeat(900));
    let refused = transport(&sandbox).send(&mail("a@x.example", "grande", &line.repeat(12_000)));
    assert!(refused.unwrap_err().to_string().contains("552"));
    assert!(sandbox.mails("a@x.example").await.is_empty());
}
