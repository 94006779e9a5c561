//! The counter: pays a notice from its codes or its numbers, as a tobacconist, a bank or a post office would.
//! It knows a notice only by what it reads; the registry says the rest. Untouched by the knobs on the interfaces.
//! Mounted by the server at `/sportello`.

mod channel;
mod data_matrix;
mod json;
mod page;
mod photo;
mod qr;

use axum::Router;
use axum::routing::{get, post};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::knobs::span;
use crate::registry::payment::{Fault, Holder, NoticeKey, Payment, Shown, Terms};
use crate::world::{SharedWorld, World};
use channel::Channel;
use data_matrix::{Slip, UnknownAccount};

pub fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/sportello", get(page::show).post(page::read))
        .route("/sportello/foto", post(page::photo))
        .route("/sportello/incassa", post(page::collect))
        .route("/sportello.json", post(json::pay))
}

/// The notice that a postal slip means: of the account's creditors the one that knows it, else the first.
fn of_slip(world: &World, slip: &Slip) -> Result<NoticeKey, UnknownAccount> {
    let notices = slip.notices(&world.settings.postal_accounts)?;
    let registry = world.registry();
    let known = notices.iter().find(|notice| registry.notice(notice).is_some());
    known.or(notices.first()).cloned().ok_or(UnknownAccount)
}

/// A payment at the counter is begun and ended in one go.
fn collect(
    world: &World,
    notice: &NoticeKey,
    channel: Channel,
    now: OffsetDateTime,
) -> Result<(Shown, Payment), Fault> {
    world.registry().pay(notice, Holder::Counter(Uuid::new_v4()), terms(world, channel), now)
}

fn terms(world: &World, channel: Channel) -> Terms {
    let knobs = world.knobs();
    Terms {
        psp: channel.psp().to_owned(),
        method: channel.code().to_owned(),
        fee: channel.fee(),
        late: span(knobs.late_seconds),
        reported_after: knobs.report_seconds.map(span),
    }
}
