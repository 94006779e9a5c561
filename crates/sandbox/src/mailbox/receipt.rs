//! The platform's own receipt. It goes to the payer's address, which means into the sandbox's mailbox.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox as Address, MultiPart, SinglePart};
use lettre::{Message, message::MessageBuilder};
use maud::DOCTYPE;

use crate::cents::Cents;
use crate::dates;
use crate::digits::in_groups_of_four;
use crate::state::mailbox::mail::Envelope;
use crate::state::registry::notice::NoticeDetails;
use crate::state::registry::payment::Payment;

const SENDER: &str = "ricevute@ambiente-di-prova.example";
const SUBJECT: &str = "Ricevuta di pagamento pagoPA (AMBIENTE DI PROVA)";

#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    #[error("{0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("{0}")]
    Message(#[from] lettre::error::Error),
}

/// One mail for all notices that were paid together.
pub fn envelope(to: &str, paid: &[(NoticeDetails, Payment)]) -> Result<Envelope, ReceiptError> {
    let raw = message(to, paid)?.formatted();
    Ok(Envelope { from: SENDER.to_owned(), to: vec![to.to_owned()], raw })
}

fn message(to: &str, paid: &[(NoticeDetails, Payment)]) -> Result<Message, ReceiptError> {
    let sender: lettre::Address = SENDER.parse()?;
    let builder: MessageBuilder = Message::builder()
        .from(Address::new(Some("pagoPA di prova".to_owned()), sender))
        .to(Address::new(None, to.parse()?))
        .subject(SUBJECT);
    let bodies = MultiPart::alternative()
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text(paid)))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html(paid)));
    Ok(builder.multipart(bodies)?)
}

fn total(paid: &[(NoticeDetails, Payment)]) -> Cents {
    paid.iter().map(|(notice, payment)| notice.amount + payment.fee).sum()
}

fn text(paid: &[(NoticeDetails, Payment)]) -> String {
    let mut text = String::from("AMBIENTE DI PROVA: nessun denaro si è mosso.\n\nHai pagato:\n");
    for (notice, payment) in paid {
        for (label, value) in lines(notice, payment) {
            text.push_str(&format!("\n{label}: {value}"));
        }
        text.push('\n');
    }
    text.push_str(&format!("\nTotale: {}\n", total(paid)));
    text
}

fn html(paid: &[(NoticeDetails, Payment)]) -> String {
    maud::html! {
        (DOCTYPE)
        html lang="it" {
            head { meta charset="utf-8"; title { (SUBJECT) } }
            body {
                p { strong { "AMBIENTE DI PROVA" } ": nessun denaro si è mosso." }
                h1 { "Hai pagato" }
                @for (notice, payment) in paid {
                    table { @for (label, value) in lines(notice, payment) { tr { th { (label) } td { (value) } } } }
                }
                p { "Totale: " strong { (total(paid)) } }
            }
        }
    }
    .into_string()
}

fn lines(notice: &NoticeDetails, payment: &Payment) -> [(&'static str, String); 9] {
    [
        ("Ente creditore", notice.creditor_name.clone()),
        ("Codice fiscale dell’ente", notice.creditor_code.clone()),
        ("Codice avviso", in_groups_of_four(&notice.notice_number)),
        ("Oggetto", notice.description.clone()),
        ("Importo", notice.amount.to_string()),
        ("Commissione", payment.fee.to_string()),
        ("Prestatore del servizio", payment.psp().unwrap_or_default().to_owned()),
        ("Data", dates::format_day_and_time(payment.paid_at)),
        ("Identificativo della ricevuta", payment.receipt_id().unwrap_or_default().to_owned()),
    ]
}
