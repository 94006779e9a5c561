//! Takes what a person writes to the office who cannot sign in, because the office does not have the address.
//!
//! It is read like a letter: nothing is looked up, nothing is changed, and the answer is the same for everybody.

use contract::Language;

use super::{Refusal, Service};
use crate::store::{
    outbox::{self, OfficeRequest},
    wake::Work,
};

/// In characters.
const LONGEST_LINE: usize = 100;
const LONGEST_ADDRESS: usize = 254;
const LONGEST_MESSAGE: usize = 2000;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestField {
    Name,
    Child,
    School,
    Email,
    Message,
}

impl RequestField {
    pub const ALL: [Self; 5] = [Self::Name, Self::Child, Self::School, Self::Email, Self::Message];

    /// Most characters.
    pub const fn longest(self) -> usize {
        match self {
            Self::Name | Self::Child | Self::School => LONGEST_LINE,
            Self::Email => LONGEST_ADDRESS,
            Self::Message => LONGEST_MESSAGE,
        }
    }
}

/// Why a field is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestFault {
    Missing,
    TooLong,
    /// Control characters, or characters that turn the text around.
    NotText,
    NotAnAddress,
}

/// As it was typed.
#[derive(Clone, Default)]
pub struct TypedRequest {
    pub name: String,
    pub child: String,
    pub school: String,
    pub email: String,
    pub message: String,
}

impl TypedRequest {
    pub fn field(&self, field: RequestField) -> &str {
        match field {
            RequestField::Name => &self.name,
            RequestField::Child => &self.child,
            RequestField::School => &self.school,
            RequestField::Email => &self.email,
            RequestField::Message => &self.message,
        }
    }

    /// The request, or every field that is refused, in the form's order.
    pub fn parse(&self) -> Result<OfficeRequest, Vec<(RequestField, RequestFault)>> {
        let faults: Vec<_> = RequestField::ALL
            .into_iter()
            .filter_map(|field| Some((field, fault(field, &clean(self.field(field)))?)))
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(OfficeRequest {
            name: clean(&self.name),
            child: clean(&self.child),
            school: clean(&self.school),
            email: clean(&self.email),
            message: clean(&self.message),
        })
    }
}

/// Without blanks around it. Browsers send line breaks as CR LF.
fn clean(typed: &str) -> String {
    typed.trim().replace("\r\n", "\n")
}

fn fault(field: RequestField, text: &str) -> Option<RequestFault> {
    if text.is_empty() {
        return (field != RequestField::Message).then_some(RequestFault::Missing);
    }
    if text.chars().count() > field.longest() {
        return Some(RequestFault::TooLong);
    }
    let may_break = field == RequestField::Message;
    let is_text = |c: char| match c {
        '\n' | '\t' => may_break,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        _ => !c.is_control(),
    };
    if !text.chars().all(is_text) {
        return Some(RequestFault::NotText);
    }
    let is_address = || text.contains('@') && text.parse::<lettre::Address>().is_ok();
    (field == RequestField::Email && !is_address()).then_some(RequestFault::NotAnAddress)
}

impl Service {
    /// Whether there is an office to write to.
    pub fn office_takes_requests(&self) -> bool {
        self.config().municipality.office.email.is_some()
    }

    /// Puts it into the outbox.
    pub async fn write_to_office(&self, request: &OfficeRequest, language: Language) -> Result<(), Refusal> {
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        outbox::add_request(&mut write, request, language, now).await?;
        write.commit().await?;
        self.wake(Work::Mail);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedRequest {
        TypedRequest {
            name: " Anna Perrin ".into(),
            child: "Zoé".into(),
            school: "Primaria, 2ª".into(),
            email: "anna@example.org".into(),
            message: "Buongiorno.\r\nGrazie.\t".into(),
        }
    }

    #[test]
    fn a_request_is_trimmed_and_its_lines_are_kept() {
        let request = typed().parse().unwrap();
        assert_eq!(
            (request.name.as_str(), request.message.as_str()),
            ("Anna Perrin", "Buongiorno.\nGrazie.")
        );
        let without = TypedRequest { message: "  ".into(), ..typed() };
        assert_eq!(without.parse().unwrap().message, "");
    }

    #[test]
    fn each_field_that_is_refused_is_named() {
        use RequestFault as F;
        let long = |length: usize| "è".repeat(length);
        for (request, expected) in [
            (TypedRequest { name: "\u{a0} ".into(), ..typed() }, (RequestField::Name, F::Missing)),
            (TypedRequest { name: "A\nBcc: x@y.it".into(), ..typed() }, (RequestField::Name, F::NotText)),
            (TypedRequest { child: "Zoé\0".into(), ..typed() }, (RequestField::Child, F::NotText)),
            (TypedRequest { school: long(101), ..typed() }, (RequestField::School, F::TooLong)),
            (TypedRequest { email: "anna@".into(), ..typed() }, (RequestField::Email, F::NotAnAddress)),
            (
                TypedRequest { email: "a@b.it, c@d.it".into(), ..typed() },
                (RequestField::Email, F::NotAnAddress),
            ),
            (TypedRequest { message: "a\u{1b}[31m".into(), ..typed() }, (RequestField::Message, F::NotText)),
            (TypedRequest { message: "a\u{202e}b".into(), ..typed() }, (RequestField::Message, F::NotText)),
            (TypedRequest { message: long(2001), ..typed() }, (RequestField::Message, F::TooLong)),
        ] {
            assert_eq!(request.parse().err(), Some(vec![expected]));
        }
        assert_eq!(TypedRequest { school: long(100), ..typed() }.parse().err(), None);
        let fields: Vec<_> =
            TypedRequest::default().parse().err().unwrap().into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [RequestField::Name, RequestField::Child, RequestField::School, RequestField::Email]
        );
    }
}
