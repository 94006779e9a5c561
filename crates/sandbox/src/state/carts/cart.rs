//! A cart: notices to be paid in one go, and how far its payer has come.

use time::OffsetDateTime;
use uuid::Uuid;

use super::method::Method;
use crate::cents::Cents;
use crate::language::Language;
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::{NoticeDetails, NoticeKey};
use crate::state::registry::payment::LockOwner;

/// A cart that broke no rule of the interface.
#[derive(Debug)]
pub struct NewCart {
    pub notices: Vec<CartNotice>,
    pub email: Option<String>,
    pub id_cart: Option<String>,
    pub return_urls: ReturnUrls,
}

#[derive(Debug, Clone)]
pub struct CartNotice {
    pub key: NoticeKey,
    /// The amount that the creditor expects; the verified amount prevails.
    pub amount: Cents,
    pub company_name: String,
    pub description: String,
}

#[derive(Debug, Clone)]
pub struct ReturnUrls {
    pub ok: String,
    pub cancel: String,
    pub error: String,
    /// Version 2 only.
    pub waiting: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Cart {
    pub id: Uuid,
    pub notices: Vec<CartNotice>,
    /// From the creditor; the payer may write another.
    pub email: Option<String>,
    /// The creditor's own reference, shown on the summary.
    pub id_cart: Option<String>,
    pub return_urls: ReturnUrls,
    pub expires: OffsetDateTime,
    /// The language of its pages, from the address that the payer last opened with one.
    pub language: Language,
    pub payer: Option<Payer>,
    pub chosen: Option<ChosenMethod>,
    pub outcome: Option<Outcome>,
    /// A request is ending it at this moment; others must not.
    pub(super) ending: bool,
}

/// The payer after signing in, and where the receipt goes.
#[derive(Debug, Clone)]
pub struct Payer {
    pub name: Option<String>,
    pub email: String,
}

/// The chosen method, and the notices as they were when the choice locked them.
#[derive(Debug, Clone)]
pub struct ChosenMethod {
    pub method: Method,
    pub notices: Vec<NoticeDetails>,
}

impl ChosenMethod {
    pub fn amount(&self) -> Cents {
        self.notices.iter().map(|notice| notice.amount).sum()
    }

    pub fn total(&self) -> Cents {
        self.amount() + self.method.fee()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Paid,
    /// No money was taken; with the creditor's fault, if that was the reason.
    Refused(Option<Fault>),
    Cancelled,
    /// Ends by itself at the given time.
    InProgress {
        until: OffsetDateTime,
    },
    /// So many notices were paid, counted from the first.
    PartlyPaid {
        paid: usize,
    },
}

impl Cart {
    pub fn new(new: NewCart, expires: OffsetDateTime) -> Self {
        Self {
            id: Uuid::new_v4(),
            notices: new.notices,
            email: new.email,
            id_cart: new.id_cart,
            return_urls: new.return_urls,
            expires,
            language: Language::default(),
            payer: None,
            chosen: None,
            outcome: None,
            ending: false,
        }
    }

    pub fn lock_owner(&self) -> LockOwner {
        LockOwner::Cart(self.id)
    }

    pub fn keys(&self) -> Vec<NoticeKey> {
        self.notices.iter().map(|notice| notice.key.clone()).collect()
    }

    pub fn has_expired(&self, now: OffsetDateTime) -> bool {
        self.outcome.is_none() && now >= self.expires
    }

    /// The address that the payer goes back to. Nothing is appended to it, and it proves nothing.
    /// A cart without an outcome has expired, which is an error (pagopa-checkout-fe, PaymentResponsePage).
    pub fn return_url(&self) -> &str {
        let urls = &self.return_urls;
        match &self.outcome {
            Some(Outcome::Paid) => &urls.ok,
            Some(Outcome::Cancelled) => &urls.cancel,
            Some(Outcome::InProgress { .. }) => urls.waiting.as_ref().unwrap_or(&urls.error),
            Some(Outcome::Refused(_) | Outcome::PartlyPaid { .. }) | None => &urls.error,
        }
    }
}
