//! Where a notice is paid in person. Providers and fees are invented.

use std::fmt;
use std::str::FromStr;

use crate::cents::Cents;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Channel {
    #[default]
    Tobacconist,
    PostOffice,
    Bank,
    CashMachine,
    Sisal,
    Lottomatica,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a channel: one of tabacchi, poste, banca, atm, sisal, lottomatica")]
pub struct UnknownChannel;

impl Channel {
    pub const ALL: [Self; 6] =
        [Self::Tobacconist, Self::PostOffice, Self::Bank, Self::CashMachine, Self::Sisal, Self::Lottomatica];

    fn name(self) -> &'static str {
        match self {
            Self::Tobacconist => "tabacchi",
            Self::PostOffice => "poste",
            Self::Bank => "banca",
            Self::CashMachine => "atm",
            Self::Sisal => "sisal",
            Self::Lottomatica => "lottomatica",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Tobacconist => "Tabaccheria",
            Self::PostOffice => "Ufficio postale",
            Self::Bank => "Sportello bancario",
            Self::CashMachine => "Sportello automatico (ATM)",
            Self::Sisal => "Punto SISAL",
            Self::Lottomatica => "Punto Lottomatica",
        }
    }

    pub fn psp(self) -> &'static str {
        match self {
            Self::Tobacconist => "Tabaccheria di prova",
            Self::PostOffice => "Ufficio postale di prova",
            Self::Bank => "Banca di prova",
            Self::CashMachine => "ATM di prova",
            Self::Sisal => "SISAL di prova",
            Self::Lottomatica => "Lottomatica di prova",
        }
    }

    pub fn fee(self) -> Cents {
        match self {
            Self::Tobacconist | Self::Sisal | Self::Lottomatica => Cents(200),
            Self::PostOffice => Cents(180),
            Self::Bank => Cents(150),
            Self::CashMachine => Cents(130),
        }
    }

    /// The payment type code: a payment in person starts at the payment service provider.
    pub fn code(self) -> &'static str {
        "PO"
    }
}

/// As forms and JSON name it.
impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Channel {
    type Err = UnknownChannel;

    fn from_str(text: &str) -> Result<Self, UnknownChannel> {
        Self::ALL.into_iter().find(|channel| channel.name() == text).ok_or(UnknownChannel)
    }
}
