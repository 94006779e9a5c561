//! How a session ended: the sign-in page says it, so it is in its address.

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEnd {
    /// It expired while the guardian used the app.
    Expired,
    /// The guardian has signed out.
    SignedOut,
}

impl SessionEnd {
    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Expired, Self::SignedOut].into_iter().find(|end| end.word() == word)
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Expired => "1",
            Self::SignedOut => "uscita",
        }
    }
}
