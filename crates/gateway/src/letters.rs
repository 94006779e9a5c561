//! Turns the configuration and a top-up into the fields of a letter or a receipt.
//!
//! The creditor as it is printed, the notice of a top-up, and its receipt. The crate `letter` does the layout.

use contract::{PaymentMeans, Year};
use letter::{
    Account, Cbill, Creditor, Debtor, Fields, Language, Languages, Logo, Logos, Means, Notice, NoticeError,
    Payment, Postal, PrintError, Receipt, Rule, Statement, StatementAccount, Text,
};
use pagopa::DebtorCode;
use std::{fs, path::Path};
use time::{Date, macros::format_description};

use crate::{
    config::{self, Config, ConfigError},
    platform::NewLetter,
    store::{accounts::Guardian, statements::PaymentRow, top_ups::TopUpRow},
};

/// The parts that all letters of a municipality share.
#[derive(Debug, Clone)]
pub struct Letters {
    languages: Languages,
    /// Whether a guardian with another language has it beside the Italian.
    guardian_language: bool,
    creditor: Creditor,
    logos: Logos,
    statement_wording: Option<Text<1000>>,
    statement_signature: Vec<Text<100>>,
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
            statement_wording: optional("letter.statement_wording", letter.statement_wording.as_deref())?,
            statement_signature: letter
                .statement_signature
                .iter()
                .map(|line| text("letter.statement_signature", line))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The notice that pays a top-up, for a guardian with this language. What is too long for the sheet is cut, visibly: a
    /// long name must not prevent a letter.
    pub fn notice(&self, row: &TopUpRow, language: contract::Language) -> Notice {
        Notice {
            languages: self.languages_for(language),
            creditor: self.creditor.clone(),
            debtor: debtor(row.debtor_code.into(), &row.debtor_name),
            subject: Text::cut(&row.subject),
            number: row.notice_number,
            amount: row.amount,
            due: day(&row.due_date),
        }
    }

    /// The receipt of a credited top-up, for a reader of this language.
    pub fn receipt(&self, row: &TopUpRow, paid: &Paid, language: contract::Language) -> Receipt {
        Receipt {
            languages: self.languages_for(language),
            creditor: self.creditor.clone(),
            debtor: debtor(row.debtor_code.into(), &row.debtor_name),
            account: account(&row.reference, &row.children, &row.service),
            amount: row.amount,
            paid_on: paid.paid_on.as_ref().and_then(day),
            credited_on: day(&paid.credited_on).unwrap_or(Date::MIN),
            means: row.means.map(means),
            provider: row.provider.as_deref().map(Text::cut),
            number: row.notice_number,
            receipt_id: Text::cut(&paid.receipt_id),
        }
    }

    /// What a guardian paid in a year. `payments` are ordered by account.
    pub fn statement(
        &self,
        guardian: &Guardian,
        year: Year,
        payments: &[PaymentRow],
        language: contract::Language,
    ) -> Statement {
        let accounts = payments.chunk_by(|one, next| one.account_id == next.account_id);
        Statement {
            languages: self.languages_for(language),
            year: year.get(),
            creditor: self.creditor.clone(),
            debtor: debtor(guardian.fiscal_code.into(), &guardian.name),
            accounts: accounts.filter_map(statement_account).collect(),
            wording: self.statement_wording.clone(),
            signature: self.statement_signature.clone(),
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

    pub fn print_receipt(&self, receipt: &Receipt) -> Result<Vec<u8>, PrintError> {
        letter::receipt_pdf(receipt, &self.logos)
    }

    pub fn print_statement(&self, statement: &Statement) -> Result<Vec<u8>, PrintError> {
        letter::statement_pdf(statement, &self.logos)
    }
}

/// What the platform says of a payment, with days in Italy.
pub struct Paid {
    pub receipt_id: String,
    pub paid_on: Option<contract::Date>,
    pub credited_on: contract::Date,
}

fn debtor(code: DebtorCode, name: &str) -> Debtor {
    Debtor { code: Some(code), name: Text::cut(name), address: None }
}

fn account(number: &str, children: &[String], service: &str) -> Account {
    Account {
        number: Text::cut(number),
        children: children.iter().map(|name| Text::cut(name)).collect(),
        service: Text::cut(service),
    }
}

fn statement_account(payments: &[PaymentRow]) -> Option<StatementAccount> {
    let first = payments.first()?;
    Some(StatementAccount {
        account: account(&first.reference, &first.children, &first.service),
        percent: first.children_shares.clone().unwrap_or_default(),
        payments: payments.iter().map(payment).collect(),
    })
}

fn payment(row: &PaymentRow) -> Payment {
    Payment {
        day: day(&row.counts_at.italian_day()).unwrap_or(Date::MIN),
        is_day_of_credit: !row.has_payment_day,
        number: row.notice_number,
        receipt_id: Text::cut(&row.receipt_id),
        means: row.means.map(means),
        amount: row.amount,
    }
}

const fn means(means: PaymentMeans) -> Means {
    match means {
        PaymentMeans::Online => Means::Online,
        PaymentMeans::Provider => Means::Provider,
        PaymentMeans::Cash => Means::Cash,
    }
}

fn day(day: &contract::Date) -> Option<Date> {
    Date::parse(day.as_str(), format_description!("[year]-[month]-[day]")).ok()
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
