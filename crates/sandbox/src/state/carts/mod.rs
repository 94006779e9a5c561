//! The carts, by identifier.

pub mod cart;
pub mod method;

use std::collections::{HashMap, VecDeque};

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use cart::{Cart, Outcome};

/// An expired cart is kept this long, so that a late payer still finds the way back to the creditor.
const KEPT_AFTER_EXPIRY: Duration = Duration::hours(1);

#[derive(Default)]
pub struct Carts {
    carts: HashMap<Uuid, Cart>,
    by_expiry: VecDeque<(OffsetDateTime, Uuid)>,
}

impl Carts {
    /// Adds a cart and drops those that expired long ago.
    pub fn insert(&mut self, cart: Cart, now: OffsetDateTime) {
        while let Some((expired, id)) = self.by_expiry.front().copied()
            && expired + KEPT_AFTER_EXPIRY < now
        {
            self.by_expiry.pop_front();
            self.carts.remove(&id);
        }
        self.by_expiry.push_back((cart.expires, cart.id));
        self.carts.insert(cart.id, cart);
    }

    pub fn get(&self, id: Uuid) -> Option<&Cart> {
        self.carts.get(&id)
    }

    pub fn get_mut(&mut self, id: Uuid) -> Option<&mut Cart> {
        self.carts.get_mut(&id)
    }

    /// Gives the right to end a cart: once, and not for an expired or ended cart.
    pub fn start_ending(&mut self, id: Uuid, now: OffsetDateTime) -> Option<Cart> {
        let cart = self.carts.get_mut(&id)?;
        if cart.ending || cart.outcome.is_some() || cart.has_expired(now) {
            return None;
        }
        cart.ending = true;
        Some(cart.clone())
    }

    pub fn record_outcome(&mut self, id: Uuid, outcome: Outcome) {
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
    use super::cart::{NewCart, ReturnUrls};
    use super::*;

    fn insert_cart(carts: &mut Carts, now: OffsetDateTime) -> Uuid {
        let return_urls =
            ReturnUrls { ok: String::new(), cancel: String::new(), error: String::new(), waiting: None };
        let new = NewCart { notices: Vec::new(), email: None, id_cart: None, return_urls };
        let cart = Cart::new(new, now + Duration::minutes(10));
        let id = cart.id;
        carts.insert(cart, now);
        id
    }

    #[test]
    fn cart_is_ended_once() {
        let (mut carts, now) = (Carts::default(), OffsetDateTime::UNIX_EPOCH);
        let id = insert_cart(&mut carts, now);
        assert!(carts.start_ending(id, now).is_some());
        assert!(carts.start_ending(id, now).is_none(), "a request is ending it");
        carts.record_outcome(id, Outcome::Cancelled);
        assert!(carts.start_ending(id, now).is_none(), "it has ended");
    }

    #[test]
    fn expired_cart_cannot_be_ended() {
        let (mut carts, now) = (Carts::default(), OffsetDateTime::UNIX_EPOCH);
        let id = insert_cart(&mut carts, now);
        assert!(carts.start_ending(id, now + Duration::minutes(10)).is_none());
    }

    #[test]
    fn long_expired_cart_is_dropped() {
        let (mut carts, now) = (Carts::default(), OffsetDateTime::UNIX_EPOCH);
        let old = insert_cart(&mut carts, now);
        let later = now + Duration::minutes(10) + KEPT_AFTER_EXPIRY + Duration::seconds(1);
        let new = insert_cart(&mut carts, later);
        assert!(carts.get(old).is_none() && carts.get(new).is_some());
    }
}
