//! The configuration: one TOML file, overlaid by the environment, parsed into valid values.

mod connections;
mod database;
mod keep;
mod letter;
mod log;
mod mail;
mod municipality;
mod rules;
pub mod smtp;
mod sources;
mod traces;

use axum::http::HeaderName;
use contract::SignInHint;
use iban::{Iban, IbanLike as _};
use pagopa::{Amount, CreditorCode, PostalAccount, SegregationCode};
use serde::Deserialize;
use std::{
    fs, io,
    net::SocketAddr,
    num::NonZeroU8,
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

pub use connections::Connections;
pub use database::{Database, DatabaseError, PostgresAddress};
pub use keep::Keep;
pub use letter::{Letter, LetterSource};
pub use log::{Log, LogFormat};
pub use mail::Mail;
pub use municipality::{Given, Municipality};
pub use traces::Traces;

/// An invalid configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {path}: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path}: {source}")]
    Parse { path: PathBuf, source: Box<toml::de::Error> },
    /// `source_name` is the file, or the variable of the environment that has the value.
    #[error("{source_name}: {key}: {problem}")]
    Value { source_name: String, key: String, problem: String },
    #[error("configuration: {0}")]
    Rule(String),
}

/// All values of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_url: Url,
    pub database: Database,
    pub secret_file: PathBuf,
    /// Where `/metrics`, `/livez` and `/readyz` are answered, beside `listen`. Without it there are no metrics.
    #[serde(default)]
    pub metrics: Option<SocketAddr>,
    /// How long `/readyz` says that the gateway stops before it takes no more connections.
    #[serde(default)]
    pub drain_seconds: u64,
    /// The header in which the reverse proxy writes the client's address.
    #[serde(default, deserialize_with = "header_name")]
    pub client_address_header: Option<HeaderName>,
    /// How many reverse proxies a request passes, each of which adds an entry to that header.
    #[serde(default = "default_hops")]
    pub client_address_hops: NonZeroU8,
    #[serde(default)]
    pub log: Log,
    #[serde(default)]
    pub traces: Traces,
    pub municipality: Municipality,
    pub creditor: Creditor,
    #[serde(default)]
    pub letter: Letter,
    pub limits: TopUpLimits,
    pub platform: Platform,
    pub mail: Mail,
    #[serde(default)]
    pub connections: Connections,
    #[serde(default)]
    pub session: Session,
    #[serde(default)]
    pub rate_limits: RateLimits,
    #[serde(default)]
    pub keep: Keep,
}

/// The creditor, who receives the money.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Creditor {
    pub code: CreditorCode,
    pub name: String,
    /// The office in charge, as printed on the letter.
    pub sector: Option<String>,
    /// How to reach it, as printed on the letter.
    pub info: Option<String>,
    /// A picture for the letter.
    pub logo: Option<PathBuf>,
    pub cbill: Option<String>,
    #[serde(deserialize_with = "segregation_code")]
    pub segregation_code: SegregationCode,
    #[serde(deserialize_with = "italian_iban")]
    pub iban: Iban,
    pub taxonomy: String,
    /// Needed for postal slips. Without it no Data Matrix is shown or printed.
    pub postal: Option<Postal>,
}

/// The creditor's permission to print postal slips (*bollettino postale PA*): account and authorisation. Poste requires
/// both.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postal {
    pub account: PostalAccount,
    /// As printed after "Intestato a"; at most 50 characters.
    pub holder: String,
    /// As Poste wrote it: `AUT. DB/… DEL …`.
    pub authorisation: String,
}

fn header_name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<HeaderName>, D::Error> {
    let name: Option<String> = Option::deserialize(deserializer)?;
    name.map(|name| name.parse().map_err(serde::de::Error::custom)).transpose()
}

/// pagoPA pays to Italian accounts only.
fn italian_iban<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Iban, D::Error> {
    let iban = String::deserialize(deserializer)?.parse::<Iban>().map_err(|_| {
        serde::de::Error::custom(
            "this is no IBAN: its length or its check digits are wrong. Copy it from the bank's statement or from \
             pagoPA's back office",
        )
    })?;
    match iban.country_code() {
        "IT" => Ok(iban),
        _ => Err(serde::de::Error::custom("an Italian account is needed: IT and 25 more characters")),
    }
}

