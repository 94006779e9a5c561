//! Letters to guardians, in their language.
//!
//! What lives here: what the letters say, and the sending of them over SMTP.
//! What must not: rules, routes. Who may use it: `service` (codes), `server` (the receipts' loop).

pub mod letters;
pub mod mailer;

use contract::Language;

use crate::service::Service;

/// Sends a sign-in code, on its own: whoever asked for it does not learn from the time whether it was sent.
/// A code is never written down, so it is tried a few times and then given up: the guardian asks again.
pub fn send_code(service: &Service, email: String, language: Language, code: String) {
    let service = service.clone();
    tokio::spawn(async move {
        let letter = letters::code(service.config(), language, &code);
        let mut pause = std::time::Duration::from_millis(500);
        for last in [false, false, true] {
            match mailer::send(&service, &email, &letter).await {
                Ok(()) => return,
                Err(error) if last => tracing::error!(%error, "a sign-in code could not be sent"),
                Err(error) => tracing::warn!(%error, "a sign-in code could not be sent, trying again"),
            }
            tokio::time::sleep(pause).await;
            pause *= 4;
        }
    });
}
