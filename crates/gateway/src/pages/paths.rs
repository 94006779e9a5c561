//! The addresses of the pages, and the addresses of the app that need a session.

/// `GET`, `POST`: the e-mail address.
pub const SIGN_IN: &str = "/accesso";
/// `GET`, `POST`: the code.
pub const CODE: &str = "/accesso/codice";
/// `POST`: another code.
pub const RESEND: &str = "/accesso/nuovo-codice";
/// `POST`: another address.
pub const CHANGE_EMAIL: &str = "/accesso/cambia-indirizzo";
/// `GET`, `POST`: a message to the office of a person whose address it does not have.
pub const OFFICE: &str = "/accesso/ufficio";
/// `GET`: the message was taken.
pub const OFFICE_SENT: &str = "/accesso/ufficio/inviato";
/// `POST`: the language.
pub const LANGUAGE: &str = "/accesso/lingua";
/// `GET`: questions and answers. With a session the app answers.
pub const HELP: &str = "/aiuto";

/// In the query, with `1`: the session ended while the app was in use; with [`SIGNED_OUT`]: the guardian has signed out.
pub const ENDED: &str = "fine";
pub const SIGNED_OUT: &str = "uscita";
/// In the query: another code was requested.
pub const SENT_AGAIN: &str = "nuovo";
/// In the query: too many codes were requested.
pub const TOO_MANY: &str = "troppe";
/// In the query: the request had no challenge cookie. The browser stores no cookies, or the address is an old one.
pub const WITHOUT_COOKIES: &str = "prova";

/// Whether the pages answer at this path, with or without a session.
pub fn is_page(path: &str) -> bool {
    path.strip_prefix(SIGN_IN).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether this path of the app needs a session. The outcome of a payment and the counter's screen do not. `public/boot.js`
/// has the same list.
pub fn needs_session(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    matches!(
        (parts.next(), parts.next(), parts.next()),
        (None, ..)
            | (Some("ricarica"), _, None)
            | (Some("avviso"), Some(_), None)
            | (Some("avvisi" | "storico" | "profilo"), None, _)
    )
}

/// Whether the answer at this path depends on the session.
pub fn depends_on_session(path: &str) -> bool {
    path == HELP || needs_session(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateway_answers_at_the_sign_in_page_and_below() {
        assert!(
            [SIGN_IN, CODE, RESEND, CHANGE_EMAIL, OFFICE, OFFICE_SENT, LANGUAGE, "/accesso/x"]
                .into_iter()
                .all(is_page)
        );
        assert!(["/", "/accessori", "/aiuto", "/x/accesso"].into_iter().all(|path| !is_page(path)));
    }

    #[test]
    fn an_outcome_and_the_counter_need_no_session() {
        for path in [
            "/",
            "/ricarica",
            "/ricarica/",
            "/ricarica/A",
            "/avviso/T",
            "/avvisi",
            "/storico",
            "/storico/",
            "/profilo",
        ] {
            assert!(needs_session(path), "{path}");
        }
        for path in [
            "/esito/C",
            "/sportello",
            "/sportello/T",
            "/aiuto",
            "/avviso",
            "/ricarica/A/B",
            "/storico/x",
            "/x",
        ] {
            assert!(!needs_session(path), "{path}");
        }
    }
}
