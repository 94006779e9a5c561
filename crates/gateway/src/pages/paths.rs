//! Where each page is, and which addresses of the app lead to the sign-in page.

/// `GET`, `POST`: the e-mail address.
pub const SIGN_IN: &str = "/accesso";
/// `GET`, `POST`: the code.
pub const CODE: &str = "/accesso/codice";
/// `POST`: another code.
pub const RESEND: &str = "/accesso/nuovo-codice";
/// `POST`: another address.
pub const CHANGE_EMAIL: &str = "/accesso/cambia-indirizzo";
/// `POST`: the language.
pub const LANGUAGE: &str = "/accesso/lingua";
/// `GET`: the municipality's colours, as a style sheet.
pub const COLOURS: &str = "/accesso/colori.css";
/// `GET`: questions and answers. With a session the app answers.
pub const HELP: &str = "/aiuto";

/// In the query, with `1`: the session has ended while the guardian was at work.
pub const ENDED: &str = "fine";
/// Another code was asked for.
pub const SENT_AGAIN: &str = "nuovo";
/// Too many codes were asked for.
pub const TOO_MANY: &str = "troppe";
/// The browser has brought no challenge: it keeps no cookies, or too old a page was opened.
pub const WITHOUT_COOKIES: &str = "prova";

/// Whether the pages answer at this path, whoever asks.
pub fn is_page(path: &str) -> bool {
    path.strip_prefix(SIGN_IN).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the app shows nothing at this path without a session. The outcome of a payment and a saved notice are shown
/// to everybody. `public/boot.js` has the same list.
pub fn needs_session(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    matches!(
        (parts.next(), parts.next(), parts.next()),
        (None, ..)
            | (Some("ricarica"), _, None)
            | (Some("avviso"), Some(_), None)
            | (Some("storico"), None, _)
    )
}

/// Whether another answer is given there with a session than without.
pub fn depends_on_session(path: &str) -> bool {
    path == HELP || needs_session(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_in_pages_are_the_gateways_with_all_below() {
        assert!(
            [SIGN_IN, CODE, RESEND, CHANGE_EMAIL, LANGUAGE, COLOURS, "/accesso/x"].into_iter().all(is_page)
        );
        assert!(["/", "/accessori", "/aiuto", "/x/accesso"].into_iter().all(|path| !is_page(path)));
    }

    #[test]
    fn an_outcome_and_a_saved_notice_need_no_session() {
        for path in ["/", "/ricarica", "/ricarica/", "/ricarica/A", "/avviso/T", "/storico", "/storico/"] {
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
