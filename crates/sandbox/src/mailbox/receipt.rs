//! The platform's own receipt, mailed to the payer: into the sandbox's mailbox, nowhere else.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox as Address, MultiPart, SinglePart};
use lettre::{Message, message::MessageBuilder};
use maud::{DOCTYPE, html};

use super::store::Envelope;
use crate::clock;
use crate::euro::Cents;
use crate::pages::layout::grouped;
use crate::registry::payment::{Payment, Shown};
use crate::world::{SharedWorld, now};

const SENDER: &str = "ricevute@ambiente-di-prova.example";
const SUBJECT: &str = "Ricevuta di pagamento pagoPA (AMBIENTE DI PROVA)";

#[derive(Debug, thiserror::Error)]
enum CannotWrite {
    #[error("{0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("{0}")]
    Message(#[from] lettre::error::Error),
}

/// One message for all that was paid in one go; two, when the knob says so.
pub fn mail(world: &SharedWorld, to: &str, paid: &[(Shown, Payment)]) {
    let message = match write(to, paid) {
        Ok(message) => message,
        Err(error) => {
            tracing::warn!(%error, "the receipt could not be written");
            return;
        }
    };
    let envelope = Envelope { from: SENDER.to_owned(), to: vec![to.to_owned()], raw: message.formatted() };
    let copies = if world.knobs().duplicate_receipts { 2 } else { 1 };
    for _ in 0..copies {
        world.mailbox().deliver(&envelope, now());
    }
}

fn write(to: &str, paid: &[(Shown, Payment)]) -> Result<Message, CannotWrite> {
    let sender: lettre::Address = SENDER.parse()?;
    let builder: MessageBuilder = Message::builder()
        .from(Address::new(Some("pagoPA di prova".to_owned()), sender))
        .to(Address::new(None, to.parse()?))
        .subject(SUBJECT);
    let bodies = MultiPart::alternative()
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text(paid)))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(page(paid)));
    Ok(builder.multipart(bodies)?)
}

fn total(paid: &[(Shown, Payment)]) -> Cents {
    paid.iter().map(|(shown, payment)| shown.amount + payment.fee).sum()
}

fn text(paid: &[(Shown, Payment)]) -> String {
    let mut text = String::from("AMBIENTE DI PROVA: nessun denaro si è mosso.\n\nHai pagato:\n");
    for (shown, payment) in paid {
        for (label, value) in lines(shown, payment) {
            text.push_str(&format!("\n{label}: {value}"));
        }
        text.push('\n');
    }
    text.push_str(&format!("\nTotale: {}\n", total(paid)));
    text
}

fn page(paid: &[(Shown, Payment)]) -> String {
    html! {
        (DOCTYPE)
        html lang="it" {
            head { meta charset="utf-8"; title { (SUBJECT) } }
            body {
                p { strong { "AMBIENTE DI PROVA" } ": nessun denaro si è mosso." }
                h1 { "Hai pagato" }
                @for (shown, payment) in paid {
                    table { @for (label, value) in lines(shown, payment) { tr { th { (label) } td { (value) } } } }
                }
                p { "Totale: " strong { (total(paid)) } }
            }
        }
    }
    .into_string()
}

fn lines(shown: &Shown, payment: &Payment) -> [(&'static str, String); 9] {
    [
        ("Ente creditore", shown.creditor_name.clone()),
        ("Codice fiscale dell’ente", shown.creditor_code.clone()),
        ("Codice avviso", grouped(&shown.notice_number)),
        ("Oggetto", shown.description.clone()),
        ("Importo", shown.amount.to_string()),
        ("Commissione", payment.fee.to_string()),
        ("Prestatore del servizio", payment.psp.clone()),
        ("Data", clock::day_and_hour(payment.at)),
        ("Identificativo della ricevuta", payment.receipt.clone()),
    ]
}
