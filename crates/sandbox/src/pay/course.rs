//! The course of a cart: begin (lock the notices), then settle (take the money or not). The only place that does.

use std::time::Duration;

use time::OffsetDateTime;
use uuid::Uuid;

use super::method::Method;
use crate::checkout::cart::{Cart, Chosen, Outcome};
use crate::euro::Cents;
use crate::knobs::span;
use crate::mailbox::receipt;
use crate::registry::payment::{Fault, NoticeKey, Payment, Shown, Terms};
use crate::world::{SharedWorld, World, now};

/// How the payer, or whoever plays with the sandbox, wants it to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Pay,
    Refuse,
    Cancel,
    /// Taken in charge: resolves by itself after so many seconds.
    Wait {
        seconds: u64,
        then: Then,
    },
    /// The first notice goes through, the others fail.
    PayFirstOnly,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Paid,
    Refused,
}

/// Longest time in progress, in seconds.
pub const WAIT_MAX: u64 = 3600;
/// A lock outlasts the payment in progress by this much, so that nobody slips in between.
const LOCK_MARGIN: time::Duration = time::Duration::seconds(60);

/// Locks the notices for this cart under the chosen method; on a fault, none is locked.
pub fn begin(world: &World, cart: &Cart, method: Method) -> Result<Chosen, (NoticeKey, Fault)> {
    let shown = world.registry().hold(&cart.keys(), cart.holder(), cart.expires, now())?;
    let chosen = Chosen { method, shown };
    if let Some(stored) = world.carts().get_mut(cart.id) {
        stored.chosen = Some(chosen.clone());
    }
    Ok(chosen)
}

/// Ends a cart, once: whoever comes second gets `None`, and the first one's outcome stands.
pub fn settle(world: &SharedWorld, id: Uuid, wish: Wish) -> Option<Outcome> {
    let now = now();
    let cart = world.carts().claim(id, now)?;
    let outcome = match wish {
        Wish::Pay => take(world, &cart, cart.notices.len(), now),
        Wish::PayFirstOnly => take(world, &cart, 1, now),
        Wish::Cancel => {
            world.registry().release(&cart.keys(), cart.holder(), None);
            Outcome::Cancelled
        }
        Wish::Refuse => refuse(world, &cart, None, now),
        Wish::Wait { seconds, then } => wait(world, &cart, seconds.min(WAIT_MAX), then, now),
    };
    world.carts().conclude(id, outcome.clone());
    Some(outcome)
}

fn refuse(world: &World, cart: &Cart, fault: Option<Fault>, now: OffsetDateTime) -> Outcome {
    let locked = world.knobs().refused_lock_seconds;
    let locked_until = (locked > 0).then(|| now + span(locked));
    world.registry().release(&cart.keys(), cart.holder(), locked_until);
    Outcome::Refused(fault)
}

fn wait(world: &SharedWorld, cart: &Cart, seconds: u64, then: Then, now: OffsetDateTime) -> Outcome {
    let until = now + span(seconds);
    let held = world.registry().hold(&cart.keys(), cart.holder(), until + LOCK_MARGIN, now);
    if let Err((_, fault)) = held {
        return refuse(world, cart, Some(fault), now);
    }
    let (world, cart) = (world.clone(), cart.clone());
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let now = crate::world::now();
        let outcome = match then {
            Then::Paid => take(&world, &cart, cart.notices.len(), now),
            Then::Refused => refuse(&world, &cart, None, now),
        };
        world.carts().conclude(cart.id, outcome);
    });
    Outcome::InProgress { until }
}

/// Takes the money for the first `count` notices and frees the others; the fee goes with the first.
fn take(world: &SharedWorld, cart: &Cart, count: usize, now: OffsetDateTime) -> Outcome {
    let Some(chosen) = &cart.chosen else { return refuse(world, cart, None, now) };
    let keys = cart.keys();
    let paid = match pay_in_order(world, cart, chosen.method, count, now) {
        Ok(paid) => paid,
        Err(fault) => return refuse(world, cart, Some(fault), now),
    };
    if let Some(payer) = &cart.payer {
        receipt::mail(world, &payer.email, &paid);
    }
    if paid.len() < keys.len() {
        world.registry().release(&keys, cart.holder(), None);
        return Outcome::PartlyPaid { paid: paid.len() };
    }
    Outcome::Paid
}

fn pay_in_order(
    world: &World,
    cart: &Cart,
    method: Method,
    count: usize,
    now: OffsetDateTime,
) -> Result<Vec<(Shown, Payment)>, Fault> {
    let knobs = world.knobs();
    let keys: Vec<NoticeKey> = cart.keys().into_iter().take(count).collect();
    let mut registry = world.registry();
    // All or none: one that cannot be paid stops the others before money moves.
    for key in &keys {
        registry.verify(key, Some(cart.holder()), now)?;
    }
    let mut fee = method.fee();
    keys.iter()
        .map(|key| {
            let terms = Terms {
                psp: method.psp().to_owned(),
                method: method.code().to_owned(),
                fee: std::mem::replace(&mut fee, Cents(0)),
                late: span(knobs.late_seconds),
                reported_after: knobs.report_seconds.map(span),
            };
            registry.pay(key, cart.holder(), terms, now)
        })
        .collect()
}
