//! Where each operation lives. The app builds its requests from these, the gateway its routes.

/// Everything the app calls begins with this; a service worker never caches below it.
pub const API: &str = "/api/v1";

/// `POST`: send a sign-in code by e-mail.
pub const SIGN_IN_CODES: &str = "/api/v1/sign-in-codes";
/// `GET`, `POST`, `DELETE`: who is signed in; sign in; sign out.
pub const SESSION: &str = "/api/v1/session";
/// `GET`: the guardian's accounts.
pub const ACCOUNTS: &str = "/api/v1/accounts";
/// `GET`, `POST`: top-ups, newest first; open one.
pub const TOP_UPS: &str = "/api/v1/top-ups";
/// `GET`, `DELETE`: one top-up; cancel it.
pub const TOP_UP: &str = "/api/v1/top-ups/{top_up_id}";
/// `GET`: the notice that pays a top-up; as a letter with `Accept: application/pdf`.
pub const NOTICE: &str = "/api/v1/top-ups/{top_up_id}/notice";
/// `POST`: send the notice as a letter to the guardian's own address.
pub const NOTICE_EMAILS: &str = "/api/v1/top-ups/{top_up_id}/notice/emails";
/// `GET`: the notice as a letter, for a plain link: a browser that follows one cannot say what it accepts.
pub const LETTER: &str = "/api/v1/top-ups/{top_up_id}/letter";
/// `GET`: how a notice stands, for whoever brings its key as `Authorization: Bearer`; no session needed.
pub const STANDING: &str = "/api/v1/top-ups/{top_up_id}/standing";
/// `POST`: open the payment page for one to five top-ups.
pub const CHECKOUTS: &str = "/api/v1/checkouts";
/// `GET`: what is certain about a checkout, for whoever holds its id.
pub const OUTCOME: &str = "/api/v1/outcomes/{checkout_id}";
/// `GET`: whose service this is.
pub const MUNICIPALITY: &str = "/api/v1/municipality";
/// Its coat of arms, where it has one here.
pub const LOGO: &str = "/api/v1/municipality/logo";
/// `GET`: health (RAC_REST_NAME_011).
pub const STATUS: &str = "/status";
/// `GET`: this contract as an OpenAPI 3 description.
pub const OPENAPI: &str = "/openapi.json";
/// Where the payment page sends the browser back; `{result}` is `ok`, `cancel`, `error` or `waiting`.
pub const RETURNS: &str = "/returns/{checkout_id}/{result}";

/// Name of the header that makes a `POST` safe to repeat (draft-ietf-httpapi-idempotency-key-header).
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// Most top-ups one visit to the payment page may hold: what pagoPA's Checkout takes in one cart.
pub const CHECKOUT_MAX: usize = 5;

/// The path of one top-up.
pub fn top_up(id: &crate::TopUpId) -> String {
    TOP_UP.replace("{top_up_id}", id.as_str())
}

/// The path of a top-up's notice.
pub fn notice(id: &crate::TopUpId) -> String {
    NOTICE.replace("{top_up_id}", id.as_str())
}

/// Where a notice is asked for by e-mail.
pub fn notice_emails(id: &crate::TopUpId) -> String {
    NOTICE_EMAILS.replace("{top_up_id}", id.as_str())
}

/// The path of a notice's letter.
pub fn letter(id: &crate::TopUpId) -> String {
    LETTER.replace("{top_up_id}", id.as_str())
}

/// The path of a notice's standing.
pub fn standing(id: &crate::TopUpId) -> String {
    STANDING.replace("{top_up_id}", id.as_str())
}

/// The path of a checkout's outcome.
pub fn outcome(id: &crate::CheckoutId) -> String {
    OUTCOME.replace("{checkout_id}", id.as_str())
}
