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
}

impl Field<'_> {
    pub fn markup(&self) -> Markup {
        let (html_type, keyboard, autocomplete, longest, enter, digits) = match self.kind {
            InputKind::Email => ("email", None, "email", 254, "send", None),
            InputKind::Code { digits } => ("text", Some("numeric"), "one-time-code", 32, "go", Some(digits)),
        };
        let [hint_id, error_id] = ["hint", "error"].map(|part| format!("{}-{part}", self.id));
        let described_by =
            if self.wrong.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
        html! {
            div class={
                "form-group"
                @if digits.is_some() { " code-field" }
                @if self.wrong.is_some() { " wrong" }
            } {
                label for=(self.id) { (self.label) }
                input id=(self.id) class="form-control" type=(html_type) name=(self.id) value=(self.value)
                    inputmode=[keyboard] autocomplete=(autocomplete) autocapitalize="none" spellcheck="false"
                    maxlength=(longest) enterkeyhint=(enter) data-digits=[digits] aria-describedby=(described_by)
                    aria-invalid=[self.wrong.map(|_| "true")] autofocus[self.wrong.is_some()];
                p class="form-text" id=(hint_id) { (self.hint) }
                @if let Some(wrong) = self.wrong {
                    p class="invalid-feedback" id=(error_id) role="alert" { (icon(Shape::Alert)) (wrong) }
                }
            }
        }
    }
}
