//! The messages, newest first, and their reading: subject, addresses, text, links.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use mail_parser::{MessageParser, MessagePart, MimeHeaders};
use serde::Serialize;
use time::OffsetDateTime;

/// Older messages are dropped beyond this many.
const KEPT: usize = 20_000;

#[derive(Debug, Clone, Serialize)]
pub struct Mail {
    pub id: u64,
    /// Envelope recipients, lower case.
    pub to: Vec<String>,
    /// Envelope sender.
    pub from: String,
    pub subject: String,
    /// The plain text, as written or made from the HTML; lines end in `\n`.
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    #[serde(serialize_with = "crate::clock::serialize_rfc3339")]
    pub received_at: OffsetDateTime,
    /// Web addresses in the text and the HTML, each once, in order.
    pub links: Vec<String>,
    pub headers: Vec<Header>,
    pub attachments: Vec<Attachment>,
}

/// A file that came with a message. Its content is not listed, but given by an address of its own.
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

#[derive(Default)]
pub struct Mailbox {
    next: u64,
    mails: BTreeMap<u64, Mail>,
    by_recipient: HashMap<String, BTreeSet<u64>>,
}

/// A message as it came over the wire.
#[derive(Debug, Clone, Default)]
pub struct Envelope {
    pub from: String,
    pub to: Vec<String>,
    pub raw: Vec<u8>,
}

impl Mailbox {
    pub fn deliver(&mut self, envelope: &Envelope, now: OffsetDateTime) {
        let mail = read(self.next, envelope, now);
        self.next += 1;
        for to in &mail.to {
            self.by_recipient.entry(to.clone()).or_default().insert(mail.id);
        }
        self.mails.insert(mail.id, mail);
        while self.mails.len() > KEPT {
            self.drop_oldest();
        }
    }

    /// Newest first, all or one recipient's.
    pub fn newest<'a>(&'a self, to: Option<&str>) -> Box<dyn Iterator<Item = &'a Mail> + 'a> {
        match to {
            None => Box::new(self.mails.values().rev()),
            Some(to) => {
                let ids = self.by_recipient.get(&to.trim().to_lowercase());
                Box::new(ids.into_iter().flatten().rev().filter_map(|id| self.mails.get(id)))
            }
        }
    }

    pub fn get(&self, id: u64) -> Option<&Mail> {
        self.mails.get(&id)
    }

    pub fn len(&self) -> usize {
        self.mails.len()
    }

    /// Empties the mailbox; numbers are not given out again.
    pub fn empty(&mut self) {
        self.mails.clear();
        self.by_recipient.clear();
    }

    fn drop_oldest(&mut self) {
        let Some((id, mail)) = self.mails.pop_first() else { return };
        for to in mail.to {
            if let Some(ids) = self.by_recipient.get_mut(&to) {
                ids.remove(&id);
                if ids.is_empty() {
                    self.by_recipient.remove(&to);
                }
            }
        }
    }
}

fn read(id: u64, envelope: &Envelope, now: OffsetDateTime) -> Mail {
    let to: Vec<String> = envelope.to.iter().map(|address| address.to_lowercase()).collect();
    let from = envelope.from.clone();
    let Some(message) = MessageParser::default().parse(&envelope.raw) else {
        // Not even headers: shown as it came.
        let text = String::from_utf8_lossy(&envelope.raw).into_owned();
        let links = links(&[&text]);
        return Mail {
            id,
            to,
            from,
            subject: String::new(),
            text,
            html: None,
            received_at: now,
            links,
            headers: vec![],
            attachments: vec![],
        };
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
    let links = links(&[&text, html.as_deref().unwrap_or_default()]);
    Mail {
        id,
        to,
        from,
        subject: message.subject().unwrap_or_default().to_owned(),
        text,
        html,
        received_at: now,
        links,
        headers,
        attachments: message.attachments().map(attachment).collect(),
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
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        let starts = text.match_indices("http://").chain(text.match_indices("https://"));
        let mut starts: Vec<usize> = starts.map(|(start, _)| start).collect();
        starts.sort_unstable();
        for rest in starts.into_iter().filter_map(|start| text.get(start..)) {
            let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']');
            let link = rest.split(ends).next().unwrap_or_default();
            let link = link.trim_end_matches(['.', ',', ';', ':', '!', '?']).replace("&amp;", "&");
            if !found.contains(&link) {
                found.push(link);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivered(raw: &str) -> Mail {
        let mut mailbox = Mailbox::default();
        let envelope = Envelope {
            from: "a@b.it".into(),
            to: vec!["Maria@Prova.it".into()],
            raw: raw.as_bytes().to_vec(),
        };
        mailbox.deliver(&envelope, OffsetDateTime::UNIX_EPOCH);
        mailbox.newest(Some("maria@prova.it")).next().unwrap().clone()
    }

    #[test]
    fn encoded_subject_and_text_are_read() {
        let mail = delivered(
            "Subject: =?utf-8?Q?Citt=C3=A0?=\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\nPerch=C3=A9 no: https://a.it/x?y=1.\r\n",
        );
        assert_eq!(mail.subject, "Città");
        assert!(mail.text.starts_with("Perché no"));
        assert_eq!(mail.links, ["https://a.it/x?y=1"]);
        assert_eq!(mail.html, None);
    }

    #[test]
    fn a_file_that_came_along_is_kept_as_it_was() {
        let mail = delivered(
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
        let mail = delivered(
            "Subject: x\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n\
             Content-Type: text/plain\r\n\r\nhttps://a.it/?b=1&c=2\r\n--B\r\nContent-Type: text/html\r\n\r\n\
             <a href=\"https://a.it/?b=1&amp;c=2\">qui</a>\r\n--B--\r\n",
        );
        assert_eq!(mail.links, ["https://a.it/?b=1&c=2"]);
        assert!(mail.html.unwrap().contains("<a href"));
    }

    #[test]
    fn full_mailbox_drops_the_oldest() {
        let mut mailbox = Mailbox::default();
        for number in 0..=KEPT {
            let envelope = Envelope {
                from: String::new(),
                to: vec![format!("{number}@prova.it")],
                raw: b"Subject: x\r\n\r\n".to_vec(),
            };
            mailbox.deliver(&envelope, OffsetDateTime::UNIX_EPOCH);
        }
        assert_eq!(mailbox.len(), KEPT);
        assert_eq!(mailbox.newest(Some("0@prova.it")).count(), 0);
        assert_eq!(mailbox.newest(Some("1@prova.it")).count(), 1);
    }
}