/// Two digits in quotes: `01` without them would be the number one.
fn segregation_code<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<SegregationCode, D::Error> {
    let text = String::deserialize(deserializer)?;
    let code = text.parse().ok().filter(|_| text.len() == 2).and_then(|code| SegregationCode::new(code).ok());
    code.ok_or_else(|| serde::de::Error::custom("segregation_code must be \"00\" to \"45\""))
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopUpLimits {
    pub least: Amount,
    pub most: Amount,
    pub balance_cap: Amount,
    pub low_balance_meals: u32,
    pub due_days: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    pub gpd_url: Url,
    pub gpd_key: String,
    pub checkout_url: Url,
    pub allowed_hosts: Vec<String>,
    #[serde(default)]
    pub sign_in: Vec<SignInHint>,
    /// What the payment page offers, as the app names it.
    #[serde(default = "default_methods")]
    pub methods: Vec<String>,
    pub hint_parameter: Option<String>,
    pub language_parameter: Option<String>,
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u64,
    #[serde(default = "default_cart_minutes")]
    pub cart_minutes: u64,
}

/// What pagoPA's payment page offers.
fn default_methods() -> Vec<String> {
    ["Visa", "Mastercard", "Maestro", "American Express", "MyBank", "Satispay", "PayPal", "BANCOMAT Pay"]
        .map(str::to_owned)
        .to_vec()
}

const fn default_hops() -> NonZeroU8 {
    NonZeroU8::MIN
}

const fn default_timeout_ms() -> u64 {
    8000
}

const fn default_cart_minutes() -> u64 {
    10
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    pub idle_minutes: u64,
    pub absolute_hours: u64,
}

impl Default for Session {
    fn default() -> Self {
        Self { idle_minutes: 30, absolute_hours: 12 }
    }
}

impl Session {
    pub fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_minutes * 60)
    }
    pub fn absolute(&self) -> Duration {
        Duration::from_secs(self.absolute_hours * 3600)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimits {
    /// Of one session, or else of one address.
    pub requests_per_minute: u32,
    /// Of one address for one mailbox. One mailbox may have ten times as many in all.
    pub sign_in_codes_per_hour: u32,
    /// Of one address for all mailboxes: a school or a company is one address.
    pub sign_in_codes_of_address_per_hour: u32,
    pub notice_mails_per_hour: u32,
    /// That one guardian may open in ten minutes.
    pub top_ups_per_ten_minutes: u32,
    /// Payment pages that the link of one notice may open.
    pub shared_checkouts_per_hour: u32,
    /// Of one address, from the page without a session. All addresses together may send ten times as many.
    pub office_requests_per_hour: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            requests_per_minute: 300,
            sign_in_codes_per_hour: 6,
            sign_in_codes_of_address_per_hour: 300,
            notice_mails_per_hour: 20,
            top_ups_per_ten_minutes: 20,
            shared_checkouts_per_hour: 20,
            office_requests_per_hour: 3,
        }
    }
}

impl Config {
    /// Reads the file and the environment.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text =
            fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        let environment = std::env::vars().filter(|(name, _)| name.starts_with("RICARICA_"));
        Self::parse(&text, path, environment)
    }

    /// As [`Config::read`], from text. `path` is what relative paths are relative to.
    pub fn parse(
        text: &str,
        path: &Path,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut config = sources::read(text, path, environment)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.database = config.database.seen_from(folder);
        config.secret_file = folder.join(&config.secret_file);
        for picture in
            [&mut config.creditor.logo, &mut config.letter.pagopa_logo, &mut config.municipality.logo]
                .into_iter()
                .flatten()
        {
            *picture = folder.join(&*picture);
        }
        if let Some(file) = &mut config.mail.ca_file {
            *file = folder.join(&*file);
        }
        config.check()?;
        config.mail.read_certificates()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let rule = |text: &str| Err(ConfigError::Rule(text.into()));
        if self.limits.least > self.limits.most || self.limits.least.is_zero() {
            return rule("limits.least must be above zero and not above limits.most");
        }
        if self.limits.due_days == 0 || self.limits.due_days > 365 {
            return rule("limits.due_days must be 1 to 365");
        }
        for (key, value, longest) in [
            ("session.idle_minutes", self.session.idle_minutes, 365 * 24 * 60),
            ("session.absolute_hours", self.session.absolute_hours, 365 * 24),
            ("platform.cart_minutes", self.platform.cart_minutes, 24 * 60),
            ("platform.timeout_ms", self.platform.timeout_ms, 600_000),
        ] {
            if value == 0 || value > longest {
                return Err(ConfigError::Rule(format!("{key} must be 1 to {longest}")));
            }
        }
        self.municipality.check()?;
        if self.creditor.name.chars().count() > 100 {
            return rule("creditor.name has at most 100 characters");
        }
        if let Some(postal) = &self.creditor.postal {
            if postal.holder.trim().is_empty() || postal.holder.chars().count() > 50 {
                return rule("creditor.postal.holder has 1 to 50 characters");
            }
            if postal.authorisation.trim().is_empty() {
                return rule(
                    "creditor.postal.authorisation is missing: without it no postal slip may be printed",
                );
            }
        }
        let RateLimits {
            requests_per_minute,
            sign_in_codes_per_hour,
            sign_in_codes_of_address_per_hour,
            notice_mails_per_hour,
            top_ups_per_ten_minutes,
            shared_checkouts_per_hour,
            office_requests_per_hour,
        } = self.rate_limits;
        let limits = [
            requests_per_minute,
            sign_in_codes_per_hour,
            sign_in_codes_of_address_per_hour,
            notice_mails_per_hour,
            top_ups_per_ten_minutes,
            shared_checkouts_per_hour,
            office_requests_per_hour,
        ];
        if limits.contains(&0) {
            return rule("rate limits must be above zero");
        }
        if self.platform.hint_parameter.is_some()
            && self.platform.hint_parameter == self.platform.language_parameter
        {
            return rule("platform.language_parameter must not be platform.hint_parameter");
        }
        if self.letter.source == LetterSource::Platform && self.letter.print_service().is_none() {
            return rule("letter.source = \"platform\" needs letter.print_url and letter.print_key");
        }
        let addresses = [&self.platform.gpd_url, &self.platform.checkout_url];
        for address in addresses.into_iter().chain(&self.letter.print_url) {
            if address.scheme() != "https" && !is_loopback(address) {
                return rule("the platform's addresses must be https (http only on this machine)");
            }
        }
        self.check_rules()
    }

    /// Whether the app is served over https.
    pub fn is_secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// Where an answer to a mail goes.
    pub fn reply_to(&self) -> Option<lettre::message::Mailbox> {
        let office = || {
            let address = self.municipality.office.email.as_ref()?.parse().ok()?;
            Some(lettre::message::Mailbox::new(None, address))
        };
        self.mail.reply_to.clone().or_else(office)
    }

    /// `public_url` in the form of an `Origin` header.
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }
}

/// Whether the address is one of this machine's own.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests;
