//! A field with its label above it, what it wants below, and what is wrong tied to it.

use maud::{Markup, html};

use super::icon::{Shape, icon};

/// What is typed into it, as browsers and keyboards want to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    Email,
    /// A code that was sent: digits, from the mail by itself where the phone can.
    Code {
        digits: u32,
    },
}

/// One field of a form, as it was sent where it was refused.
pub struct Field<'a> {
    /// Unique on the page, and the name in the form.
    pub id: &'static str,
    pub label: &'static str,
    pub hint: &'a str,
    pub typed: Typed,
    pub value: &'a str,
    pub wrong: Option<&'a str>,
}

impl Field<'_> {
    pub fn markup(&self) -> Markup {
        let (kind, keyboard, autocomplete, longest, enter, digits) = match self.typed {
            Typed::Email => ("email", None, "email", 254, "send", None),
            Typed::Code { digits } => ("text", Some("numeric"), "one-time-code", 32, "go", Some(digits)),
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
                input id=(self.id) class="form-control" type=(kind) name=(self.id) value=(self.value)
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
