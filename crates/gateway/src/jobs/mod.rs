//! What runs in the background beside the requests.
//!
//! What lives here: one file a job, each a loop that ends when the server stops.
//! What must not: SQL, routes.

pub mod clean_up;
pub mod outbox;
pub mod reconcile;
