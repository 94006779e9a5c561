//! Everything that the sandbox remembers, in memory: debt positions, carts, mails, knobs.
//! No HTTP and no HTML. Handlers import from here, never the other way round.

pub mod app;
pub mod carts;
pub mod knobs;
pub mod mailbox;
pub mod registry;
pub mod shared;
