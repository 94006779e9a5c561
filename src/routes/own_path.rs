//! The path that the sign-in page leads to.

use std::str::FromStr;

/// Path and query of a page of this site. Browsers cannot take it for another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPath(String);

/// The path may lead to another site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnOwnPath;

impl OwnPath {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OwnPath {
    type Err = NotAnOwnPath;

    fn from_str(path: &str) -> Result<Self, NotAnOwnPath> {
        let own = path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(['\\', ':', '\n', '\r', '\t', '#']);
        if own { Ok(Self(path.to_owned())) } else { Err(NotAnOwnPath) }
    }
}
