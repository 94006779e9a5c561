//! The command line.

use std::net::SocketAddr;
use std::str::FromStr;

use clap::Parser;

use crate::digits::is_digits;

/// A stand-in for the payment platform, for demonstrations and tests only: no money moves.
#[derive(Debug, Clone, Parser)]
#[command(name = "sandbox", version)]
pub struct Settings {
    /// Where the pages and the platform's interfaces listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,

    /// Where the mailbox accepts mail; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:2525")]
    pub smtp: SocketAddr,

    /// How browsers reach this sandbox, without a trailing slash; by default `http://` and the address listened on.
    #[arg(long)]
    pub public_url: Option<String>,

    /// A subscription key that the platform's interfaces accept (repeatable).
    #[arg(long = "key", default_value = "sandbox-key")]
    pub keys: Vec<String>,

    /// A creditor that the keys may act for, eleven digits (repeatable); by default every creditor.
    #[arg(long = "creditor")]
    pub creditors: Vec<String>,

    /// A creditor's postal account, as `ACCOUNT=CREDITOR` (repeatable); by default the creditor on a slip owns its account.
    #[arg(long = "postal-account", value_name = "ACCOUNT=CREDITOR")]
    pub postal_accounts: Vec<PostalAccount>,

    /// How long a cart lives, in minutes; 10 on the real platform.
    #[arg(long, default_value_t = 10)]
    pub cart_minutes: u32,

    /// The query parameter with the way the payer wants to sign in: `spid` or `email`.
    #[arg(long, default_value = "accesso")]
    pub hint_parameter: String,

    /// Check every request to the platform's interfaces, and every answer, against its schema. The folder in the
    /// environment variable RICARICA_PLATFORM_FILES, if set, has the platform's published descriptions.
    #[arg(long)]
    pub check_schemas: bool,

    /// The query parameter with the language of the payment pages: `it`, `fr` or `en`.
    #[arg(long, default_value = "lng")]
    pub language_parameter: String,
}

/// A postal account and its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostalAccount {
    /// Twelve digits, as a slip prints it.
    pub account: String,
    pub creditor: String,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a postal account (up to 12 digits), an equals sign and a creditor (11 digits)")]
pub struct NotAPostalAccount;

impl FromStr for PostalAccount {
    type Err = NotAPostalAccount;

    fn from_str(text: &str) -> Result<Self, NotAPostalAccount> {
        let (account, creditor) = text.split_once('=').ok_or(NotAPostalAccount)?;
        if !(1..=12).contains(&account.len())
            || !is_digits(account, account.len())
            || !is_digits(creditor, 11)
        {
            return Err(NotAPostalAccount);
        }
        Ok(Self { account: format!("{account:0>12}"), creditor: creditor.to_owned() })
    }
}
