//! Values that cannot be right together or at all. Each error says what to do.

use super::{Config, ConfigError, is_loopback};

impl Config {
    pub(super) fn check_rules(&self) -> Result<(), ConfigError> {
        self.check_public_url()?;
        self.check_creditor()?;
        self.connections.check()?;
        self.mail.check()?;
        self.keep.check()?;
        self.check_watching()?;
        self.traces.check()?;
        self.check_limits()
    }

    fn check_watching(&self) -> Result<(), ConfigError> {
        if self.drain_seconds > 300 {
            return rule("drain_seconds must be 0 to 300");
        }
        if self.metrics.is_some_and(|metrics| metrics == self.listen && metrics.port() != 0) {
            return rule("metrics and listen must not be the same address: metrics are not for everybody");
        }
        Ok(())
    }

    fn check_public_url(&self) -> Result<(), ConfigError> {
        let url = &self.public_url;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return rule("public_url must be an http or https address");
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigError::Rule(format!(
                "public_url must be a whole host: the app is served at its root. Write \"{}\", or give the app a host \
                 of its own",
                self.origin()
            )));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return rule("public_url must have no user and no password");
        }
        if url.scheme() == "http" && !is_loopback(url) {
            return Err(ConfigError::Rule(format!(
                "public_url must be https: over http anybody on the network reads the sessions. Let a reverse proxy \
                 answer at https and write \"https://{}\" here (http only on this machine)",
                url.host_str().unwrap_or_default()
            )));
        }
        Ok(())
    }

    /// pagoPA's own test creditors have wrong check digits, so a test environment may have one.
    fn check_creditor(&self) -> Result<(), ConfigError> {
        let creditor = &self.creditor;
        if !creditor.code.checksum_ok() && !self.municipality.test_environment {
            return Err(ConfigError::Rule(format!(
                "creditor.code {} has a wrong check digit: compare it with the creditor's entry in the IPA \
                 (indicepa.gov.it). In a test environment set municipality.test_environment = true",
                creditor.code
            )));
        }
        Ok(())
    }

    fn check_limits(&self) -> Result<(), ConfigError> {
        let (limits, session, platform) = (&self.limits, &self.session, &self.platform);
        if limits.most > limits.balance_cap {
            return rule(
                "limits.most must not be above limits.balance_cap: such a top-up could never be opened. Lower the one or \
                 raise the other",
            );
        }
        if session.idle_minutes > session.absolute_hours.saturating_mul(60) {
            return rule(
                "session.idle_minutes must not be above session.absolute_hours: a session ends at the latest after those \
                 hours. Lower the one or raise the other",
            );
        }
        if platform.timeout_ms > self.connections.request_seconds.saturating_mul(1000) {
            return rule(
                "platform.timeout_ms must not be above connections.request_seconds: the answer to a guardian would be cut \
                 off first. Lower the one or raise the other",
            );
        }
        if platform.timeout_ms > platform.cart_minutes.saturating_mul(60_000) {
            return rule(
                "platform.timeout_ms must not be above platform.cart_minutes: the cart would end before its answer. Lower \
                 the one or raise the other",
            );
        }
        Ok(())
    }
}

