//! The output for one value. The order of the fields is the order of the JSON keys.

use pagopa::{
    CheckDigits, CreditorCode, FiscalCode, NoticeNumber, Parsed, PosteDataMatrix, QrPayload, Sex, Warning,
};
use serde::Serialize;

/// The kind of code in the input.
#[derive(Clone, Copy)]
pub enum Kind {
    Qr,
    Notice,
    Creditor,
    Person,
    DataMatrix,
}

/// One line of output.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Report {
    Refused { ok: bool, rule: &'static str },
    Qr(Answer<QrFields>),
    Notice(Answer<NoticeFields>),
    Creditor(Answer<CreditorFields>),
    Person(Answer<PersonFields>),
    DataMatrix(Box<Answer<DataMatrixFields>>),
}

#[derive(Serialize)]
pub struct Answer<T> {
    ok: bool,
    #[serde(flatten)]
    fields: T,
    warnings: Vec<&'static str>,
}

#[derive(Serialize)]
pub struct QrFields {
    notice_number: String,
    creditor: String,
    amount: String,
    amount_cents: u64,
    iuv: String,
}

#[derive(Serialize)]
pub struct NoticeFields {
    notice_number: String,
    grouped: String,
    aux_digit: u8,
    application_code: Option<String>,
    segregation_code: Option<String>,
    base: Option<String>,
    check_digits: Option<String>,
    check_digits_expected: Option<String>,
    check_digits_ok: Option<bool>,
    iuv: String,
}

#[derive(Serialize)]
pub struct CreditorFields {
    creditor: String,
    checksum_ok: bool,
}

#[derive(Serialize)]
pub struct PersonFields {
    fiscal_code: String,
    /// Two digits, because the code has no century.
    birth_year: String,
    birth_month: u8,
    birth_day: u8,
    sex: &'static str,
    place_code: String,
    omocodia: bool,
    without_omocodia: String,
    check_character_expected: char,
    check_ok: bool,
}

#[derive(Serialize)]
pub struct DataMatrixFields {
    notice_number: String,
    postal_account: String,
    amount: String,
    amount_cents: u64,
    creditor: String,
    debtor_code: String,
    debtor_name: String,
    subject: String,
    codeline: String,
}

pub const fn refusal(rule: &'static str) -> Report {
    Report::Refused { ok: false, rule }
}

impl Kind {
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "qr" => Self::Qr,
            "notice" => Self::Notice,
            "creditor" => Self::Creditor,
            "person" => Self::Person,
            "datamatrix" => Self::DataMatrix,
            _ => return None,
        })
    }

    pub fn report(self, text: &str) -> Report {
        match self {
            Self::Qr => answer(QrPayload::parse(text).map_err(|e| e.rule()), qr, Report::Qr),
            Self::Notice => answer(NoticeNumber::parse(text).map_err(|e| e.rule()), notice, Report::Notice),
            Self::Creditor => {
                answer(CreditorCode::parse(text).map_err(|e| e.rule()), creditor, Report::Creditor)
            }
            Self::Person => answer(FiscalCode::parse(text).map_err(|e| e.rule()), person, Report::Person),
            Self::DataMatrix => {
                answer(PosteDataMatrix::parse(text).map_err(|e| e.rule()), data_matrix, |a| {
                    Report::DataMatrix(Box::new(a))
                })
            }
        }
    }
}

fn answer<T, F>(
    read: Result<Parsed<T>, &'static str>,
    fields: impl Fn(&T) -> F,
    report: impl Fn(Answer<F>) -> Report,
) -> Report {
    match read {
        Ok(Parsed { value, warnings }) => {
            let warnings = warnings.iter().map(Warning::code).collect();
            report(Answer { ok: true, fields: fields(&value), warnings })
        }
        Err(rule) => refusal(rule),
    }
}

fn qr(payload: &QrPayload) -> QrFields {
    QrFields {
        notice_number: payload.notice().to_string(),
        creditor: payload.creditor().to_string(),
        amount: format!("{}.{:02}", payload.cents() / 100, payload.cents() % 100),
        amount_cents: payload.cents(),
        iuv: payload.iuv().to_string(),
    }
}

fn notice(number: &NoticeNumber) -> NoticeFields {
    let digits = number.to_string();
    let found = digits.get(16..).map(str::to_owned);
    let (found, expected, right) = match number.check_digits() {
        CheckDigits::Right => (found.clone(), found, Some(true)),
        CheckDigits::Wrong { expected } => (found, Some(format!("{expected:02}")), Some(false)),
        CheckDigits::None => (None, None, None),
    };
    // Two digits of code and thirteen of base, or with aux digit 2 fifteen of base.
    let base_width = if number.application_code().or(number.segregation_code()).is_some() { 13 } else { 15 };
    NoticeFields {
        grouped: number.grouped(),
        notice_number: digits,
        aux_digit: number.aux_digit().value(),
        application_code: number.application_code().map(|code| format!("{code:02}")),
        segregation_code: number.segregation_code().map(|code| format!("{code:02}")),
        base: number.base().map(|base| format!("{base:0base_width$}")),
        check_digits: found,
        check_digits_expected: expected,
        check_digits_ok: right,
        iuv: number.iuv().to_string(),
    }
}

fn creditor(code: &CreditorCode) -> CreditorFields {
    CreditorFields { creditor: code.to_string(), checksum_ok: code.checksum_ok() }
}

fn person(code: &FiscalCode) -> PersonFields {
    PersonFields {
        fiscal_code: code.to_string(),
        birth_year: format!("{:02}", code.birth_year()),
        birth_month: code.birth_month(),
        birth_day: code.birth_day(),
        sex: match code.sex() {
            Sex::Female => "F",
            Sex::Male => "M",
        },
        place_code: code.place_code(),
        omocodia: code.has_omocodia(),
        without_omocodia: code.without_omocodia().to_string(),
        check_character_expected: code.expected_check_character(),
        check_ok: code.check_character_ok(),
    }
}

fn data_matrix(code: &PosteDataMatrix) -> DataMatrixFields {
    DataMatrixFields {
        notice_number: code.notice().to_string(),
        postal_account: code.account().to_string(),
        amount: code.amount().to_string(),
        amount_cents: code.amount().cents(),
        creditor: code.creditor().to_string(),
        debtor_code: code.debtor_code_text().to_owned(),
        debtor_name: code.debtor_name().to_owned(),
        subject: code.subject().to_owned(),
        codeline: code.codeline().to_string(),
    }
}
