//! A debt position in a request. Every field is checked, and the answer names all broken rules at once.
//! The rules are those of the interface's description (external, version 1) and of pagopa-debt-position.

use std::collections::BTreeSet;

use serde::Deserialize;
use time::OffsetDateTime;

use super::problem::Problem;
use crate::cents::Cents;
use crate::dates;
use crate::digits::is_digits;
use crate::state::registry::position::{
    DebtorAddress, DebtorKind, Metadata, NewPosition, OptionDetails, PositionDetails, Stamp, Transfer,
};

/// Longest text of a name, a description or a metadata value, in characters.
const TEXT_MAX: usize = 140;
const METADATA_MAX: usize = 10;
const TRANSFERS_MAX: usize = 5;
const IBAN_MAX: usize = 35;
const HASH_MAX: usize = 72;
/// Most positions created at once.
const POSITIONS_MAX: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PositionDto {
    iupd: Option<String>,
    #[serde(rename = "type")]
    kind: Option<DebtorKind>,
    pay_stand_in: Option<bool>,
    fiscal_code: Option<String>,
    full_name: Option<String>,
    #[serde(flatten)]
    address: DebtorAddress,
    switch_to_expired: Option<bool>,
    company_name: Option<String>,
    office_name: Option<String>,
    validity_date: Option<String>,
    payment_option: Option<Vec<OptionDto>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OptionDto {
    nav: Option<String>,
    iuv: Option<String>,
    amount: Option<i64>,
    description: Option<String>,
    is_partial_payment: Option<bool>,
    due_date: Option<String>,
    retention_date: Option<String>,
    transfer: Option<Vec<TransferDto>>,
    payment_option_metadata: Option<Vec<Metadata>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TransferDto {
    id_transfer: Option<String>,
    amount: Option<i64>,
    organization_fiscal_code: Option<String>,
    remittance_information: Option<String>,
    category: Option<String>,
    iban: Option<String>,
    postal_iban: Option<String>,
    stamp: Option<Stamp>,
    company_name: Option<String>,
    transfer_metadata: Option<Vec<Metadata>>,
}

/// The broken rules found so far, each with its field.
#[derive(Default)]
struct Rules {
    broken: Vec<String>,
}

impl Rules {
    fn broken(&mut self, field: &str, rule: &str) {
        self.broken.push(format!("{field}: {rule}"));
    }

    fn text(&mut self, field: &str, value: Option<String>) -> String {
        let text = value.unwrap_or_default();
        if text.trim().is_empty() {
            self.broken(field, "is required");
        }
        text
    }

    fn limited_text(&mut self, field: &str, value: Option<String>) -> String {
        let text = self.text(field, value);
        self.at_most(field, &text, TEXT_MAX);
        text
    }

    fn optional_text(&mut self, field: &str, value: Option<String>) -> Option<String> {
        if let Some(text) = &value {
            self.at_most(field, text, TEXT_MAX);
        }
        value
    }

    fn at_most(&mut self, field: &str, text: &str, max: usize) {
        if text.chars().count() > max {
            self.broken(field, &format!("has more than {max} characters"));
        }
    }

    fn digits(&mut self, field: &str, value: Option<String>, count: usize) -> String {
        let text = self.text(field, value);
        if !text.is_empty() && !is_digits(&text, count) {
            self.broken(field, &format!("must be {count} digits"));
        }
        text
    }

    fn required<T>(&mut self, field: &str, value: Option<T>, otherwise: T) -> T {
        value.unwrap_or_else(|| {
            self.broken(field, "is required");
            otherwise
        })
    }

    fn cents(&mut self, field: &str, value: Option<i64>) -> Cents {
        let amount = self.required(field, value, 1);
        match u64::try_from(amount) {
            Ok(cents) if cents >= 1 => Cents(cents),
            _ => {
                self.broken(field, "must be at least 1 cent");
                Cents(1)
            }
        }
    }

    fn date(&mut self, field: &str, value: Option<String>) -> Option<OffsetDateTime> {
        let date = dates::parse_platform(&value?);
        if date.is_none() {
            self.broken(field, "is not a date like 2026-11-30T23:59:59");
        }
        date
    }

    fn metadata(&mut self, field: &str, value: Option<Vec<Metadata>>) -> Vec<Metadata> {
        let pairs = value.unwrap_or_default();
        let keys: BTreeSet<&str> = pairs.iter().map(|pair| pair.key.as_str()).collect();
        if pairs.len() > METADATA_MAX {
            self.broken(field, &format!("has more than {METADATA_MAX} pairs"));
        }
        if keys.len() < pairs.len() {
            self.broken(field, "has a key twice");
        }
        for pair in &pairs {
            self.at_most(field, &pair.key, TEXT_MAX);
            self.at_most(field, &pair.value, TEXT_MAX);
        }
        pairs
    }

    fn iban(&mut self, field: &str, value: Option<String>) -> Option<String> {
        let iban = value.filter(|text| !text.is_empty())?;
        if !is_iban(&iban) {
            self.broken(field, &format!("must be 1 to {IBAN_MAX} letters and digits"));
        }
        Some(iban)
    }
}

pub fn is_iban(text: &str) -> bool {
    (1..=IBAN_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PositionsDto {
    payment_positions: Vec<PositionDto>,
}

/// Reads a body with many positions.
pub fn parse_many(creditor: &str, raw: &[u8], now: OffsetDateTime) -> Result<Vec<NewPosition>, Problem> {
    let dto: PositionsDto =
        serde_json::from_slice(raw).map_err(|error| Problem::bad_request(error.to_string()))?;
    if dto.payment_positions.is_empty() || dto.payment_positions.len() > POSITIONS_MAX {
        return Err(Problem::bad_request(format!("paymentPositions: needs one to {POSITIONS_MAX}")));
    }
    dto.payment_positions.into_iter().map(|dto| check(creditor, dto, now)).collect()
}

/// Reads a body. The `creditor` is the one in the URL.
pub fn parse(creditor: &str, raw: &[u8], now: OffsetDateTime) -> Result<NewPosition, Problem> {
    let dto: PositionDto =
        serde_json::from_slice(raw).map_err(|error| Problem::bad_request(error.to_string()))?;
    check(creditor, dto, now)
}

fn check(creditor: &str, dto: PositionDto, now: OffsetDateTime) -> Result<NewPosition, Problem> {
    let mut rules = Rules::default();
    rules.digits("organizationfiscalcode", Some(creditor.to_owned()), 11);
    let new = position(creditor, dto, &mut rules);
    if !rules.broken.is_empty() {
        return Err(Problem::bad_request(rules.broken.join(", ")));
    }
    check_consistency(&new, now).map_err(Problem::data)?;
    Ok(new)
}

fn position(creditor: &str, dto: PositionDto, rules: &mut Rules) -> NewPosition {
    if let Some(country) = &dto.address.country
        && !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        rules.broken("country", "must be two capital letters");
    }
    let options = dto.payment_option.unwrap_or_default();
    if options.is_empty() {
        rules.broken("paymentOption", "needs at least one");
    }
    NewPosition {
        details: PositionDetails {
            creditor: creditor.to_owned(),
            iupd: rules.text("iupd", dto.iupd),
            kind: rules.required("type", dto.kind, DebtorKind::F),
            pay_stand_in: dto.pay_stand_in.unwrap_or(true),
            debtor_code: rules.text("fiscalCode", dto.fiscal_code),
            debtor_name: rules.text("fullName", dto.full_name),
            address: dto.address,
            switch_to_expired: rules.required("switchToExpired", dto.switch_to_expired, false),
            company_name: rules.limited_text("companyName", dto.company_name),
            office_name: rules.optional_text("officeName", dto.office_name),
            validity: rules.date("validityDate", dto.validity_date),
        },
        options: options
            .into_iter()
            .enumerate()
            .map(|(index, dto)| option(creditor, dto, &format!("paymentOption[{index}]"), rules))
            .collect(),
    }
}

fn option(creditor: &str, dto: OptionDto, at: &str, rules: &mut Rules) -> OptionDetails {
    let iuv = rules.digits(&format!("{at}.iuv"), dto.iuv, 17);
    // Notice numbers start with the auxiliary digit 3 today; the IUV follows.
    let nav = dto.nav.unwrap_or_else(|| format!("3{iuv}"));
    if nav != format!("3{iuv}") {
        rules.broken(&format!("{at}.nav"), "must be 3 and the iuv");
    }
    let transfers = dto.transfer.unwrap_or_default();
    if transfers.is_empty() || transfers.len() > TRANSFERS_MAX {
        rules.broken(&format!("{at}.transfer"), "needs one to five");
    }
    let due = format!("{at}.dueDate");
    if dto.due_date.is_none() {
        rules.broken(&due, "is required");
    }
    OptionDetails {
        nav,
        iuv,
        amount: rules.cents(&format!("{at}.amount"), dto.amount),
        description: rules.limited_text(&format!("{at}.description"), dto.description),
        is_partial: rules.required(&format!("{at}.isPartialPayment"), dto.is_partial_payment, false),
        due: rules.date(&due, dto.due_date).unwrap_or(OffsetDateTime::UNIX_EPOCH),
        retention: rules.date(&format!("{at}.retentionDate"), dto.retention_date),
        metadata: rules.metadata(&format!("{at}.paymentOptionMetadata"), dto.payment_option_metadata),
        transfers: transfers
            .into_iter()
            .enumerate()
            .map(|(index, dto)| transfer(creditor, dto, &format!("{at}.transfer[{index}]"), rules))
            .collect(),
    }
}

fn transfer(creditor: &str, dto: TransferDto, at: &str, rules: &mut Rules) -> Transfer {
    let id = rules.text(&format!("{at}.idTransfer"), dto.id_transfer);
    let id = match id.as_str() {
        "1" => 1,
        "2" => 2,
        "3" => 3,
        "4" => 4,
        "5" => 5,
        _ => {
            rules.broken(&format!("{at}.idTransfer"), "must be 1, 2, 3, 4 or 5");
            1
        }
    };
    let iban = rules.iban(&format!("{at}.iban"), dto.iban);
    let postal_iban = rules.iban(&format!("{at}.postalIban"), dto.postal_iban);
    match (&iban, &postal_iban, &dto.stamp) {
        (None, None, None) => rules.broken(at, "needs an iban or a stamp"),
        (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => rules.broken(at, "has both an iban and a stamp"),
        _ => {}
    }
    if let Some(stamp) = &dto.stamp {
        let province = &stamp.provincial_residence;
        rules.at_most(&format!("{at}.stamp.hashDocument"), &stamp.hash_document, HASH_MAX);
        if stamp.stamp_type.chars().count() != 2 {
            rules.broken(&format!("{at}.stamp.stampType"), "must be two characters");
        }
        if province.len() != 2 || !province.bytes().all(|byte| byte.is_ascii_uppercase()) {
            rules.broken(&format!("{at}.stamp.provincialResidence"), "must be two capital letters");
        }
    }
    Transfer {
        id,
        amount: rules.cents(&format!("{at}.amount"), dto.amount),
        creditor: dto.organization_fiscal_code.unwrap_or_else(|| creditor.to_owned()),
        remittance_information: rules
            .limited_text(&format!("{at}.remittanceInformation"), dto.remittance_information),
        category: rules.text(&format!("{at}.category"), dto.category),
        iban,
        postal_iban,
        stamp: dto.stamp,
        company_name: rules.optional_text(&format!("{at}.companyName"), dto.company_name),
        metadata: rules.metadata(&format!("{at}.transferMetadata"), dto.transfer_metadata),
    }
}

/// Dates must be in order and in the future, and the transfers must add up to the amount.
fn check_consistency(new: &NewPosition, now: OffsetDateTime) -> Result<(), String> {
    if new.details.validity.is_some_and(|from| from < now) {
        return Err("validityDate is already past".to_owned());
    }
    for option in &new.options {
        let earliest = new.details.validity.unwrap_or(now);
        if option.due < earliest {
            let (due, earliest) = (dates::format_platform(option.due), dates::format_platform(earliest));
            return Err(format!("dueDate {due} comes before {earliest} (validityDate, or now)"));
        }
        if option.retention.is_some_and(|retention| retention < option.due) {
            return Err("retentionDate comes before dueDate".to_owned());
        }
        let ids: BTreeSet<u8> = option.transfers.iter().map(|transfer| transfer.id).collect();
        if ids.len() < option.transfers.len() {
            return Err("two transfers have the same idTransfer".to_owned());
        }
        let total: Cents = option.transfers.iter().map(|transfer| transfer.amount).sum();
        if total != option.amount {
            let (amount, total) = (option.amount.0, total.0);
            return Err(format!("the amount is {amount} cents and the transfers make {total}"));
        }
    }
    Ok(())
}
