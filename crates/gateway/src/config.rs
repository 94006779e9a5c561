//! The configuration: one TOML file, overlaid by the environment, parsed into valid values.

mod municipality;
mod sources;

use axum::http::HeaderName;
use contract::SignInHint;
use lettre::{AsyncSmtpTransport, Tokio1Executor, transport::smtp::AsyncSmtpTransportBuilder};
use pagopa::{Amount, CreditorCode, PostalAccount, SegregationCode};
use serde::Deserialize;
use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

pub use municipality::{Given, Municipality};

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
    pub database: PathBuf,
    pub secret_file: PathBuf,
    /// The header in which the reverse proxy writes the client's address.
    #[serde(default, deserialize_with = "header_name")]
    pub client_address_header: Option<HeaderName>,
    #[serde(default)]
    pub log: Log,
    pub municipality: Municipality,
    pub creditor: Creditor,
    #[serde(default)]
    pub letter: Letter,
    pub limits: TopUpLimits,
    pub platform: Platform,
    pub mail: Mail,
    #[serde(default)]
    pub session: Session,
    #[serde(default)]
    pub rate_limits: RateLimits,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".into() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
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
    pub iban: String,
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

/// The notice on paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Letter {
    /// One language, or Italian and another one.
    pub languages: Vec<contract::Language>,
    /// Whether the sheet names the creditor's own site among the places to pay.
    pub own_site: bool,
    /// pagoPA's logo, where the office has it from pagoPA.
    pub pagopa_logo: Option<PathBuf>,
    pub source: LetterSource,
    /// The platform's print service, where `source` is it.
    pub print_url: Option<Url>,
    pub print_key: Option<String>,
}

/// The program that prints letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LetterSource {
    #[default]
    Own,
    /// The platform's print service, and the gateway where that fails.
    Platform,
}

impl Letter {
    /// The print service and its key, where letters come from there.
    pub fn print_service(&self) -> Option<(&Url, &str)> {
        let wanted = self.source == LetterSource::Platform;
        self.print_url.as_ref().zip(self.print_key.as_deref()).filter(|_| wanted)
    }
}

impl Default for Letter {
    fn default() -> Self {
        Self {
            languages: vec![contract::Language::It],
            own_site: true,
            pagopa_logo: None,
            source: LetterSource::Own,
            print_url: None,
            print_key: None,
        }
    }
}

fn header_name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<HeaderName>, D::Error> {
    let name: Option<String> = Option::deserialize(deserializer)?;
    name.map(|name| name.parse().map_err(serde::de::Error::custom)).transpose()
}

fn smtp_server<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<AsyncSmtpTransportBuilder, D::Error> {
    let url = String::deserialize(deserializer)?;
    AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(serde::de::Error::custom)
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
    pub hint_parameter: Option<String>,
    pub language_parameter: Option<String>,
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u64,
    #[serde(default = "default_cart_minutes")]
    pub cart_minutes: u64,
}

const fn default_timeout_ms() -> u64 {
    8000
}

const fn default_cart_minutes() -> u64 {
    10
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The mail server: `smtp://` or `smtps://`, with user and password.
    #[serde(rename = "smtp_url", deserialize_with = "smtp_server")]
    pub smtp: AsyncSmtpTransportBuilder,
    pub from: lettre::message::Mailbox,
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
    pub requests_per_minute: u32,
    /// Of one address for one mailbox. One address for all mailboxes, and one mailbox for all addresses, may have ten times as
    /// many.
    pub sign_in_codes_per_hour: u32,
    pub notice_mails_per_hour: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { requests_per_minute: 300, sign_in_codes_per_hour: 6, notice_mails_per_hour: 20 }
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
        config.database = folder.join(&config.database);
        config.secret_file = folder.join(&config.secret_file);
        for picture in
            [&mut config.creditor.logo, &mut config.letter.pagopa_logo, &mut config.municipality.logo]
                .into_iter()
                .flatten()
        {
            *picture = folder.join(&*picture);
        }
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let rule = |text: &str| Err(ConfigError::Rule(text.into()));
        if !matches!(self.public_url.scheme(), "http" | "https") || self.public_url.host().is_none() {
            return rule("public_url must be an http or https address");
        }
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
        let RateLimits { requests_per_minute, sign_in_codes_per_hour, notice_mails_per_hour } =
            self.rate_limits;
        if [requests_per_minute, sign_in_codes_per_hour, notice_mails_per_hour].contains(&0) {
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
        Ok(())
    }

    /// Whether the app is served over https.
    pub fn is_secure(&self) -> bool {
        self.public_url.scheme() == "https"
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
