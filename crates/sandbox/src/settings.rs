//! What the command line says.

use std::net::SocketAddr;

use clap::Parser;

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
