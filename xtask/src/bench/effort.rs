//! How much is measured.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Enough for figures that are written down.
    Full,
    /// Some five minutes in all: enough to see that the measurements work.
    Quick,
}

impl Effort {
    pub const fn choose<T: Copy>(self, full: T, quick: T) -> T {
        match self {
            Self::Full => full,
            Self::Quick => quick,
        }
    }
}
