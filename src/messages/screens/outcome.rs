//! Coming back from the payment page.

/// The texts of this screen.
pub struct OutcomeTexts {
    pub title: &'static str,
}
