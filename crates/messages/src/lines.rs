//! All texts of a language as one text, a line each: how they travel to the phone.

use contract::Language;
use std::str::Split;

/// What can be written as lines and read from them again, in the same order.
pub trait Text: Sized {
    /// Shows every line with its name: the fields that lead to it, joined by points.
    fn each(&self, name: &str, visit: &mut dyn FnMut(&str, &'static str));

    /// Takes its lines.
    fn read(lines: &mut Lines) -> Self;
}

/// The lines that are still to be read.
pub struct Lines {
    rest: Split<'static, char>,
    /// There were fewer lines than texts.
    short: bool,
    language: Language,
}

impl Lines {
    pub(crate) fn new(language: Language, text: &'static str) -> Self {
        Self { rest: text.split('\n'), short: false, language }
    }

    /// The next one; nothing where there is none.
    #[inline(never)]
    pub(crate) fn next(&mut self) -> &'static str {
        self.rest.next().unwrap_or_else(|| {
            self.short = true;
            ""
        })
    }

    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// Whether there were exactly as many as were asked for.
    pub(crate) fn fit(mut self) -> bool {
        !self.short && self.rest.next().is_none()
    }
}

impl Text for &'static str {
    fn each(&self, name: &str, visit: &mut dyn FnMut(&str, &'static str)) {
        visit(name, self);
    }

    fn read(lines: &mut Lines) -> Self {
        lines.next()
    }
}

/// Structs of texts: as written, and with the order of their fields as the order of their lines.
macro_rules! texts {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$field_about:meta])* pub $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        pub struct $name { $($(#[$field_about])* pub $field: $kind,)* }

        impl $crate::lines::Text for $name {
            fn each(&self, name: &str, visit: &mut dyn FnMut(&str, &'static str)) {
                $(self.$field.each(&[name, ".", stringify!($field)].concat(), visit);)*
            }

            fn read(lines: &mut $crate::lines::Lines) -> Self {
                Self { $($field: $crate::lines::Text::read(lines),)* }
            }
        }
    };
}
