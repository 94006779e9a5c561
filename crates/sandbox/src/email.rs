//! E-mail addresses as the platform accepts them.

/// An address that mail can be sent to, at most 254 characters (RFC 5321).
pub fn is_email(text: &str) -> bool {
    text.len() <= 254 && text.parse::<lettre::Address>().is_ok()
}
