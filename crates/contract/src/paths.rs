//! The path of each operation. The app builds its requests from them; a test of the gateway compares its routes with them.

/// Prefix of all API paths. The service worker never caches below it.
pub const API: &str = "/api/v1";

/// `POST`: send a sign-in code by e-mail.
pub const SIGN_IN_CODES: &str = "/api/v1/sign-in-codes";
/// `GET`, `POST`, `DELETE`: the session; sign in; sign out.
pub const SESSION: &str = "/api/v1/session";
/// `GET`: the guardian's profile.
pub const PROFILE: &str = "/api/v1/me";
/// `PUT`: the language of mails and letters.
pub const MAIL_LANGUAGE: &str = "/api/v1/me/mail-language";
/// `POST`: send a code to a new address.
pub const EMAIL_CHANGES: &str = "/api/v1/me/email-changes";
/// `PUT`: take the new address, with its code.
pub const EMAIL: &str = "/api/v1/me/email";
/// `GET`, `DELETE`: the guardian's sessions; end all of them.
pub const OPEN_SESSIONS: &str = "/api/v1/me/sessions";
/// `DELETE`: end one session.
pub const OPEN_SESSION: &str = "/api/v1/me/sessions/{session_id}";
/// `GET`: everything that is kept of the guardian, as a file.
pub const MY_DATA: &str = "/api/v1/me/data";
/// `POST`: ask the office for erasure.
pub const ERASURE_REQUESTS: &str = "/api/v1/me/erasure-requests";
/// `GET`: the guardian's accounts.
pub const ACCOUNTS: &str = "/api/v1/accounts";
/// `GET`, `POST`: top-ups, newest first; open one.
pub const TOP_UPS: &str = "/api/v1/top-ups";
/// `GET`, `DELETE`: one top-up; cancel it.
pub const TOP_UP: &str = "/api/v1/top-ups/{top_up_id}";
/// `GET`: the notice of a top-up, as JSON.
pub const NOTICE: &str = "/api/v1/top-ups/{top_up_id}/notice";
/// `POST`: mail the letter to the guardian's own address.
pub const NOTICE_EMAILS: &str = "/api/v1/top-ups/{top_up_id}/notice/emails";
/// `GET`: the letter, as PDF.
pub const LETTER: &str = "/api/v1/top-ups/{top_up_id}/letter";
/// `GET`: the receipt of a credited top-up, as PDF.
pub const RECEIPT: &str = "/api/v1/top-ups/{top_up_id}/receipt";
/// `POST`: mail the receipt to the guardian's own address.
pub const RECEIPT_EMAILS: &str = "/api/v1/top-ups/{top_up_id}/receipt/emails";
/// `GET`: the status of a notice, with its key as `Authorization: Bearer` and without a session.
pub const NOTICE_STATUS: &str = "/api/v1/top-ups/{top_up_id}/status";
/// `POST`: the key of the link by which somebody else opens a top-up's notice.
pub const NOTICE_LINKS: &str = "/api/v1/top-ups/{top_up_id}/links";
/// `GET`: a notice by a link, with the link's key as `Authorization: Bearer` and without a session.
pub const SHARED_NOTICE: &str = "/api/v1/shared-notices/{top_up_id}";
/// `GET`: its letter, as PDF, with the same key.
pub const SHARED_LETTER: &str = "/api/v1/shared-notices/{top_up_id}/letter";
/// `POST`: open the payment page for it, with the same key.
pub const SHARED_CHECKOUTS: &str = "/api/v1/shared-notices/{top_up_id}/checkouts";
/// `GET`: the years that have a statement for the tax return.
pub const STATEMENTS: &str = "/api/v1/statements";
/// `GET`: the statement of a year, as PDF.
pub const STATEMENT: &str = "/api/v1/statements/{year}";
/// `GET`: top-ups and what the office charged, by day, a page at a time.
pub const MOVEMENTS: &str = "/api/v1/movements";
/// `GET`: the same as one CSV file.
pub const MOVEMENTS_FILE: &str = "/api/v1/movements.csv";
/// `POST`: open the payment page for one to five top-ups.
pub const CHECKOUTS: &str = "/api/v1/checkouts";
/// `GET`: the outcome of a checkout, without a session.
pub const OUTCOME: &str = "/api/v1/outcomes/{checkout_id}";
/// `POST`: rate a paid checkout, without a session.
pub const RATINGS: &str = "/api/v1/outcomes/{checkout_id}/ratings";
/// `GET`: the municipality.
pub const MUNICIPALITY: &str = "/api/v1/municipality";
/// `GET`: its coat of arms, if one is configured.
pub const LOGO: &str = "/api/v1/municipality/logo";
/// `GET`: health (RAC_REST_NAME_011).
pub const STATUS: &str = "/status";
/// `GET`: this contract as an OpenAPI 3 description.
pub const OPENAPI: &str = "/openapi.json";
/// `GET`: the payment page redirects here; `{result}` is `ok`, `cancel`, `error` or `waiting`.
pub const RETURNS: &str = "/returns/{checkout_id}/{result}";

