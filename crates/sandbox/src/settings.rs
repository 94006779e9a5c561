//! What the command line says.

use std::net::SocketAddr;

use std::str::FromStr;

use clap::Parser;

use crate::gpd::is_digits;

/// The stand-in for the payment platform: for demonstrations and tests only, no money moves.
#[derive(Debug, Clone, Parser)]
#[command(name = "sandbox", version)]
pub struct Settings {
    /// Where the pages and the platform's interfaces listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,

    /// Where the mailbox accepts mail; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:2525")]
    pub smtp: SocketAddr,

    /// How browsers reach this sandbox, without a trailing slash. Without it, `http://` and the address listened on.
    #[arg(long)]
    pub public_url: Option<String>,

    /// A subscription key that the debt position interface accepts (repeatable).
    #[arg(long = "key", default_value = "sandbox-key")]
    pub keys: Vec<String>,

    /// A creditor that the keys may speak for, eleven digits (repeatable); without any, every creditor.
    #[arg(long = "creditor")]
    pub creditors: Vec<String>,

    /// A creditor's postal account, as `ACCOUNT=CREDITOR` (repeatable); without any, every account is its creditor's.
    #[arg(long = "postal-account", value_name = "ACCOUNT=CREDITOR")]
    pub postal_accounts: Vec<PostalAccount>,

    /// How long a cart lives, in minutes: 10 on the real platform.
    #[arg(long, default_value_t = 10)]
    pub cart_minutes: u32,

    /// The query parameter that says how the payer means to sign in: `spid` or `email`.
    #[arg(long, default_value = "accesso")]
    pub hint_parameter: String,

    /// The query parameter that says in which language the payment pages speak: `it`, `fr` or `en`.
    #[arg(long, default_value = "lng")]
    pub language_parameter: String,
}

/// Whose a postal account is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostalAccount {
    /// Twelve digits, as a slip prints it.
    pub account: String,
    pub creditor: String,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a postal account (up to 12 digits), an equals sign and a creditor (11 digits)")]
pub struct NotAnAccount;

impl FromStr for PostalAccount {
    type Err = NotAnAccount;

    fn from_str(text: &str) -> Result<Self, NotAnAccount> {
        let (account, creditor) = text.split_once('=').ok_or(NotAnAccount)?;
        if !(1..=12).contains(&account.len())
            || !is_digits(account, account.len())
            || !is_digits(creditor, 11)
        {
            return Err(NotAnAccount);
        }
        Ok(Self { account: format!("{account:0>12}"), creditor: creditor.to_owned() })
    }
}
