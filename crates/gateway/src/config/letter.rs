//! The section `letter`.

use serde::Deserialize;
use std::path::PathBuf;
use url::Url;

/// The notice on paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Letter {
    /// One language, or Italian and another one.
    pub languages: Vec<contract::Language>,
    /// Where `languages` is Italian alone: whether a guardian with another language has it beside the Italian.
    pub guardian_language: bool,
    /// Whether the sheet names the creditor's own site among the places to pay.
    pub own_site: bool,
    /// pagoPA's logo, where the office has it from pagoPA.
    pub pagopa_logo: Option<PathBuf>,
    pub source: LetterSource,
    /// The platform's print service, where `source` is it.
    pub print_url: Option<Url>,
    pub print_key: Option<String>,
    /// What the office certifies on the yearly statement, at most 1000 characters. Without it the statement has a proposal, and
    /// says that the office has not confirmed it.
    pub statement_wording: Option<String>,
    /// Who signs the yearly statement: lines of at most 100 characters.
    pub statement_signature: Vec<String>,
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
            guardian_language: true,
            own_site: true,
            pagopa_logo: None,
            source: LetterSource::Own,
            print_url: None,
            print_key: None,
            statement_wording: None,
            statement_signature: Vec::new(),
        }
    }
}
