//! The way in: what the sandbox is, what it is not, and where its rooms are.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::layout::Page;
use crate::world::SharedWorld;

pub async fn show(State(world): State<SharedWorld>) -> Response {
    let (positions, carts, mails) = (world.registry().len(), world.carts().len(), world.mailbox().len());
    let content = html! {
        p { "Questo è un sostituto della piattaforma dei pagamenti, per dimostrazioni e prove. Parla i suoi protocolli e ne mostra le pagine; non è pagoPA, non è collegato a nessuna banca e non conserva nulla dopo lo spegnimento." }
        p { strong { "Non scrivere qui dati veri: " } "né carte, né credenziali, né nomi di persone." }
        ul.rooms {
            li { a href="/sportello" { "Sportello" } br; "Paga un avviso come farebbe un tabaccaio: codice QR incollato, fotografato, o numeri scritti a mano." }
            li { a href="/posta" { "Posta" } br; "I messaggi spediti: codici di accesso e ricevute. Ora sono " (mails) "." }
            li { a href="/manopole" { "Manopole" } br; "Rende la piattaforma lenta, guasta, in ritardo, smemorata." }
        }
        h2 { "Le pagine di pagamento" }
        p { "Si aprono da un carrello, non da qui: " code { "POST /checkout/ec/v2/carts" } ". Carrelli ricordati: " (carts) "." }
        h2 { "Le posizioni debitorie" }
        p { code { "/gpd/debt-positions-service/v1" } ", con l’intestazione " code { "Ocp-Apim-Subscription-Key" } ". Posizioni: " (positions) "." }
    };
    Page::new("Piattaforma dei pagamenti di prova").show(content)
}

pub async fn not_found() -> Response {
    missing("Qui non c’è niente.")
}

pub fn missing(sentence: &str) -> Response {
    Page::new("Pagina non trovata").status(StatusCode::NOT_FOUND).show(html! {
        p { (sentence) }
        p { a href="/" { "Torna all’inizio" } }
    })
}
