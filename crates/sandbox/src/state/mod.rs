//! Everything that the sandbox remembers, in memory: debt positions, carts, mails, knobs, counts of requests.
//! No HTTP and no HTML. Handlers import from here, never the other way round.

pub mod app;
pub mod carts;
pub mod knobs;
pub mod mailbox;
pub mod moment;
pub mod platform_faults;
pub mod read_override;
pub mod registry;
pub mod request_counts;
pub mod schema_violations;
pub mod shared;
