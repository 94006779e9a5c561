//! The payment methods: card, current account (directly or through MyBank), apps.
//! Providers, banks and fees are invented.

use std::str::FromStr;

use crate::cents::Cents;

pub const CIRCUITS: [&str; 6] = ["Visa", "Mastercard", "Maestro", "American Express", "Diners", "V Pay"];

/// Banks that can be chosen directly: code and name.
pub const BANKS: [(&str, &str); 3] = [
    ("alpina", "Banca Alpina di prova"),
    ("valdigne", "Credito Valdigne di prova"),
    ("dora", "Cassa Dora di prova"),
];

/// Banks in MyBank's list: code and name.
pub const MYBANK_BANKS: [(&str, &str); 8] = [
    ("adriatica", "Banca Adriatica di prova"),
    ("borgo", "Banca del Borgo di prova"),
    ("cervino", "Banca Cervino di prova"),
    ("etrusca", "Cassa Etrusca di prova"),
    ("laguna", "Credito Laguna di prova"),
    ("monviso", "Banca Monviso di prova"),
    ("tirreno", "Credito Tirreno di prova"),
    ("vesuvio", "Banca Vesuvio di prova"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Card,
    Account(&'static str),
    MyBank(&'static str),
    Satispay,
    PayPal,
    BancomatPay,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a payment method")]
pub struct UnknownMethod;

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(text: &str) -> Result<Self, UnknownMethod> {
        match text.split_once(':') {
            Some(("conto", bank)) => find_bank(&BANKS, bank).map(Self::Account).ok_or(UnknownMethod),
            Some(("mybank", bank)) => find_bank(&MYBANK_BANKS, bank).map(Self::MyBank).ok_or(UnknownMethod),
            Some(_) => Err(UnknownMethod),
            None => match text {
                "carta" => Ok(Self::Card),
                "satispay" => Ok(Self::Satispay),
                "paypal" => Ok(Self::PayPal),
                "bancomatpay" => Ok(Self::BancomatPay),
                _ => Err(UnknownMethod),
            },
        }
    }
}

fn find_bank(banks: &[(&'static str, &'static str)], wanted: &str) -> Option<&'static str> {
    banks.iter().find(|(code, _)| *code == wanted).map(|(_, name)| *name)
}

impl Method {
    /// A cart pays one fee, whatever the number of its notices.
    pub fn fee(self) -> Cents {
        match self {
            Self::Card => Cents(150),
            Self::Account(_) | Self::MyBank(_) | Self::Satispay => Cents(100),
            Self::PayPal => Cents(120),
            Self::BancomatPay => Cents(70),
        }
    }

    /// The payment service provider that takes the money.
    pub fn psp(self) -> &'static str {
        match self {
            Self::Card => "Circuito Carte di prova",
            Self::Account(bank) | Self::MyBank(bank) => bank,
            Self::Satispay => "Satispay (di prova)",
            Self::PayPal => "PayPal (di prova)",
            Self::BancomatPay => "BANCOMAT Pay (di prova)",
        }
    }

    /// The payment type code, as the platform tells creditors.
    pub fn code(self) -> &'static str {
        match self {
            Self::Card => "CP",
            Self::Account(_) => "BBT",
            Self::MyBank(_) => "MYBK",
            Self::Satispay => "SATY",
            Self::PayPal => "PPAL",
            Self::BancomatPay => "BPAY",
        }
    }
}
