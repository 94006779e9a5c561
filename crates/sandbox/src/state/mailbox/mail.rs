//! One mail: what the mail server received, and what is read from it.

use std::sync::Arc;

use linkify::{LinkFinder, LinkKind};
use mail_parser::{MessageParser, MessagePart, MimeHeaders};
use serde::Serialize;
use time::OffsetDateTime;

/// A mail as the mail server received it.
#[derive(Debug, Clone, Default)]
pub struct Envelope {
    pub from: String,
    pub to: Vec<String>,
    pub raw: Vec<u8>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Mail {
    pub id: u64,
    /// Envelope recipients, in lower case.
    pub to: Vec<String>,
    /// Envelope sender.
    pub from: String,
    pub subject: String,
    /// The plain text, or one made from the HTML; lines end in `\n`.
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    #[serde(serialize_with = "time::serde::rfc3339::serialize")]
    pub received_at: OffsetDateTime,
    /// Web addresses in the text, then in the HTML; each once, in order.
    pub links: Vec<String>,
    pub headers: Vec<Header>,
    pub attachments: Vec<Attachment>,
}

/// A file attached to a mail. The JSON leaves its content out; it has an address of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Attachment {
    pub name: String,
    pub content_type: String,
    pub size: usize,
    #[serde(skip)]
    pub content: Arc<[u8]>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Header {
    pub name: String,
    pub value: String,
}

impl Mail {
    pub fn parse(id: u64, envelope: &Envelope, received_at: OffsetDateTime) -> Self {
        let unparsed = Self {
            id,
            to: envelope.to.iter().map(|address| address.to_lowercase()).collect(),
            from: envelope.from.clone(),
            subject: String::new(),
            text: String::new(),
            html: None,
            received_at,
            links: Vec::new(),
            headers: Vec::new(),
            attachments: Vec::new(),
        };
        let Some(message) = MessageParser::default().parse(&envelope.raw) else {
            // Without a single header the whole input is the text.
            let text = String::from_utf8_lossy(&envelope.raw).into_owned();
            return Self { links: links(&[&text]), text, ..unparsed };
        };
        let text = message.body_text(0).unwrap_or_default().replace("\r\n", "\n");
        let html = (message.html_body_count() > 0)
            .then(|| message.body_html(0).map(|html| html.into_owned()))
            .flatten()
            .filter(|_| message.html_bodies().any(|part| part.is_text_html()));
        let headers = message
            .headers_raw()
            .map(|(name, value)| Header { name: name.to_owned(), value: value.trim().to_owned() })
            .collect();
        Self {
            subject: message.subject().unwrap_or_default().to_owned(),
            links: links(&[&text, html.as_deref().unwrap_or_default()]),
            text,
            html,
            headers,
            attachments: message.attachments().map(attachment).collect(),
            ..unparsed
        }
    }
}

fn attachment(part: &MessagePart<'_>) -> Attachment {
    let kind = part.content_type();
    let content_type = kind.map_or_else(
        || "application/octet-stream".to_owned(),
        |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()),
    );
    let content: Arc<[u8]> = part.contents().into();
    let name = part.attachment_name().unwrap_or_default().to_owned();
    Attachment { name, content_type, size: content.len(), content }
}

fn links(texts: &[&str]) -> Vec<String> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut found: Vec<String> = Vec::new();
    for link in texts.iter().flat_map(|text| finder.links(text)) {
        let link = link.as_str().replace("&amp;", "&");
        let is_web_address = link.starts_with("http://") || link.starts_with("https://");
        if is_web_address && !found.contains(&link) {
            found.push(link);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(raw: &str) -> Mail {
        let envelope = Envelope {
            from: "a@b.it".into(),
            to: vec!["Maria@Prova.it".into()],
            raw: raw.as_bytes().to_vec(),
        };
        Mail::parse(0, &envelope, OffsetDateTime::UNIX_EPOCH)
    }

    #[test]
    fn encoded_subject_and_text_are_read() {
        let mail = parsed(
            "Subject: =?utf-8?Q?Citt=C3=A0?=\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\nPerch=C3=A9 no: https://a.it/x?y=1.\r\n",
        );
        assert_eq!(mail.subject, "Città");
        assert!(mail.text.starts_with("Perché no"));
        assert_eq!(mail.links, ["https://a.it/x?y=1"]);
        assert_eq!(mail.html, None);
        assert_eq!(mail.to, ["maria@prova.it"]);
    }

    #[test]
    fn link_ends_before_the_punctuation_around_it() {
        let text = "Vai a <https://a.it/x>, (http://127.0.0.1:8080/accesso?c=1), \"https://b.it/y\" o https://c.it/z!";
        let mail = parsed(&format!("Subject: x\r\n\r\n{text}\r\n"));
        assert_eq!(
            mail.links,
            ["https://a.it/x", "http://127.0.0.1:8080/accesso?c=1", "https://b.it/y", "https://c.it/z"]
        );
    }

    #[test]
    fn attachment_keeps_its_bytes() {
        let mail = parsed(
            "Subject: x\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\n\
             Ecco.\r\n--B\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment; filename=\"a.pdf\"\r\n\r\nJVBERi0=\r\n--B--\r\n",
        );
        let [file] = mail.attachments.as_slice() else { panic!("one attachment: {:?}", mail.attachments) };
        assert_eq!((file.name.as_str(), file.content_type.as_str()), ("a.pdf", "application/pdf"));
        assert_eq!((&*file.content, file.size), (b"%PDF-".as_slice(), 5));
        assert_eq!(mail.text.trim(), "Ecco.");
    }

    #[test]
    fn link_in_both_parts_is_listed_once() {
        let mail = parsed(
            "Subject: x\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n\
             Content-Type: text/plain\r\n\r\nhttps://a.it/?b=1&c=2\r\n--B\r\nContent-Type: text/html\r\n\r\n\
             <a href=\"https://a.it/?b=1&amp;c=2\">qui</a>\r\n--B--\r\n",
        );
        assert_eq!(mail.links, ["https://a.it/?b=1&c=2"]);
        assert!(mail.html.unwrap().contains("<a href"));
    }
}
