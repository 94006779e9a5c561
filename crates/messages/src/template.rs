//! Texts with values: `{1}` and `{2}` are placeholders. A text without its placeholders does not compile.

use crate::lines::{Lines, Text};
use contract::Language;

/// A text with one value, at `{1}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct With1(&'static str);

/// A text with two values, at `{1}` and `{2}`, in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct With2(&'static str);

/// A text with a number, at `{1}`, that decides between singular and plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    one: &'static str,
    other: &'static str,
    language: Language,
}

impl With1 {
    /// Fails to compile without `{1}`.
    pub const fn new(text: &'static str) -> Self {
        assert!(
            has_placeholder(text, b'1') && !has_placeholder(text, b'2'),
            "a text with one value has {{1}} and no {{2}}"
        );
        Self(text)
    }

    /// The text with its values.
    pub fn of(self, first: &str) -> String {
        fill(self.0, [first, ""])
    }
}

impl With2 {
    /// Fails to compile without `{1}` or `{2}`.
    pub const fn new(text: &'static str) -> Self {
        assert!(
            has_placeholder(text, b'1') && has_placeholder(text, b'2'),
            "a text with two values has {{1}} and {{2}}"
        );
        Self(text)
    }

    /// The text with its values.
    pub fn of(self, first: &str, second: &str) -> String {
        fill(self.0, [first, second])
    }
}

impl Count {
    /// The singular may have the number in words. Fails to compile if the plural lacks `{1}`.
    pub const fn new(language: Language, one: &'static str, other: &'static str) -> Self {
        assert!(
            has_placeholder(other, b'1') && !has_placeholder(other, b'2') && !has_placeholder(one, b'2'),
            "a plural has {{1}} and no {{2}}"
        );
        Self { one, other, language }
    }

    /// The text with its values.
    pub fn of(self, count: u64) -> String {
        let text = if is_singular(self.language, count) { self.one } else { self.other };
        fill(text, [&count.to_string(), ""])
    }
}

/// CLDR's cardinal rules for whole numbers; in French, zero is singular.
const fn is_singular(language: Language, count: u64) -> bool {
    match language {
        Language::Fr => count < 2,
        Language::It | Language::En => count == 1,
    }
}

/// Whether the text has the placeholder with this digit.
const fn has_placeholder(text: &str, number: u8) -> bool {
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if let (b'{', [found, b'}', ..]) = (*first, after)
            && *found == number
        {
            return true;
        }
        rest = after;
    }
    false
}

fn fill(text: &str, values: [&str; 2]) -> String {
    let [first, second] = values;
    let mut filled = String::new();
    for (index, part) in text.split('{').enumerate() {
        let (value, after) = match part.split_once('}') {
            Some(("1", after)) if index > 0 => (first, after),
            Some(("2", after)) if index > 0 => (second, after),
            _ => ("", part),
        };
        filled.push_str(value);
        filled.push_str(after);
    }
    filled
}

impl Text for With1 {
    fn each(&self, name: &str, visit: &mut dyn FnMut(&str, &'static str)) {
        visit(name, self.0);
    }

    fn read(lines: &mut Lines) -> Self {
        Self(lines.next())
    }
}

impl Text for With2 {
    fn each(&self, name: &str, visit: &mut dyn FnMut(&str, &'static str)) {
        visit(name, self.0);
    }

    fn read(lines: &mut Lines) -> Self {
        Self(lines.next())
    }
}

impl Text for Count {
    fn each(&self, name: &str, visit: &mut dyn FnMut(&str, &'static str)) {
        visit(&[name, ".one"].concat(), self.one);
        visit(&[name, ".other"].concat(), self.other);
    }

    fn read(lines: &mut Lines) -> Self {
        let (one, other) = (lines.next(), lines.next());
        Self { one, other, language: lines.language() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_replace_their_placeholders_in_any_order() {
        assert_eq!(With2::new("{2}, dann {1}!").of("a", "b"), "b, dann a!");
        assert_eq!(With1::new("{1}").of(""), "");
    }

    #[test]
    fn a_placeholder_inside_a_value_is_not_replaced() {
        assert_eq!(With2::new("{1} {2}").of("{2}", "}{1}{"), "{2} }{1}{");
    }

    #[test]
    fn zero_and_one_are_singular_in_french() {
        let count = |language, number| Count::new(language, "one", "{1} many").of(number);
        assert_eq!([0, 1, 2].map(|number| count(Language::Fr, number)), ["one", "one", "2 many"]);
        for language in [Language::It, Language::En] {
            assert_eq!([0, 1, 2].map(|number| count(language, number)), ["0 many", "one", "2 many"]);
        }
    }
}