fn rule(text: &str) -> Result<(), ConfigError> {
    Err(ConfigError::Rule(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const EXAMPLE: &str = include_str!("../../gateway.example.toml");

    fn parse(environment: &[(&str, &str)]) -> Result<Config, String> {
        let variable = |(name, value): &(&str, &str)| (format!("RICARICA_{name}"), (*value).to_owned());
        let environment = environment.iter().map(variable);
        Config::parse(EXAMPLE, Path::new("folder/gateway.toml"), environment)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn what_cannot_be_right_is_refused_with_what_to_do() {
        for (name, value, expected) in [
            ("PUBLIC_URL", "http://ricarica.example.org", "write \"https://ricarica.example.org\""),
            ("PUBLIC_URL", "http://192.0.2.7:8080", "must be https"),
            ("PUBLIC_URL", "https://comune.example.org/mensa", "Write \"https://comune.example.org\""),
            ("PUBLIC_URL", "https://comune.example.org/?mensa", "a host of its own"),
            ("PUBLIC_URL", "https://comune.example.org/#mensa", "a host of its own"),
            ("PUBLIC_URL", "https://utente@comune.example.org/", "no user"),
            ("PUBLIC_URL", "ftp://comune.example.org/", "http or https"),
            ("CREDITOR__IBAN", "IT61X0542811101000000123456", "check digits are wrong. Copy it"),
            ("CREDITOR__IBAN", "IT60X054281110100000012345", "its length"),
            ("CREDITOR__IBAN", "DE89370400440532013000", "Italian account"),
            ("LIMITS__MOST", "1000.01", "Lower the one or raise the other"),
            ("TRACES__ENDPOINT", "ftp://collector.example.org", "http or https"),
            ("TRACES__ENDPOINT", "http://u:p@127.0.0.1:4318", "no user"),
            ("TRACES__ENDPOINT", "http://127.0.0.1:4318/v1/traces", "write \"http://127.0.0.1:4318\""),
            ("SESSION__IDLE_MINUTES", "721", "session.absolute_hours"),
            ("PLATFORM__TIMEOUT_MS", "120001", "connections.request_seconds"),
            ("CONNECTIONS__HEADER_SECONDS", "0", "connections.header_seconds must be 1 to 600"),
            ("CONNECTIONS__BODY_SECONDS", "0", "connections.body_seconds must be 1 to 600"),
            ("CONNECTIONS__IDLE_SECONDS", "0", "connections.idle_seconds must be 1 to 3600"),
            ("CONNECTIONS__REQUEST_SECONDS", "0", "connections.request_seconds must be 1 to 3600"),
            ("CONNECTIONS__REQUEST_SECONDS", "15", "lower it to at most 15"),
            ("CONNECTIONS__MAX", "0", "connections.max must be"),
            (
                "CONNECTIONS__MAX",
                "100",
                "connections.max_per_address must be 1 to connections.max, which is 100",
            ),
            ("CONNECTIONS__MAX_PER_ADDRESS", "0", "connections.max_per_address"),
            ("CONNECTIONS__HEADER_BYTES", "4096", "connections.header_bytes must be 8192"),
            ("KEEP__PAYMENTS_YEARS", "9", "accounting records are kept for ten years"),
            ("KEEP__UNPAID_DAYS", "549", "keep.unpaid_days must be 550 to 3650"),
            ("KEEP__CHECKOUTS_DAYS", "29", "keep.checkouts_days must be 30"),
            ("KEEP__CHECKOUTS_DAYS", "551", "keep.checkouts_days must be 30 to 550"),
            ("KEEP__UNDELIVERED_DAYS", "6", "keep.undelivered_days must be 7"),
            ("DRAIN_SECONDS", "301", "drain_seconds must be 0 to 300"),
            ("METRICS", "127.0.0.1:8080", "must not be the same address"),
            ("MAIL__TIMEOUT_SECONDS", "0", "mail.timeout_seconds must be 1 to 600"),
            ("MAIL__SMTP_URL", "posta.example.org", "begin with smtps://"),
            ("MAIL__SMTP_URL", "smtp://u:p@posta.example.org?tls=none", "remove ?tls="),
            ("MAIL__CA_FILE", "ca.pem", "mail.ca_file has no effect"),
        ] {
            let error = parse(&[(name, value)]).unwrap_err();
            assert!(error.contains(expected), "{name}={value}: {error}");
        }
        let cart = [("PLATFORM__CART_MINUTES", "1"), ("PLATFORM__TIMEOUT_MS", "60001")];
        assert!(parse(&cart).unwrap_err().contains("platform.cart_minutes"));
    }

    #[test]
    fn what_can_be_right_is_taken() {
        for (name, value) in [
            ("PUBLIC_URL", "https://ricarica.example.org"),
            ("PUBLIC_URL", "https://ricarica.example.org:8443/"),
            ("PUBLIC_URL", "http://localhost:8080"),
            ("PUBLIC_URL", "http://[::1]:8080"),
            ("CREDITOR__IBAN", "IT60 X054 2811 1010 0000 0123 456"),
            ("CONNECTIONS__MAX", "128"),
            ("MAIL__SMTP_URL", "smtps://utente:a#b/c?d@posta.example.org"),
        ] {
            parse(&[(name, value)]).unwrap_or_else(|error| panic!("{name}={value}: {error}"));
        }
    }

    #[test]
    fn creditor_with_a_wrong_check_digit_is_for_test_environments_only() {
        let wrong = parse(&[("MUNICIPALITY__TEST_ENVIRONMENT", "false")]).unwrap_err();
        assert!(
            wrong.contains("creditor.code 00101440073") && wrong.contains("test_environment = true"),
            "{wrong}"
        );
        parse(&[("MUNICIPALITY__TEST_ENVIRONMENT", "false"), ("CREDITOR__CODE", "00101440071")]).unwrap();
    }

    #[test]
    fn mail_servers_own_authority_is_read_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let ca = folder.path().join("ca.pem");
        let parse = || {
            let environment = [
                ("RICARICA_MAIL__SMTP_URL", "smtps://utente:segreta@posta.example.org"),
                ("RICARICA_MAIL__CA_FILE", "ca.pem"),
            ];
            let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned()));
            let config = Config::parse(EXAMPLE, &folder.path().join("gateway.toml"), environment.into_iter());
            config.map_err(|error| error.to_string())
        };
        assert!(parse().unwrap_err().contains("cannot read"));
        std::fs::write(&ca, "questo non è un certificato").unwrap();
        assert!(parse().unwrap_err().contains("has no certificate in PEM"));
        std::fs::write(&ca, include_str!("../../tests/tls/authority.pem")).unwrap();
        let config = parse().unwrap();
        assert!(config.mail.tls().is_some());
        assert!(!format!("{config:?}").contains("segreta"));
    }
}
