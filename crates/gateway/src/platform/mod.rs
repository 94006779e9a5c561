//! The payment platforms' protocols, behind one trait.
//!
//! What lives here: how each platform says "open, read, invalidate, take the payer there".
//! What must not: SQL, cookies, what a top-up goes through (`service`). Who may use it: `service`, `server`.

pub mod pagopa_gpd;

use contract::{Language, SignInHint};
use futures_util::future::BoxFuture;
use pagopa::{Amount, FiscalCode, NoticeNumber};
use url::Url;

use crate::clock::Moment;

/// What a platform answers, some day.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, PlatformError>>;

/// A place where debt positions are opened, read and called off, and payers are taken to pay them.
pub trait PaymentPlatform: Send + Sync {
    /// Opens a debt position that can be paid at once. Safe to repeat: an equal one that is there already is success.
    fn open<'a>(&'a self, position: &'a NewPosition) -> Answer<'a, Opened>;

    /// Reads how it stands.
    fn read<'a>(&'a self, iupd: &'a str) -> Answer<'a, Position>;

    /// Calls it off. Safe to repeat.
    fn invalidate<'a>(&'a self, iupd: &'a str) -> Answer<'a, Invalidated>;

    /// Makes a cart and says where the browser goes. Not idempotent, and harmless: a notice is paid once.
    fn open_cart<'a>(&'a self, cart: &'a NewCart) -> Answer<'a, Url>;

    /// The same payment page for somebody who now wants to enter otherwise, or in another language.
    fn entrance(&self, page: Url, sign_in: SignInHint, language: Language) -> Url;

    /// The notice as the platform prints it; an error where it prints none.
    fn letter<'a>(&'a self, letter: &'a NewLetter) -> Answer<'a, Vec<u8>>;

    /// How it was when last called.
    fn health(&self) -> contract::Health;
}

/// A debt position to be opened.
#[derive(Debug, Clone)]
pub struct NewPosition {
    /// Our own name for it, at most 50 characters: the creditor's code, a dash, the top-up's id.
    pub iupd: String,
    pub notice_number: NoticeNumber,
    pub debtor_code: FiscalCode,
    pub debtor_name: String,
    pub amount: Amount,
    /// At most 140 characters.
    pub subject: String,
    /// `YYYY-MM-DD`; payable until the end of that day.
    pub due_date: contract::Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    Now,
    /// It was there already, equal in all that matters.
    Before,
    /// The name or the number is taken by something else: another number is needed.
    NumberTaken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalidated {
    Done,
    /// Its state forbids it; reading it tells why.
    Forbidden,
}

/// How a debt position stands at the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    pub standing: Standing,
    pub amount: Amount,
    pub notice_number: NoticeNumber,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Known, not payable yet.
    Draft,
    Payable,
    Paid {
        receipt_id: String,
        paid_at: Moment,
    },
    Expired,
    Invalid,
    /// Paid in part, or a state this version does not know.
    Anomalous,
}

/// One to five notices to be paid at once.
#[derive(Debug, Clone)]
pub struct NewCart {
    pub items: Vec<CartItem>,
    /// Prefills the payment page.
    pub email: Option<String>,
    pub sign_in: SignInHint,
    pub language: Language,
    pub returns: ReturnUrls,
}

#[derive(Debug, Clone)]
pub struct CartItem {
    pub notice_number: NoticeNumber,
    pub amount: Amount,
    pub subject: String,
}

/// Where the payment page sends the browser back.
#[derive(Debug, Clone)]
pub struct ReturnUrls {
    pub ok: String,
    pub cancel: String,
    pub error: String,
    pub waiting: String,
}

/// A notice to be printed.
#[derive(Debug, Clone)]
pub struct NewLetter {
    pub notice_number: NoticeNumber,
    pub amount: Amount,
    /// At most 90 characters.
    pub subject: String,
    /// `DD/MM/YYYY`
    pub due: String,
    pub debtor_code: FiscalCode,
    /// At most 70 characters.
    pub debtor_name: String,
    /// With Poste's slip.
    pub postal: bool,
}

/// Why a platform did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlatformError {
    /// No answer, or an answer that says "not now": worth trying again.
    #[error("the platform does not answer: {0}")]
    Down(String),
    /// It answered no: trying the same again is no use.
    #[error("the platform refused ({status}): {detail}")]
    Refused { status: u16, detail: String },
    /// It answered with something its own description does not allow.
    #[error("the platform's answer makes no sense: {0}")]
    Nonsense(String),
    /// It would send the browser to a host that the configuration does not allow.
    #[error("the platform redirects to a host that is not allowed: {0}")]
    ForeignHost(String),
}
