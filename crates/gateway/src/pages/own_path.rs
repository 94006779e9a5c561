//! An address of this site from a link or a form: the page that is opened after signing in.

use std::{fmt, str::FromStr};
use url::Url;

/// In bytes. The app's addresses are much shorter.
const LONGEST: usize = 1000;
/// A base for resolving paths. It is never requested.
const BASE: &str = "http://own.invalid/";

/// Path, query and fragment, normalised as in a browser. Never another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPath(String);

/// The text is an address of another site, or not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a path of this site")]
pub struct NotAnOwnPath;

impl OwnPath {
    /// The accounts.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `address?poi=…`, or the address alone if this is the start page.
    pub fn after(&self, address: &str) -> String {
        if self.0 == "/" {
            return address.to_owned();
        }
        let next: String = url::form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        format!("{address}{}poi={next}", if address.contains('?') { '&' } else { '?' })
    }
}

impl FromStr for OwnPath {
    type Err = NotAnOwnPath;

    /// Browsers remove tabs and line breaks from an address and read `\` as `/`, so these are refused.
    fn from_str(text: &str) -> Result<Self, NotAnOwnPath> {
        let plain = text.starts_with('/')
            && text.len() <= LONGEST
            && !text.contains(['\\', ':'])
            && !text.chars().any(char::is_control);
        if !plain || has_host(text) {
            return Err(NotAnOwnPath);
        }
        let base = Url::parse(BASE).map_err(|_| NotAnOwnPath)?;
        let url = base.join(text).map_err(|_| NotAnOwnPath)?;
        // `/.//host` becomes `//host`.
        let path = url.as_str().strip_prefix(BASE.trim_end_matches('/')).ok_or(NotAnOwnPath)?;
        if has_host(path) { Err(NotAnOwnPath) } else { Ok(Self(path.to_owned())) }
    }
}

/// Browsers read the part after `//` as a host.
fn has_host(path: &str) -> bool {
    path.starts_with("//")
}

impl fmt::Display for OwnPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_this_site_are_normalised_as_in_a_browser() {
        for (text, path) in [
            ("/", "/"),
            ("/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0A"),
            ("/storico?x=1&y=2", "/storico?x=1&y=2"),
            ("/aiuto#spid", "/aiuto#spid"),
            ("/a/../b", "/b"),
            ("/perché", "/perch%C3%A9"),
            ("/a b", "/a%20b"),
        ] {
            assert_eq!(text.parse::<OwnPath>().unwrap().as_str(), path, "{text}");
        }
    }

    #[test]
    fn another_site_is_refused_however_it_is_written() {
        for text in [
            "",
            "esito",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\nLocation: x",
            "/.//evil.example",
            "/..//evil.example",
            "/a/..//evil.example",
            "/%2e//evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a:b",
            "/\0",
        ] {
            assert_eq!(text.parse::<OwnPath>(), Err(NotAnOwnPath), "{text:?}");
        }
        assert_eq!("/".parse(), Ok(OwnPath::home()));
        assert!(["/", &"a".repeat(LONGEST)].concat().parse::<OwnPath>().is_err());
    }

    #[test]
    fn the_next_address_is_in_the_query() {
        let path: OwnPath = "/storico?x=1&y=2".parse().unwrap();
        assert_eq!(path.after("/accesso"), "/accesso?poi=%2Fstorico%3Fx%3D1%26y%3D2");
        assert_eq!(path.after("/accesso?fine=1"), "/accesso?fine=1&poi=%2Fstorico%3Fx%3D1%26y%3D2");
        assert_eq!(OwnPath::home().after("/accesso"), "/accesso");
    }
}
