//! The answers of the help page that other pages link to.

/// An answer of the help page that other pages link to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpTopic {
    Counter,
    Fee,
    NotCredited,
    Spid,
}

impl HelpTopic {
    pub(super) const ALL: [Self; 4] = [Self::Counter, Self::Fee, Self::NotCredited, Self::Spid];

    /// The `id` of its answer (`crates/messages`).
    pub(super) const fn anchor(self) -> &'static str {
        match self {
            Self::Counter => "sportello",
            Self::Fee => "commissione",
            Self::NotCredited => "saldo",
            Self::Spid => "spid",
        }
    }

    pub(super) fn from_anchor(anchor: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.anchor() == anchor)
    }
}
