//! A form field with label, hint and error message.

use maud::{Markup, html};

use super::icon::{Shape, icon};

/// The kind of input: it sets the keyboard and the browser's autofill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    Email,
    /// A code from a mail: digits, which some phones fill in by themselves.
    Code {
        digits: u32,
    },
    /// A line of text. `autocomplete` as HTML names it, and the most characters.
    Line {
        autocomplete: &'static str,
        longest: usize,
    },
    /// Several lines, and the most characters.
    Lines {
        longest: usize,
    },
}

/// One field of a form. A refused form is shown again with the value that was sent.
pub struct Field<'a> {
    /// Unique on the page. Also the field's name in the form.
    pub id: &'static str,
    pub label: &'static str,
    pub hint: &'a str,
    pub kind: InputKind,
    pub value: &'a str,
    pub wrong: Option<&'a str>,
    /// Whether the page opens with the focus here: the first refused field.
    pub focused: bool,
}

/// The attributes in which kinds of input differ.
struct Attributes {
    html_type: &'static str,
    keyboard: Option<&'static str>,
    autocomplete: &'static str,
    longest: usize,
    enter: &'static str,
    digits: Option<u32>,
    /// Addresses and codes are not written like sentences.
    plain: bool,
}

impl InputKind {
    const fn attributes(self) -> Attributes {
        let (html_type, keyboard, digits) = match self {
            Self::Email => ("email", None, None),
            Self::Code { digits } => ("text", Some("numeric"), Some(digits)),
            Self::Line { .. } | Self::Lines { .. } => ("text", None, None),
        };
        let (autocomplete, longest, enter) = match self {
            Self::Email => ("email", 254, "send"),
            Self::Code { .. } => ("one-time-code", 32, "go"),
            Self::Line { autocomplete, longest } => (autocomplete, longest, "next"),
            Self::Lines { longest } => ("off", longest, "enter"),
        };
        let plain = matches!(self, Self::Email | Self::Code { .. });
        Attributes { html_type, keyboard, autocomplete, longest, enter, digits, plain }
    }
}

impl Field<'_> {
    pub fn markup(&self) -> Markup {
        let Attributes { html_type, keyboard, autocomplete, longest, enter, digits, plain } =
            self.kind.attributes();
        let [hint_id, error_id] = ["hint", "error"].map(|part| format!("{}-{part}", self.id));
        let described_by =
            if self.wrong.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
        let (capitals, spelling) = (plain.then_some("none"), plain.then_some("false"));
        let invalid = self.wrong.map(|_| "true");
        html! {
            div class={
                "form-group"
                @if digits.is_some() { " code-field" }
                @if self.wrong.is_some() { " wrong" }
            } {
                label for=(self.id) { (self.label) }
                @if matches!(self.kind, InputKind::Lines { .. }) {
                    // A browser leaves out the first line break.
                    textarea id=(self.id) class="form-control" name=(self.id) rows="4" maxlength=(longest)
                        aria-describedby=(described_by) aria-invalid=[invalid] autofocus[self.focused] {
                        "\n" (self.value)
                    }
                } @else {
                    input id=(self.id) class="form-control" type=(html_type) name=(self.id) value=(self.value)
                        inputmode=[keyboard] autocomplete=(autocomplete) autocapitalize=[capitals]
                        spellcheck=[spelling] maxlength=(longest) enterkeyhint=(enter) data-digits=[digits]
                        aria-describedby=(described_by) aria-invalid=[invalid] autofocus[self.focused];
                }
                p class="form-text" id=(hint_id) { (self.hint) }
                @if let Some(wrong) = self.wrong {
                    p class="invalid-feedback" id=(error_id) role="alert" { (icon(Shape::Alert)) (wrong) }
                }
            }
        }
    }
}
