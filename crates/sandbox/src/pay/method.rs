//! The ways to pay: card, current account (directly or through MyBank), and the phone's apps.
//! Providers, banks and fees are invented.

use std::str::FromStr;

use super::words::Words;
use crate::euro::Cents;

pub const CIRCUITS: [&str; 6] = ["Visa", "Mastercard", "Maestro", "American Express", "Diners", "V Pay"];

/// Banks that are there at once: code and name.
pub const BANKS: [(&str, &str); 3] = [
    ("alpina", "Banca Alpina di prova"),
    ("valdigne", "Credito Valdigne di prova"),
    ("dora", "Cassa Dora di prova"),
];

/// Banks behind MyBank's list: code and name.
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
#[error("not a way to pay")]
pub struct UnknownMethod;

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(text: &str) -> Result<Self, UnknownMethod> {
        match text.split_once(':') {
            Some(("conto", bank)) => find(&BANKS, bank).map(Self::Account).ok_or(UnknownMethod),
            Some(("mybank", bank)) => find(&MYBANK_BANKS, bank).map(Self::MyBank).ok_or(UnknownMethod),
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

fn find(banks: &[(&'static str, &'static str)], wanted: &str) -> Option<&'static str> {
    banks.iter().find(|(code, _)| *code == wanted).map(|(_, name)| *name)
}

impl Method {
    /// As the payer reads it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Card => words.card.to_owned(),
            Self::Account(bank) => format!("{}, {bank}", words.account),
            Self::MyBank(bank) => format!("MyBank, {bank}"),
            Self::Satispay => "Satispay".to_owned(),
            Self::PayPal => "PayPal".to_owned(),
            Self::BancomatPay => "BANCOMAT Pay".to_owned(),
        }
    }

    /// Once for the whole cart.
    pub fn fee(self) -> Cents {
        match self {
            Self::Card => Cents(150),
            Self::Account(_) | Self::MyBank(_) | Self::Satispay => Cents(100),
            Self::PayPal => Cents(120),
            Self::BancomatPay => Cents(70),
        }
    }

    /// Who collects the money.
    pub fn psp(self) -> &'static str {
        match self {
            Self::Card => "Circuito Carte di prova",
            Self::Account(bank) | Self::MyBank(bank) => bank,
            Self::Satispay => "Satispay (di prova)",
            Self::PayPal => "PayPal (di prova)",
            Self::BancomatPay => "BANCOMAT Pay (di prova)",
        }
    }

    /// The payment type codes in use between creditors and platform: card, bank transfer, MyBank, apps.
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
