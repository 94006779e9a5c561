//! The content of a letter, and how it is read from JSON or from a list.

use std::fmt;

use pagopa::{Amount, CheckDigits, CreditorCode, DebtorCode, NoticeNumber, PostalAccount};
use serde::Deserialize;
use time::{Date, macros::format_description};

use crate::{
    error::{NoticeError, Rule},
    language::{Language, Languages},
    text::Text,
};

/// One notice, ready to be printed: every field keeps the limits of the sheet.
///
/// ```
/// let text = r#"{
///     "languages": ["it"],
///     "creditor": { "code": "00101440073", "name": "Comune di Valtournenche" },
///     "debtor": { "name": "Maria Rossi" },
///     "subject": "Mensa scolastica",
///     "number": "301000000000000043",
///     "amount": "0.00"
/// }"#;
/// let error = letter::Notice::from_json(text).unwrap_err();
/// assert_eq!(error.field(), Some("amount"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub languages: Languages,
    pub creditor: Creditor,
    pub debtor: Debtor,
    pub subject: Text<90>,
    pub number: NoticeNumber,
    /// Not zero if it was read from JSON.
    pub amount: Amount,
    /// `None` prints the letter without a due date.
    pub due: Option<Date>,
}

/// The body that is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creditor {
    pub code: CreditorCode,
    pub name: Text<100>,
    /// The office in charge within the creditor.
    pub sector: Option<Text<50>>,
    /// How to contact the office.
    pub info: Option<Text<100>>,
    pub cbill: Option<Cbill>,
    /// Whether the notice can be paid on the creditor's own site.
    pub pays_online: bool,
    /// If present, the letter has the postal slip.
    pub postal: Option<Postal>,
}

/// What the postal slip needs: the account together with Poste's authorisation to print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postal {
    pub account: PostalAccount,
    pub holder: Text<50>,
    pub authorisation: Text<60>,
}

/// Who pays. Personal data: `Debug` is masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debtor {
    /// `None` if it is not known.
    pub code: Option<DebtorCode>,
    pub name: Text<70>,
    pub address: Option<Text<140>>,
}

/// The creditor's code in the banks' CBILL service: 1 to 10 capital letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cbill(String);

impl Cbill {
    pub fn new(code: &str) -> Result<Self, Rule> {
        let fits = (1..=10).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if fits { Ok(Self(code.to_owned())) } else { Err(Rule::Cbill) }
    }
}

impl fmt::Display for Cbill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Notice {
    /// Reads a notice from JSON. The error names the field and the rule that it breaks.
    pub fn from_json(text: &str) -> Result<Self, NoticeError> {
        NoticeJson::parse(serde_json::from_str(text)?)
    }

    /// Makes one of several notices of the same creditor. The error names the field and the rule that it breaks.
    pub fn of(languages: Languages, creditor: Creditor, fields: &Fields) -> Result<Self, NoticeError> {
        let debtor_code = fields.debtor_code.as_deref().map(|code| at("debtor.code", debtor_code(code)));
        Ok(Self {
            languages,
            creditor,
            debtor: Debtor {
                code: debtor_code.transpose()?,
                name: text("debtor.name", &fields.debtor_name)?,
                address: optional("debtor.address", fields.debtor_address.as_ref())?,
            },
            subject: text("subject", &fields.subject)?,
            number: at("number", number(&fields.number))?,
            amount: at("amount", amount(&fields.amount))?,
            due: fields.due.as_deref().map(|due| at("due", day(due))).transpose()?,
        })
    }
}

/// The fields that differ between the notices of one creditor, not yet parsed: one line of a list.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    pub number: String,
    pub amount: String,
    pub due: Option<String>,
    pub subject: String,
    pub debtor_code: Option<String>,
    pub debtor_name: String,
    pub debtor_address: Option<String>,
}

/// A notice in JSON, before its fields are parsed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeJson {
    languages: Vec<Language>,
    creditor: CreditorJson,
    debtor: DebtorJson,
    subject: String,
    number: String,
    amount: String,
    due: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreditorJson {
    code: String,
    name: String,
    sector: Option<String>,
    info: Option<String>,
    cbill: Option<String>,
    #[serde(default)]
    pays_online: bool,
    postal: Option<PostalJson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostalJson {
    account: String,
    holder: String,
    authorisation: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DebtorJson {
    code: Option<String>,
    name: String,
    address: Option<String>,
}

/// Adds the field's path to the rule that it breaks.
fn at<T, E: Into<Rule>>(field: &'static str, read: Result<T, E>) -> Result<T, NoticeError> {
    read.map_err(|rule| NoticeError::Field { field, rule: rule.into() })
}

fn text<const LIMIT: usize>(field: &'static str, text: &str) -> Result<Text<LIMIT>, NoticeError> {
    at(field, Text::new(text))
}

fn optional<const LIMIT: usize>(
    field: &'static str,
    text: Option<&String>,
) -> Result<Option<Text<LIMIT>>, NoticeError> {
    text.map(|text| at(field, Text::new(text))).transpose()
}

impl NoticeJson {
    fn parse(json: Self) -> Result<Notice, NoticeError> {
        let languages = at("languages", languages(&json.languages))?;
        let creditor = json.creditor.parse()?;
        let fields = Fields {
            number: json.number,
            amount: json.amount,
            due: json.due,
            subject: json.subject,
            debtor_code: json.debtor.code,
            debtor_name: json.debtor.name,
            debtor_address: json.debtor.address,
        };
        Notice::of(languages, creditor, &fields)
    }
}

impl CreditorJson {
    fn parse(self) -> Result<Creditor, NoticeError> {
        Ok(Creditor {
            code: at("creditor.code", self.code.parse::<CreditorCode>())?,
            name: text("creditor.name", &self.name)?,
            sector: optional("creditor.sector", self.sector.as_ref())?,
            info: optional("creditor.info", self.info.as_ref())?,
            cbill: self.cbill.as_deref().map(|cbill| at("creditor.cbill", Cbill::new(cbill))).transpose()?,
            pays_online: self.pays_online,
            postal: self.postal.map(PostalJson::parse).transpose()?,
        })
    }
}

impl PostalJson {
    fn parse(self) -> Result<Postal, NoticeError> {
        Ok(Postal {
            account: at("creditor.postal.account", self.account.parse::<PostalAccount>())?,
            holder: text("creditor.postal.holder", &self.holder)?,
            authorisation: text("creditor.postal.authorisation", &self.authorisation)?,
        })
    }
}

fn languages(tags: &[Language]) -> Result<Languages, Rule> {
    match tags {
        [only] => Ok(Languages::only(*only)),
        [Language::Italian, second] if *second != Language::Italian => Ok(Languages::italian_and(*second)),
        _ => Err(Rule::Languages),
    }
}

fn number(text: &str) -> Result<NoticeNumber, Rule> {
    let number: NoticeNumber = text.parse()?;
    match number.check_digits() {
        CheckDigits::Right | CheckDigits::None => Ok(number),
        CheckDigits::Wrong { .. } => Err(Rule::CheckDigits),
    }
}

fn amount(text: &str) -> Result<Amount, Rule> {
    let amount: Amount = text.parse()?;
    if amount.is_zero() { Err(Rule::ZeroAmount) } else { Ok(amount) }
}

fn day(text: &str) -> Result<Date, Rule> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).map_err(|_| Rule::Due)
}

fn debtor_code(text: &str) -> Result<DebtorCode, Rule> {
    let person = text.parse().map(DebtorCode::Person);
    person.or_else(|_| text.parse().map(DebtorCode::Company)).map_err(|_| Rule::DebtorCode)
}
