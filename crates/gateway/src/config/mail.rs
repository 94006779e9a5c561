//! The section `mail`.

use lettre::{
    message::Mailbox,
    transport::smtp::client::{Certificate, TlsParameters},
};
use serde::Deserialize;
use std::{fmt, fs, path::PathBuf, time::Duration};

use super::{
    ConfigError,
    smtp::{Encryption, SmtpServer},
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The mail server: `smtp://` or `smtps://`, with user and password.
    pub smtp_url: SmtpServer,
    /// Certificates in PEM of the authority that signed the mail server's, if it is not a public one.
    pub ca_file: Option<PathBuf>,
    /// For the whole conversation about one mail.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u64,
    /// Without a name the municipality's is shown, in the guardian's language.
    pub from: Mailbox,
    /// Where an answer goes. Without it: the office.
    pub reply_to: Option<Mailbox>,
    /// What `check` has read.
    #[serde(skip)]
    tls: Trusted,
}

/// The certificates that the mail server may have.
#[derive(Clone, Default)]
struct Trusted(Option<TlsParameters>);

impl fmt::Debug for Trusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Trusted").field(&self.0.is_some()).finish()
    }
}

const fn default_timeout_seconds() -> u64 {
    30
}

impl Mail {
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }

    /// The certificates that the mail server may have; `None` where nothing is encrypted.
    pub const fn tls(&self) -> Option<&TlsParameters> {
        self.tls.0.as_ref()
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.timeout_seconds == 0 || self.timeout_seconds > 600 {
            return Err(ConfigError::Rule("mail.timeout_seconds must be 1 to 600".into()));
        }
        Ok(())
    }

    /// Reads the authority's certificates.
    pub(super) fn read_certificates(&mut self) -> Result<(), ConfigError> {
        if self.smtp_url.encryption == Encryption::None {
            return match self.ca_file {
                Some(_) => Err(ConfigError::Rule(
                    "mail.ca_file has no effect, because mail.smtp_url is not encrypted: write smtps://, or \
                     smtp://…?tls=required"
                        .into(),
                )),
                None => Ok(()),
            };
        }
        let mut builder = TlsParameters::builder(self.smtp_url.host.clone());
        if let Some(path) = &self.ca_file {
            let pem = fs::read(path).map_err(|source| ConfigError::Read { path: path.clone(), source })?;
            let none = || {
                ConfigError::Rule(format!(
                    "mail.ca_file: {} has no certificate in PEM (-----BEGIN CERTIFICATE-----)",
                    path.display()
                ))
            };
            if !pem.windows(BEGIN.len()).any(|part| part == BEGIN) {
                return Err(none());
            }
            builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|_| none())?);
        }
        let tls = builder.build().map_err(|error| ConfigError::Rule(format!("mail.ca_file: {error}")))?;
        self.tls = Trusted(Some(tls));
        Ok(())
    }
}

const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
