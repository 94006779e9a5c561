//! A cart: notices to be paid in one go, and how far its payer has come.

use std::collections::{HashMap, VecDeque};

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::body::{CartNotice, CartRequest, ReturnUrls};
use crate::euro::Cents;
use crate::language::Language;
use crate::pay::method::Method;
use crate::registry::payment::{Fault, Holder, NoticeKey, Shown};

/// An expired cart is remembered this long, to lead a late payer back to the creditor.
const REMEMBERED: Duration = Duration::hours(1);

#[derive(Debug, Clone)]
pub struct Cart {
    pub id: Uuid,
    pub notices: Vec<CartNotice>,
    /// What the creditor proposes; the payer may write another.
    pub email: Option<String>,
    pub id_cart: Option<String>,
    pub returns: ReturnUrls,
    pub expires: OffsetDateTime,
    /// What its pages speak, once the payer came with one.
    pub language: Language,
    pub payer: Option<Payer>,
    pub chosen: Option<Chosen>,
    pub outcome: Option<Outcome>,
    /// Somebody is ending it at this moment.
    ending: bool,
}

/// Who has come in, and where the receipt goes.
#[derive(Debug, Clone)]
pub struct Payer {
    pub name: Option<String>,
    pub email: String,
}

/// The chosen method and, since the notices are locked from here on, what they turned out to be.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub method: Method,
    pub shown: Vec<Shown>,
}

impl Chosen {
    pub fn amount(&self) -> Cents {
        self.shown.iter().map(|shown| shown.amount).sum()
    }

    pub fn total(&self) -> Cents {
        self.amount() + self.method.fee()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Paid,
    /// Nothing was taken; the fault, when it was one of the creditor's.
    Refused(Option<Fault>),
    Cancelled,
    /// Resolves by itself at the given time.
    InProgress {
        until: OffsetDateTime,
    },
    /// The first notices were paid, the others not.
    PartlyPaid {
        paid: usize,
    },
}

impl Cart {
    pub fn new(request: CartRequest, expires: OffsetDateTime) -> Self {
        Self {
            id: Uuid::new_v4(),
            notices: request.notices,
            email: request.email,
            id_cart: request.id_cart,
            returns: request.returns,
            expires,
            language: Language::default(),
            payer: None,
            chosen: None,
            outcome: None,
            ending: false,
        }
    }

    pub fn holder(&self) -> Holder {
        Holder::Cart(self.id)
    }

    pub fn keys(&self) -> Vec<NoticeKey> {
        self.notices.iter().map(|notice| notice.key.clone()).collect()
    }

    pub fn has_expired(&self, now: OffsetDateTime) -> bool {
        self.outcome.is_none() && now >= self.expires
    }

    /// Where the payer goes back to: nothing is appended, and the address proves nothing.
    /// A cart without an outcome has expired: that is an error (pagopa-checkout-fe, PaymentResponsePage).
    pub fn return_url(&self) -> &str {
        let returns = &self.returns;
        match &self.outcome {
            Some(Outcome::Paid) => &returns.ok,
            Some(Outcome::Cancelled) => &returns.cancel,
            Some(Outcome::InProgress { .. }) => returns.waiting.as_ref().unwrap_or(&returns.error),
            Some(Outcome::Refused(_) | Outcome::PartlyPaid { .. }) | None => &returns.error,
        }
    }
}

#[derive(Default)]
pub struct Carts {
    carts: HashMap<Uuid, Cart>,
    by_age: VecDeque<(OffsetDateTime, Uuid)>,
}

impl Carts {
    pub fn put(&mut self, cart: Cart, now: OffsetDateTime) {
        while let Some((expired, id)) = self.by_age.front().copied()
            && expired + REMEMBERED < now
        {
            self.by_age.pop_front();
            self.carts.remove(&id);
        }
        self.by_age.push_back((cart.expires, cart.id));
        self.carts.insert(cart.id, cart);
    }

    pub fn get(&self, id: Uuid) -> Option<&Cart> {
        self.carts.get(&id)
    }

    pub fn get_mut(&mut self, id: Uuid) -> Option<&mut Cart> {
        self.carts.get_mut(&id)
    }

    /// The right to end a cart: given once, and not for an expired or ended one.
    pub fn claim(&mut self, id: Uuid, now: OffsetDateTime) -> Option<Cart> {
        let cart = self.carts.get_mut(&id)?;
        if cart.ending || cart.outcome.is_some() || cart.has_expired(now) {
            return None;
        }
        cart.ending = true;
        Some(cart.clone())
    }

    pub fn conclude(&mut self, id: Uuid, outcome: Outcome) {
        if let Some(cart) = self.carts.get_mut(&id) {
            cart.outcome = Some(outcome);
        }
    }

    pub fn len(&self) -> usize {
        self.carts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(carts: &mut Carts, now: OffsetDateTime) -> Uuid {
        let returns =
            ReturnUrls { ok: String::new(), cancel: String::new(), error: String::new(), waiting: None };
        let request = CartRequest { notices: Vec::new(), email: None, id_cart: None, returns };
        let cart = Cart::new(request, now + Duration::minutes(10));
        let id = cart.id;
        carts.put(cart, now);
        id
    }

    #[test]
    fn right_to_end_a_cart_is_given_once() {
        let (mut carts, now) = (Carts::default(), OffsetDateTime::UNIX_EPOCH);
        let id = stored(&mut carts, now);
        assert!(carts.claim(id, now).is_some());
        assert!(carts.claim(id, now).is_none(), "somebody is ending it");
        carts.conclude(id, Outcome::Cancelled);
        assert!(carts.claim(id, now).is_none(), "it has ended");
    }

    #[test]
    fn expired_cart_cannot_be_ended() {
        let (mut carts, now) = (Carts::default(), OffsetDateTime::UNIX_EPOCH);
        let id = stored(&mut carts, now);
        assert!(carts.claim(id, now + Duration::minutes(10)).is_none());
    }

    #[test]
    fn long_expired_carts_are_forgotten() {
        let (mut carts, now) = (Carts::default(), OffsetDateTime::UNIX_EPOCH);
        let old = stored(&mut carts, now);
        let later = now + Duration::minutes(10) + REMEMBERED + Duration::seconds(1);
        let new = stored(&mut carts, later);
        assert!(carts.get(old).is_none() && carts.get(new).is_some());
    }
}
