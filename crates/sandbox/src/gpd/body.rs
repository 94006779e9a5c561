//! A debt position as it comes in: read field by field, every broken rule named at once.
//! Rules: the description of the interface (external, version 1) and pagopa-debt-position's own checks.

use std::collections::BTreeSet;

use serde::Deserialize;
use time::OffsetDateTime;

use super::problem::Problem;
use crate::clock;
use crate::euro::Cents;
use crate::registry::position::{
    DebtorAddress, DebtorKind, Metadata, NewPosition, OptionDetails, PositionDetails, Stamp, Transfer,
};

/// Longest text of a name, a description or a metadata value, in characters.
const TEXT_MAX: usize = 140;
const METADATA_MAX: usize = 10;
const TRANSFERS_MAX: usize = 5;
const IBAN_MAX: usize = 35;
const HASH_MAX: usize = 72;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawPosition {
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
    payment_option: Option<Vec<RawOption>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawOption {
    nav: Option<String>,
    iuv: Option<String>,
    amount: Option<i64>,
    description: Option<String>,
    is_partial_payment: Option<bool>,
    due_date: Option<String>,
    retention_date: Option<String>,
    transfer: Option<Vec<RawTransfer>>,
    payment_option_metadata: Option<Vec<Metadata>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawTransfer {
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

/// The broken rules met so far, each with the field it concerns.
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

    fn short(&mut self, field: &str, value: Option<String>) -> String {
        let text = self.text(field, value);
        self.at_most(field, &text, TEXT_MAX);
        text
    }

    fn short_option(&mut self, field: &str, value: Option<String>) -> Option<String> {
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
        let date = clock::parse_wire(&value?);
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
        if iban.len() > IBAN_MAX || !iban.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            self.broken(field, &format!("must be 1 to {IBAN_MAX} letters and digits"));
        }
        Some(iban)
    }
}

/// Reads a body; `creditor` comes from the address.
pub fn parse(creditor: &str, raw: &[u8], now: OffsetDateTime) -> Result<NewPosition, Problem> {
    let raw: RawPosition =
        serde_json::from_slice(raw).map_err(|error| Problem::bad_request(error.to_string()))?;
    let mut rules = Rules::default();
    rules.digits("organizationfiscalcode", Some(creditor.to_owned()), 11);
    let new = position(creditor, raw, &mut rules);
    if !rules.broken.is_empty() {
        return Err(Problem::bad_request(rules.broken.join(", ")));
    }
    agrees(&new, now).map_err(Problem::data)?;
    Ok(new)
}

fn position(creditor: &str, raw: RawPosition, rules: &mut Rules) -> NewPosition {
    if let Some(country) = &raw.address.country
        && !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        rules.broken("country", "must be two capital letters");
    }
    let options = raw.payment_option.unwrap_or_default();
    if options.is_empty() {
        rules.broken("paymentOption", "needs at least one");
    }
    NewPosition {
        details: PositionDetails {
            creditor: creditor.to_owned(),
            iupd: rules.text("iupd", raw.iupd),
            kind: rules.required("type", raw.kind, DebtorKind::F),
            pay_stand_in: raw.pay_stand_in.unwrap_or(true),
            debtor_code: rules.text("fiscalCode", raw.fiscal_code),
            debtor_name: rules.text("fullName", raw.full_name),
            address: raw.address,
            switch_to_expired: rules.required("switchToExpired", raw.switch_to_expired, false),
            company_name: rules.short("companyName", raw.company_name),
            office_name: rules.short_option("officeName", raw.office_name),
            validity: rules.date("validityDate", raw.validity_date),
        },
        options: options
            .into_iter()
            .enumerate()
            .map(|(index, raw)| option(creditor, raw, &format!("paymentOption[{index}]"), rules))
            .collect(),
    }
}

fn option(creditor: &str, raw: RawOption, at: &str, rules: &mut Rules) -> OptionDetails {
    let iuv = rules.digits(&format!("{at}.iuv"), raw.iuv, 17);
    // Today only notice numbers with auxiliary digit 3 are issued: 3 and the IUV.
    let nav = raw.nav.unwrap_or_else(|| format!("3{iuv}"));
    if nav != format!("3{iuv}") {
        rules.broken(&format!("{at}.nav"), "must be 3 and the iuv");
    }
    let transfers = raw.transfer.unwrap_or_default();
    if transfers.is_empty() || transfers.len() > TRANSFERS_MAX {
        rules.broken(&format!("{at}.transfer"), "needs one to five");
    }
    let due = format!("{at}.dueDate");
    if raw.due_date.is_none() {
        rules.broken(&due, "is required");
    }
    OptionDetails {
        nav,
        iuv,
        amount: rules.cents(&format!("{at}.amount"), raw.amount),
        description: rules.short(&format!("{at}.description"), raw.description),
        is_partial: rules.required(&format!("{at}.isPartialPayment"), raw.is_partial_payment, false),
        due: rules.date(&due, raw.due_date).unwrap_or(OffsetDateTime::UNIX_EPOCH),
        retention: rules.date(&format!("{at}.retentionDate"), raw.retention_date),
        metadata: rules.metadata(&format!("{at}.paymentOptionMetadata"), raw.payment_option_metadata),
        transfers: transfers
            .into_iter()
            .enumerate()
            .map(|(index, raw)| transfer(creditor, raw, &format!("{at}.transfer[{index}]"), rules))
            .collect(),
    }
}

fn transfer(creditor: &str, raw: RawTransfer, at: &str, rules: &mut Rules) -> Transfer {
    let id = rules.text(&format!("{at}.idTransfer"), raw.id_transfer);
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
    let iban = rules.iban(&format!("{at}.iban"), raw.iban);
    let postal_iban = rules.iban(&format!("{at}.postalIban"), raw.postal_iban);
    match (&iban, &postal_iban, &raw.stamp) {
        (None, None, None) => rules.broken(at, "needs an iban or a stamp"),
        (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => rules.broken(at, "has both an iban and a stamp"),
        _ => {}
    }
    if let Some(stamp) = &raw.stamp {
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
        amount: rules.cents(&format!("{at}.amount"), raw.amount),
        creditor: raw.organization_fiscal_code.unwrap_or_else(|| creditor.to_owned()),
        remittance_information: rules
            .short(&format!("{at}.remittanceInformation"), raw.remittance_information),
        category: rules.text(&format!("{at}.category"), raw.category),
        iban,
        postal_iban,
        stamp: raw.stamp,
        company_name: rules.short_option(&format!("{at}.companyName"), raw.company_name),
        metadata: rules.metadata(&format!("{at}.transferMetadata"), raw.transfer_metadata),
    }
}

/// Dates in order and ahead of now; the transfers' sum is the amount.
fn agrees(new: &NewPosition, now: OffsetDateTime) -> Result<(), String> {
    if new.details.validity.is_some_and(|from| from < now) {
        return Err("validityDate is already past".to_owned());
    }
    for option in &new.options {
        let earliest = new.details.validity.unwrap_or(now);
        if option.due < earliest {
            let (due, earliest) = (clock::print_wire(option.due), clock::print_wire(earliest));
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

pub fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
