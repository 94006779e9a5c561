//! `mail.smtp_url`: the mail server and how to speak with it.
//!
//! `smtp://user:password@host:port/name?tls=…` and `smtps://…`. It is not read as a URL is: what offices copy from their
//! provider has passwords with `#`, `/`, `?` and `@`, which a URL would have to escape. The last `@` ends the password.

use lettre::transport::smtp::{
    SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT, authentication::Credentials, extension::ClientId,
};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::{net::IpAddr, str::FromStr};
use url::Host;

/// How the conversation is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Not at all.
    None,
    /// STARTTLS where the server offers it.
    Opportunistic,
    /// STARTTLS, or no mail.
    StartTls,
    /// TLS from the first byte on.
    Tls,
}

/// The mail server. `Debug` masks the password.
#[derive(Debug, Clone)]
pub struct SmtpServer {
    /// A name or an address, as TLS compares it with the certificate.
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<Credentials>,
    /// The gateway's own name in EHLO; without it the system's.
    pub own_name: Option<ClientId>,
}

/// Why it is none. The messages never contain the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    #[error(
        "it must begin with smtps:// (TLS from the beginning, port 465) or smtp:// (STARTTLS, port 587), like \
         smtps://user:password@mail.example.org"
    )]
    Scheme,
    #[error(
        "there is no host, or it is not a name or an address: smtp://user:password@host:port is expected; write a % \
         in the user or the password as %25"
    )]
    Host,
    #[error("the port must be a number from 1 to 65535")]
    Port,
    #[error("user and password are separated by a colon, as in user:password@host")]
    Password,
    #[error("user or password are not UTF-8 once their %-codes are read: write a % of the password as %25")]
    Encoding,
    #[error("tls must be required, opportunistic or none")]
    Tls,
    #[error(
        "with a password the connection must be encrypted: remove ?tls=… (STARTTLS is then required), or use smtps://"
    )]
    PasswordInClear,
}

impl<'de> Deserialize<'de> for SmtpServer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl FromStr for SmtpServer {
    type Err = SmtpUrlError;

    fn from_str(text: &str) -> Result<Self, SmtpUrlError> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(SmtpUrlError::Scheme)?;
        let is_tls = match scheme.to_ascii_lowercase().as_str() {
            "smtps" => true,
            "smtp" => false,
            _ => return Err(SmtpUrlError::Scheme),
        };
        let (user_info, rest) = match rest.rsplit_once('@') {
            Some((user_info, rest)) => (Some(user_info), rest),
            None => (None, rest),
        };
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
        let (authority, own_name) = rest.split_once('/').unwrap_or((rest, ""));
        let credentials = user_info.map(credentials).transpose()?;
        let (host, port) = host_and_port(authority)?;
        let encryption = encryption(is_tls, query, credentials.is_some(), &host)?;
        let port = port.unwrap_or(match encryption {
            Encryption::Tls => SUBMISSIONS_PORT,
            Encryption::StartTls => SUBMISSION_PORT,
            Encryption::None | Encryption::Opportunistic => SMTP_PORT,
        });
        let own_name = own_name.trim_matches('/');
        let own_name = (!own_name.is_empty()).then(|| ClientId::Domain(own_name.to_owned()));
        Ok(Self { host: plain(&host), port, encryption, credentials, own_name })
    }
}

fn credentials(user_info: &str) -> Result<Credentials, SmtpUrlError> {
    let (user, password) = user_info.split_once(':').ok_or(SmtpUrlError::Password)?;
    let read = |text: &str| {
        let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
        decoded.map(|text| text.into_owned()).map_err(|_| SmtpUrlError::Encoding)
    };
    Ok(Credentials::new(read(user)?, read(password)?))
}

fn host_and_port(authority: &str) -> Result<(Host, Option<u16>), SmtpUrlError> {
    // The colons of an IPv6 address are inside brackets.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let port = match port {
        Some(port) => Some(port.parse().ok().filter(|port| *port != 0).ok_or(SmtpUrlError::Port)?),
        None => None,
    };
    Ok((Host::parse(host).map_err(|_| SmtpUrlError::Host)?, port))
}

