//! The mailbox: every mail that the mail server received, for all recipients.

pub mod mail;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use time::OffsetDateTime;

use mail::{Envelope, Mail};

/// The oldest mails are dropped beyond this number.
const MAILS_MAX: usize = 20_000;

#[derive(Default)]
pub struct Mailbox {
    next: u64,
    mails: BTreeMap<u64, Mail>,
    by_recipient: HashMap<String, BTreeSet<u64>>,
}

impl Mailbox {
    pub fn deliver(&mut self, envelope: &Envelope, now: OffsetDateTime) {
        let mail = Mail::parse(self.next, envelope, now);
        self.next += 1;
        for to in &mail.to {
            self.by_recipient.entry(to.clone()).or_default().insert(mail.id);
        }
        self.mails.insert(mail.id, mail);
        while self.mails.len() > MAILS_MAX {
            self.drop_oldest();
        }
    }

    /// Newest first; all mails, or those to one recipient.
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

    /// Removes every mail. Their numbers are not used again.
    pub fn clear(&mut self) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_mailbox_drops_the_oldest() {
        let mut mailbox = Mailbox::default();
        for number in 0..=MAILS_MAX {
            let envelope = Envelope {
                from: String::new(),
                to: vec![format!("{number}@prova.it")],
                raw: b"Subject: x\r\n\r\n".to_vec(),
            };
            mailbox.deliver(&envelope, OffsetDateTime::UNIX_EPOCH);
        }
        assert_eq!(mailbox.len(), MAILS_MAX);
        assert_eq!(mailbox.newest(Some("0@prova.it")).count(), 0);
        assert_eq!(mailbox.newest(Some("1@prova.it")).count(), 1);
    }
}
