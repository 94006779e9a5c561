//! The section `traces`.

use serde::Deserialize;
use url::Url;

use super::ConfigError;

/// Where traces are sent. There are none unless it is set.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traces {
    /// Address of a collector that takes OTLP over HTTP, without the path of the traces: `http://127.0.0.1:4318`.
    pub endpoint: Option<Url>,
}

impl Traces {
    /// Where they are posted (OTLP 1.10.0, "OTLP/HTTP Request").
    pub fn address(&self) -> Option<String> {
        let endpoint = self.endpoint.as_ref()?;
        Some(format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/')))
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let Some(endpoint) = &self.endpoint else { return Ok(()) };
        let rule = |text: String| Err(ConfigError::Rule(text));
        if !matches!(endpoint.scheme(), "http" | "https") || endpoint.host().is_none() {
            return rule(
                "traces.endpoint must be an http or https address, such as http://127.0.0.1:4318".into(),
            );
        }
        if !endpoint.username().is_empty() || endpoint.password().is_some() || endpoint.query().is_some() {
            return rule("traces.endpoint must have no user, no password and no query".into());
        }
        if endpoint.path().trim_end_matches('/').ends_with("/v1/traces") {
            return rule(format!(
                "traces.endpoint is the collector's address: write \"{}\" without /v1/traces",
                endpoint.origin().ascii_serialization()
            ));
        }
        Ok(())
    }
}
