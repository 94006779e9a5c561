//! Turns the configuration and a top-up into the fields of a letter.
//!
//! The creditor as it is printed, and the notice of a top-up. The crate `letter` does the layout.

use letter::{
    Cbill, Creditor, Debtor, Fields, Language, Languages, Logo, Logos, Notice, NoticeError, Postal,
    PrintError, Rule, Text,
};
use std::{fs, path::Path};
use time::{Date, macros::format_description};

use crate::{
    config::{self, Config, ConfigError},
    platform::NewLetter,
    store::top_ups::TopUpRow,
};

/// The parts that all letters of a municipality share.
#[derive(Debug, Clone)]
pub struct Letters {
    languages: Languages,
    /// Whether a guardian with another language has it beside the Italian.
    guardian_language: bool,
    creditor: Creditor,
    logos: Logos,
}

impl Letters {
    /// Reads the configuration and the pictures that it names.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let letter = &config.letter;
        Ok(Self {
            languages: languages(&letter.languages)?,
            guardian_language: letter.guardian_language,
            creditor: creditor(&config.creditor, letter.own_site)?,
            logos: Logos {
                creditor: config.creditor.logo.as_deref().map(logo).transpose()?,
                pagopa: letter.pagopa_logo.as_deref().map(logo).transpose()?,
            },
        })
    }

    /// The notice that pays a top-up, for a guardian with this language. What is too long for the sheet is cut, visibly: a
    /// long name must not prevent a letter.
    pub fn notice(&self, row: &TopUpRow, language: contract::Language) -> Notice {
        Notice {
            languages: self.languages_for(language),
            creditor: self.creditor.clone(),
            debtor: Debtor {
                code: Some(row.debtor_code.into()),
                name: Text::cut(&row.debtor_name),
                address: None,
            },
            subject: Text::cut(&row.subject),
            number: row.notice_number,
            amount: row.amount,
            due: Date::parse(row.due_date.as_str(), format_description!("[year]-[month]-[day]")).ok(),
        }
    }

    /// As configured; where that is Italian alone, with the guardian's language beside it.
    fn languages_for(&self, language: contract::Language) -> Languages {
        if self.guardian_language && self.languages == Languages::only(Language::Italian) {
            Languages::italian_and(known(language))
        } else {
            self.languages
        }
    }

    /// The same for the platform's own print service.
    pub fn for_the_platform(&self, row: &TopUpRow) -> NewLetter {
        NewLetter {
            notice_number: row.notice_number,
            amount: row.amount,
            subject: Text::<90>::cut(&row.subject).as_str().to_owned(),
            due: row.due_date.as_str().split('-').rev().collect::<Vec<_>>().join("/"),
            debtor_code: row.debtor_code,
            debtor_name: Text::<70>::cut(&row.debtor_name).as_str().to_owned(),
            postal: self.creditor.postal.is_some(),
        }
    }

    /// A notice of the same creditor from the office's list.
    pub fn listed(&self, fields: &Fields) -> Result<Notice, NoticeError> {
        Notice::of(self.languages, self.creditor.clone(), fields)
    }

    pub fn print(&self, notice: &Notice) -> Result<Vec<u8>, PrintError> {
        letter::pdf(notice, &self.logos)
    }
}

fn rule(field: &str, broken: &Rule) -> ConfigError {
    ConfigError::Rule(format!("{field}: {broken}"))
}

fn text<const LIMIT: usize>(field: &str, text: &str) -> Result<Text<LIMIT>, ConfigError> {
    Text::new(text).map_err(|broken| rule(field, &broken))
}

fn optional<const LIMIT: usize>(
    field: &str,
    given: Option<&str>,
) -> Result<Option<Text<LIMIT>>, ConfigError> {
    given.map(|given| text(field, given)).transpose()
}

const fn known(language: contract::Language) -> Language {
    match language {
        contract::Language::It => Language::Italian,
        contract::Language::Fr => Language::French,
        contract::Language::En => Language::English,
    }
}

fn languages(tags: &[contract::Language]) -> Result<Languages, ConfigError> {
    match tags {
        [only] => Ok(Languages::only(known(*only))),
        [contract::Language::It, second] => Ok(Languages::italian_and(known(*second))),
        _ => Err(rule("letter.languages", &Rule::Languages)),
    }
}

fn creditor(creditor: &config::Creditor, own_site: bool) -> Result<Creditor, ConfigError> {
    let cbill = creditor.cbill.as_deref().map(Cbill::new).transpose();
    let postal = creditor.postal.as_ref().map(|postal| {
        Ok::<_, ConfigError>(Postal {
            account: postal.account,
            holder: text("creditor.postal.holder", &postal.holder)?,
            authorisation: text("creditor.postal.authorisation", &postal.authorisation)?,
        })
    });
    Ok(Creditor {
        code: creditor.code,
        name: text("creditor.name", &creditor.name)?,
        sector: optional("creditor.sector", creditor.sector.as_deref())?,
        info: optional("creditor.info", creditor.info.as_deref())?,
        cbill: cbill.map_err(|broken| rule("creditor.cbill", &broken))?,
        pays_online: own_site,
        postal: postal.transpose()?,
    })
}

/// A logo from a file.
pub fn logo(path: &Path) -> Result<Logo, ConfigError> {
    let bytes = fs::read(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
    Logo::read(bytes).map_err(|error| ConfigError::Rule(format!("{}: {error}", path.display())))
}
