//! The home page: what the sandbox is, what it is not, and links to its parts.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::page::Page;
use crate::state::carts::Carts;
use crate::state::mailbox::Mailbox;
use crate::state::registry::Registry;
use crate::state::shared::Shared;

pub async fn show(
    State(registry): State<Shared<Registry>>,
    State(carts): State<Shared<Carts>>,
    State(mailbox): State<Shared<Mailbox>>,
) -> Response {
    let (positions, carts, mails) = (registry.lock().len(), carts.lock().len(), mailbox.lock().len());
    let content = html! {
        p { "Questo è un sostituto della piattaforma dei pagamenti, per dimostrazioni e prove. Parla i suoi protocolli e ne mostra le pagine; non è pagoPA, non è collegato a nessuna banca e non conserva nulla dopo lo spegnimento." }
        p { strong { "Non scrivere qui dati veri: " } "né carte, né credenziali, né nomi di persone." }
        ul.parts {
            li { a href="/sportello" { "Sportello" } br; "Paga un avviso come farebbe un tabaccaio: codice QR incollato, fotografato, o numeri scritti a mano." }
            li { a href="/posta" { "Posta" } br; "I messaggi spediti: codici di accesso e ricevute. Ora sono " (mails) "." }
            li { a href="/manopole" { "Manopole" } br; "Rende la piattaforma lenta, guasta, in ritardo, smemorata." }
        }
        h2 { "Le pagine di pagamento" }
        p { "Si aprono da un carrello, non da qui: " code { "POST /checkout/ec/v2/carts" } ". Carrelli ricordati: " (carts) "." }
        h2 { "Le posizioni debitorie" }
        p { code { "/gpd/debt-positions-service/v1" } ", con l’intestazione " code { "Ocp-Apim-Subscription-Key" } ". Posizioni: " (positions) "." }
    };
    Page::new("Piattaforma dei pagamenti di prova").render(content)
}