/// A password is never sent in clear. Without one, mail to this machine needs no encryption, and to another it has some
/// where the server offers it.
fn encryption(
    is_tls: bool,
    query: Option<&str>,
    has_password: bool,
    host: &Host,
) -> Result<Encryption, SmtpUrlError> {
    let wanted = match query {
        None | Some("") => None,
        Some("tls=required") => Some(Encryption::StartTls),
        Some("tls=opportunistic") => Some(Encryption::Opportunistic),
        Some("tls=none") => Some(Encryption::None),
        Some(_) => return Err(SmtpUrlError::Tls),
    };
    match wanted {
        None | Some(Encryption::StartTls) if is_tls => Ok(Encryption::Tls),
        _ if is_tls => Err(SmtpUrlError::Tls),
        Some(Encryption::None | Encryption::Opportunistic) if has_password => {
            Err(SmtpUrlError::PasswordInClear)
        }
        Some(wanted) => Ok(wanted),
        None if has_password => Ok(Encryption::StartTls),
        None if is_loopback(host) => Ok(Encryption::None),
        None => Ok(Encryption::Opportunistic),
    }
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// Without the brackets of IPv6.
fn plain(host: &Host) -> String {
    match host {
        Host::Domain(name) => name.clone(),
        Host::Ipv4(address) => IpAddr::V4(*address).to_string(),
        Host::Ipv6(address) => IpAddr::V6(*address).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> SmtpServer {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn encryption_of(text: &str) -> (u16, Encryption) {
        let server = read(text);
        (server.port, server.encryption)
    }

    #[test]
    fn password_is_read_as_the_provider_wrote_it() {
        for (written, password) in [
            ("segreta", "segreta"),
            ("a#b", "a#b"),
            ("a/b?c&d", "a/b?c&d"),
            ("a@b", "a@b"),
            ("a:b", "a:b"),
            ("50%25", "50%"),
            ("a%23b%40c", "a#b@c"),
            ("è così", "è così"),
            ("", ""),
        ] {
            let server = read(&format!("smtps://utente:{written}@posta.example.org:465"));
            let expected = Credentials::new("utente".into(), password.into());
            assert_eq!(server.credentials, Some(expected), "{written}");
            assert_eq!((server.host.as_str(), server.port), ("posta.example.org", 465), "{written}");
        }
        let with_address = read("smtps://mensa@comune.example.org:segreta@posta.example.org");
        assert_eq!(
            with_address.credentials,
            Some(Credentials::new("mensa@comune.example.org".into(), "segreta".into()))
        );
    }

    #[test]
    fn password_is_never_sent_in_clear() {
        assert_eq!(encryption_of("smtp://u:p@posta.example.org"), (587, Encryption::StartTls));
        assert_eq!(encryption_of("smtp://u:p@posta.example.org:25"), (25, Encryption::StartTls));
        assert_eq!(encryption_of("smtp://u:p@127.0.0.1:2525"), (2525, Encryption::StartTls));
        assert_eq!(encryption_of("smtps://u:p@posta.example.org"), (465, Encryption::Tls));
        for clear in ["none", "opportunistic"] {
            let error =
                format!("smtp://u:p@posta.example.org?tls={clear}").parse::<SmtpServer>().unwrap_err();
            assert_eq!(error, SmtpUrlError::PasswordInClear);
            assert!(error.to_string().contains("remove ?tls="));
        }
    }

    #[test]
    fn without_a_password_the_server_decides_and_the_configuration_may() {
        assert_eq!(encryption_of("smtp://127.0.0.1:2525"), (2525, Encryption::None));
        assert_eq!(encryption_of("smtp://[::1]"), (25, Encryption::None));
        assert_eq!(encryption_of("SMTP://relay.example.org"), (25, Encryption::Opportunistic));
        assert_eq!(encryption_of("smtp://relay.example.org?tls=required"), (587, Encryption::StartTls));
        assert_eq!(encryption_of("smtp://relay.example.org/?tls=none"), (25, Encryption::None));
        assert_eq!(read("smtp://[2001:db8::1]:26").host, "2001:db8::1");
        let own_name = read("smtp://relay.example.org/ricarica.example.org").own_name;
        assert_eq!(own_name, Some(ClientId::Domain("ricarica.example.org".into())));
    }

    #[test]
    fn what_is_no_mail_server_is_refused_without_the_password() {
        for (text, expected) in [
            ("posta.example.org", SmtpUrlError::Scheme),
            ("posta.example.org:25", SmtpUrlError::Scheme),
            ("https://posta.example.org", SmtpUrlError::Scheme),
            ("smtps://", SmtpUrlError::Host),
            ("smtps://utente:segreta@", SmtpUrlError::Host),
            ("smtps://utente:segreta@una posta", SmtpUrlError::Host),
            ("smtps://utente:segreta@posta.example.org:0", SmtpUrlError::Port),
            ("smtps://utente:segreta@posta.example.org:smtp", SmtpUrlError::Port),
            ("smtps://utente@posta.example.org", SmtpUrlError::Password),
            ("smtps://utente:%ff@posta.example.org", SmtpUrlError::Encoding),
            ("smtps://posta.example.org?tls=none", SmtpUrlError::Tls),
            ("smtp://posta.example.org?starttls", SmtpUrlError::Tls),
        ] {
            let error = text.parse::<SmtpServer>().unwrap_err();
            assert_eq!(error, expected, "{text}");
            assert!(!error.to_string().contains("segreta"), "{error}");
        }
    }
}
