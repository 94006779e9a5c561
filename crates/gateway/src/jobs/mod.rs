//! Background jobs.
//!
//! One file a job. Each is a loop that ends when the server stops. SQL is in `store`.

pub mod clean_up;
pub mod outbox;
pub mod reconcile;
