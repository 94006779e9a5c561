//! The notice: the QR code, the numbers, where to pay.

/// The texts of this screen.
pub struct NoticeTexts {
    pub title: &'static str,
}
