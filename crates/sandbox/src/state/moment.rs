//! The moments at which a caller meets the platform. Faults are set, and requests are counted, by moment.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// A debt position is created, one or many at once.
    Create,
    /// One debt position is read, by its identifier or by its notice.
    Read,
    /// A debt position is invalidated.
    Cancel,
    /// A cart is created.
    Cart,
    /// A notice is printed.
    Print,
    /// The list of debt positions is read.
    List,
}

impl Moment {
    pub const ALL: [Self; 6] = [Self::Create, Self::Read, Self::Cancel, Self::Cart, Self::Print, Self::List];
}
