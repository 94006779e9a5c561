//! The file format of the texts: one line for each text, in the order of the fields.

use contract::Language;
use std::str::Split;

/// A value that is written as lines and read back in the same order.
pub trait Text: Sized {
    /// Calls `visit` for every line with its name: the path of field names, joined by dots.
    fn each(&self, name: &str, visit: &mut dyn FnMut(&str, &'static str));

    /// Reads its lines.
    fn read(lines: &mut Lines) -> Self;
}

/// The lines that are not read yet.
pub struct Lines {
    rest: Split<'static, char>,
    /// Whether there were fewer lines than texts.
    short: bool,
    language: Language,
}

impl Lines {
    pub(crate) fn new(language: Language, text: &'static str) -> Self {
        Self { rest: text.split('\n'), short: false, language }
    }

    /// The next line; empty if there is none.
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

    /// Whether the number of lines was exactly the number of reads.
    pub(crate) fn all_read(mut self) -> bool {
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

/// Declares a struct of texts and implements `Text` for it. The order of the fields is the order of the lines.
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
