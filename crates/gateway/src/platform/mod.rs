//! The payment platforms' protocols, behind one trait.
//!
//! How each platform opens, reads and invalidates debt positions and opens its payment page. The states of a top-up are
//! in `service`, which uses this module.

pub mod measured;
pub mod pagopa_gpd;

use contract::{Language, PaymentMeans, SignInHint};
use futures_util::future::BoxFuture;
use pagopa::{Amount, NoticeNumber, PersonCode};
use std::time::Duration;
use url::Url;

use crate::{clock::Moment, health::PlatformService, queue::QueueState};

/// The future of a platform's answer.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, PlatformError>>;

/// A platform at which debt positions are opened, read and cancelled, and payers pay them.
pub trait PaymentPlatform: Send + Sync {
    /// Opens a debt position that can be paid at once. Safe to repeat: an equal one that is there already is success. It is
    /// opened only if the platform says so: every other answer is an error, after which it may exist or not.
    fn open<'a>(&'a self, position: &'a NewPosition) -> Answer<'a, Opened>;

    /// Reads its status; `None` if the platform has no such position.
    fn read<'a>(&'a self, iupd: &'a str) -> Answer<'a, Option<Position>>;

    /// The positions of this creditor that were made at or after this moment, by this gateway or other software.
    fn made_since(&self, since: Moment) -> Answer<'_, Vec<Listed>>;

    /// One position as the list has it; `None` if there is none.
    fn look_up<'a>(&'a self, iupd: &'a str) -> Answer<'a, Option<Listed>>;

    /// Cancels it. Safe to repeat.
    fn invalidate<'a>(&'a self, iupd: &'a str) -> Answer<'a, Invalidated>;

    /// Makes a cart and returns the address of its payment page. A repeated call makes another cart, which does no
    /// harm: a notice is paid once.
    fn open_cart<'a>(&'a self, cart: &'a NewCart) -> Answer<'a, Url>;

    /// The same payment page with another way of signing in, or in another language.
    fn entry_url(&self, page: Url, sign_in: SignInHint, language: Language) -> Url;

    /// The notice as the platform prints it; an error if it prints none.
    fn letter<'a>(&'a self, letter: &'a NewLetter) -> Answer<'a, Vec<u8>>;

    /// How the platform answered the last calls.
    fn health(&self) -> contract::Health;

    /// The services that cannot be used with this configuration, each with the reason.
    fn misconfigured(&self) -> Vec<(PlatformService, String)>;

    /// Whether debt positions can be read now. After failures the platform is left alone for a while.
    fn is_available(&self) -> bool;

    /// The services that are used, and whether requests to them are sent now.
    fn availability(&self) -> Vec<(PlatformService, bool)>;

    /// Who waits for the services that are used.
    fn queues(&self) -> Vec<QueueState>;
}

/// A debt position to be opened.
#[derive(Debug, Clone)]
pub struct NewPosition {
    /// The gateway's name for it, at most 50 characters: the creditor's code, a dash, the top-up's id.
    pub iupd: String,
    pub notice_number: NoticeNumber,
    pub debtor_code: PersonCode,
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
    /// It exists already under this name. Reading it shows with which number and amount.
    Before,
    /// The number belongs to another position: another number is needed.
    NumberTaken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalidated {
    Done,
    /// Its status forbids it; reading it shows why.
    Forbidden,
    /// The platform has no such position.
    Absent,
}

/// A debt position as the platform reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    pub status: PositionStatus,
    pub amount: Amount,
    pub notice_number: NoticeNumber,
    /// The day until which it can be paid, if the platform names one.
    pub due_date: Option<contract::Date>,
}

/// A debt position in the platform's list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub iupd: String,
    pub position: Position,
    pub subject: String,
    pub made_at: Option<Moment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PositionStatus {
    /// Known, not payable yet.
    Draft,
    Payable,
    Paid(Payment),
    /// The due date passed. The creditor may still postpone it, and a payment may still arrive.
    Expired,
    Invalid,
    PartlyPaid,
    /// A status that this version does not know.
    Unknown(String),
}

/// A payment as the platform reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    pub receipt_id: String,
    /// `None` if the platform names no moment that can be read.
    pub paid_at: Option<Moment>,
    /// `None` if the platform does not say, or in a word that is not known to this version.
    pub means: Option<PaymentMeans>,
    /// The payment service provider.
    pub provider: Option<String>,
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

/// The addresses of the payment page's redirect.
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
    pub debtor_code: PersonCode,
    /// At most 70 characters.
    pub debtor_name: String,
    /// With Poste's slip.
    pub postal: bool,
}

/// Why a call failed.
///
/// Only a refusal with 400, 409 or 422 in the platform's own form is about the request itself. After every other error the
/// same request may succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlatformError {
    /// No answer, or an answer that means "later".
    #[error("the platform does not answer: {cause}")]
    Down {
        cause: String,
        /// The pause that the platform asked for.
        retry_after: Option<Duration>,
    },
    /// The platform refuses the key (401 or 403).
    #[error("the platform refuses the key: HTTP {0}")]
    KeyRefused(u16),
    /// Something else answered: a proxy, a page, another service at the configured address.
    #[error("the answer is not the platform's: HTTP {status}, {what}")]
    NotThePlatform { status: u16, what: String },
    /// The platform refuses this request, in its own form.
    #[error("the platform refused ({status}): {detail}")]
    Refused { status: u16, detail: String },
    /// The answer is the platform's, but a value in it cannot be right.
    #[error("the platform's answer is not valid: {0}")]
    Malformed(String),
    /// It would send the browser to a host that the configuration does not allow.
    #[error("the platform redirects to a host that is not allowed: {0}")]
    ForeignHost(String),
}

impl PlatformError {
    pub fn down(cause: impl Into<String>) -> Self {
        Self::Down { cause: cause.into(), retry_after: None }
    }

    /// The request itself is wrong, and would be refused again.
    pub const fn is_about_the_request(&self) -> bool {
        matches!(self, Self::Refused { status: 400 | 409 | 422, .. })
    }

    /// The pause that the platform asked for.
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Down { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}