/// The header that makes a `POST` safe to repeat (draft-ietf-httpapi-idempotency-key-header).
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// Maximum of top-ups in one checkout: what pagoPA's Checkout accepts in a cart.
pub const CHECKOUT_MAX: usize = 5;

/// The path of one top-up.
pub fn top_up(id: &crate::TopUpId) -> String {
    filled(TOP_UP, id.as_str())
}

/// The path of one session.
pub fn open_session(id: &crate::SessionId) -> String {
    filled(OPEN_SESSION, id.as_str())
}

/// The path of a top-up's notice.
pub fn notice(id: &crate::TopUpId) -> String {
    filled(NOTICE, id.as_str())
}

/// The path for mailing a top-up's letter.
pub fn notice_emails(id: &crate::TopUpId) -> String {
    filled(NOTICE_EMAILS, id.as_str())
}

/// The path of a top-up's letter.
pub fn letter(id: &crate::TopUpId) -> String {
    filled(LETTER, id.as_str())
}

/// The path of a top-up's receipt.
pub fn receipt(id: &crate::TopUpId) -> String {
    filled(RECEIPT, id.as_str())
}

/// The path for mailing a top-up's receipt.
pub fn receipt_emails(id: &crate::TopUpId) -> String {
    filled(RECEIPT_EMAILS, id.as_str())
}

/// The path of a notice's status.
pub fn notice_status(id: &crate::TopUpId) -> String {
    filled(NOTICE_STATUS, id.as_str())
}

/// The path for the link of a top-up's notice.
pub fn notice_links(id: &crate::TopUpId) -> String {
    filled(NOTICE_LINKS, id.as_str())
}

/// The path of a shared notice.
pub fn shared_notice(id: &crate::TopUpId) -> String {
    filled(SHARED_NOTICE, id.as_str())
}

/// The path of a shared notice's letter.
pub fn shared_letter(id: &crate::TopUpId) -> String {
    filled(SHARED_LETTER, id.as_str())
}

/// The path for paying a shared notice online.
pub fn shared_checkouts(id: &crate::TopUpId) -> String {
    filled(SHARED_CHECKOUTS, id.as_str())
}

/// The path of a year's statement.
pub fn statement(year: crate::Year) -> String {
    filled(STATEMENT, &year.to_string())
}

/// The path of a checkout's outcome.
pub fn outcome(id: &crate::CheckoutId) -> String {
    filled(OUTCOME, id.as_str())
}

/// The path for rating a paid checkout.
pub fn ratings(id: &crate::CheckoutId) -> String {
    filled(RATINGS, id.as_str())
}

/// A path with its one parameter filled in. `str::replace` would add a kilobyte of code that the app uses nowhere else.
fn filled(path: &str, id: &str) -> String {
    match (path.split_once('{'), path.split_once('}')) {
        (Some((before, _)), Some((_, after))) => [before, id, after].concat(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_of_a_path_is_filled_in() {
        let id = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
        let (top_up_id, checkout_id, session_id) =
            (id.parse().unwrap(), id.parse().unwrap(), id.parse().unwrap());
        let paths = [
            (TOP_UP, top_up(&top_up_id)),
            (NOTICE, notice(&top_up_id)),
            (NOTICE_EMAILS, notice_emails(&top_up_id)),
            (LETTER, letter(&top_up_id)),
            (RECEIPT, receipt(&top_up_id)),
            (RECEIPT_EMAILS, receipt_emails(&top_up_id)),
            (NOTICE_STATUS, notice_status(&top_up_id)),
            (NOTICE_LINKS, notice_links(&top_up_id)),
            (SHARED_NOTICE, shared_notice(&top_up_id)),
            (SHARED_LETTER, shared_letter(&top_up_id)),
            (SHARED_CHECKOUTS, shared_checkouts(&top_up_id)),
            (OUTCOME, outcome(&checkout_id)),
            (RATINGS, ratings(&checkout_id)),
            (OPEN_SESSION, open_session(&session_id)),
        ];
        for (path, filled) in paths {
            let expected = ["{top_up_id}", "{checkout_id}", "{session_id}"]
                .iter()
                .fold(path.to_owned(), |path, name| path.replace(name, id));
            assert_eq!(filled, expected);
            assert!(filled.contains(id), "{filled}");
        }
    }
}
