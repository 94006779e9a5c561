//! What the address of a shared notice has.

use contract::{LinkKey, TopUpId};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub id: TopUpId,
    pub key: LinkKey,
}
