//! Every top-up, newest first.

/// The texts of this screen.
pub struct HistoryTexts {
    pub title: &'static str,
}
