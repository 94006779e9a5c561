//! Movements: top-ups and what the office charged.

use super::{Client, ClientError};
use contract::{AccountId, MovementFilter, Movements, Year, paths};
use gloo_net::http::Method;
use web_sys::Blob;

/// Which movements are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MovementChoice {
    /// `None`: of all accounts.
    pub account: Option<AccountId>,
    pub year: Option<Year>,
    pub filter: Option<MovementFilter>,
}

impl MovementChoice {
    /// The path of the file with these movements.
    pub fn file(&self) -> String {
        self.path(paths::MOVEMENTS_FILE, None)
    }

    /// None of the values needs escaping: they are ids, numbers and words, and a cursor has digits and an id.
    fn path(&self, path: &str, cursor: Option<&str>) -> String {
        let year = self.year.map(|year| year.to_string());
        let pairs = [
            ("account_id=", self.account.as_ref().map(AccountId::as_str)),
            ("year=", year.as_deref()),
            ("filter=", self.filter.map(MovementFilter::word)),
            ("cursor=", cursor),
        ];
        let mut text = path.to_owned();
        let mut separator = "?";
        for (name, value) in pairs {
            if let Some(value) = value {
                text.push_str(separator);
                text.push_str(name);
                text.push_str(value);
                separator = "&";
            }
        }
        text
    }
}

impl Client {
    /// A page of movements, the newest first. `cursor` comes from the page before.
    pub async fn movements(
        self,
        choice: &MovementChoice,
        cursor: Option<&str>,
    ) -> Result<Movements, ClientError> {
        self.call(Method::GET, &choice.path(paths::MOVEMENTS, cursor)).answer().await
    }

    /// A CSV file.
    pub async fn csv(self, path: &str) -> Result<Blob, ClientError> {
        self.call(Method::GET, path).csv().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_written_into_the_address() {
        let mut choice = MovementChoice::default();
        assert_eq!(choice.file(), "/api/v1/movements.csv");
        choice.year = "2026".parse().ok();
        choice.filter = Some(MovementFilter::Office);
        assert_eq!(choice.path("/m", Some("5-A")), "/m?year=2026&filter=office&cursor=5-A");
    }
}
