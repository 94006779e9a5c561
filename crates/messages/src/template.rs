//! Texts with something in them: `{1}` and `{2}` stand where it goes. One that lacks its place does not compile.

use crate::lines::{Lines, Text};
use contract::Language;

/// A text with one thing in it, at `{1}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct With1(&'static str);

/// A text with two things in it, at `{1}` and `{2}`, in whatever order the language wants them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct With2(&'static str);

/// A text about a number, at `{1}`, which decides between singular and plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    one: &'static str,
    other: &'static str,
    language: Language,
}

impl With1 {
    /// Fails to compile without `{1}`.
    pub const fn new(text: &'static str) -> Self {
        assert!(has(text, b'1') && !has(text, b'2'), "a text with one thing in it has {{1}} and no {{2}}");
        Self(text)
    }

    /// The whole text.
    pub fn of(self, first: &str) -> String {
        fill(self.0, [first, ""])
    }
}

impl With2 {
    /// Fails to compile without `{1}` or `{2}`.
    pub const fn new(text: &'static str) -> Self {
        assert!(has(text, b'1') && has(text, b'2'), "a text with two things in it has {{1}} and {{2}}");
        Self(text)
    }

    /// The whole text.
    pub fn of(self, first: &str, second: &str) -> String {
        fill(self.0, [first, second])
    }
}

impl Count {
    /// The singular may say the number in words. Fails to compile where the plural lacks `{1}`.
    pub const fn new(language: Language, one: &'static str, other: &'static str) -> Self {
        assert!(has(other, b'1') && !has(other, b'2') && !has(one, b'2'), "a plural has {{1}} and no {{2}}");
        Self { one, other, language }
    }

    /// The whole text.
    pub fn of(self, count: u64) -> String {
        let text = if is_singular(self.language, count) { self.one } else { self.other };
        fill(text, [&count.to_string(), ""])
    }
}

/// CLDR's cardinal rules for whole numbers; French counts nought as singular.
const fn is_singular(language: Language, count: u64) -> bool {
    match language {
        Language::Fr => count < 2,
        Language::It | Language::En => count == 1,
    }
}

/// Is there a place of this number in the text?
const fn has(text: &str, number: u8) -> bool {
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

fn fill(text: &str, things: [&str; 2]) -> String {
    let [first, second] = things;
    let mut filled = String::new();
    for (place, part) in text.split('{').enumerate() {
        let (thing, after) = match part.split_once('}') {
            Some(("1", after)) if place > 0 => (first, after),
            Some(("2", after)) if place > 0 => (second, after),
            _ => ("", part),
        };
        filled.push_str(thing);
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
    fn each_thing_goes_to_its_place_in_whatever_order() {
        assert_eq!(With2::new("{2}, dann {1}!").of("a", "b"), "b, dann a!");
        assert_eq!(With1::new("{1}").of(""), "");
    }

    #[test]
    fn what_is_put_in_is_not_read_as_a_place() {
        assert_eq!(With2::new("{1} {2}").of("{2}", "}{1}{"), "{2} }{1}{");
    }

    #[test]
    fn french_counts_nought_and_one_as_singular() {
        let count = |language, number| Count::new(language, "one", "{1} many").of(number);
        assert_eq!([0, 1, 2].map(|number| count(Language::Fr, number)), ["one", "one", "2 many"]);
        for language in [Language::It, Language::En] {
            assert_eq!([0, 1, 2].map(|number| count(language, number)), ["0 many", "one", "2 many"]);
        }
    }
}
