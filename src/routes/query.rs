//! The part of an address after its question mark, read and written.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::{borrow::Cow, fmt};

/// Characters with a meaning in a query. `/` and `,` need no escape.
const IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?');

/// The part of an address after `?`.
pub(super) struct Query<'a>(pub(super) &'a str);

impl Query<'_> {
    /// The first value of this key. `None` if it is missing or not UTF-8.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let mut pairs = self.0.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let value = pairs.find(|(name, _)| *name == key)?.1.replace('+', " ");
        percent_decode_str(&value).decode_utf8().ok().map(Cow::into_owned)
    }
}

/// Writes `?a=1&b=2`.
pub(super) struct Pairs<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    before: &'static str,
}

impl<'a, 'b> Pairs<'a, 'b> {
    pub(super) const fn new(f: &'a mut fmt::Formatter<'b>) -> Self {
        Self { f, before: "?" }
    }

    pub(super) fn push(&mut self, key: &str, value: &str) -> fmt::Result {
        self.f.write_str(self.before)?;
        self.before = "&";
        self.f.write_str(key)?;
        self.f.write_str("=")?;
        utf8_percent_encode(value, IN_QUERY).try_for_each(|part| self.f.write_str(part))
    }
}
