//! What was found.

use serde::Serialize;
use std::fmt;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Configuration,
    Database,
    DebtPositions,
    PaymentPage,
    PrintService,
    Clock,
    Mail,
    PublicAddress,
    Certificate,
    Headers,
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Database => "database",
            Self::DebtPositions => "debt positions",
            Self::PaymentPage => "payment page",
            Self::PrintService => "print service",
            Self::Clock => "clock",
            Self::Mail => "mail",
            Self::PublicAddress => "public address",
            Self::Certificate => "certificate",
            Self::Headers => "headers",
        }
    }
}

/// One line of the report.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    pub part: Part,
    pub ok: bool,
    pub what: String,
    /// `None` if nothing needs to be done.
    pub to_do: Option<String>,
}

impl Finding {
    pub fn ok(part: Part, what: impl fmt::Display) -> Self {
        Self { part, ok: true, what: what.to_string(), to_do: None }
    }

    pub fn fault(part: Part, what: impl fmt::Display, to_do: impl fmt::Display) -> Self {
        Self { part, ok: false, what: what.to_string(), to_do: Some(to_do.to_string()) }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn faults(&self) -> usize {
        self.findings.iter().filter(|finding| !finding.ok).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { part, ok, what, to_do } in &self.findings {
            let word = if *ok { "ok" } else { "FAULT" };
            writeln!(f, "{word:<6} {:<15} {what}", part.name())?;
            if let Some(to_do) = to_do {
                writeln!(f, "{:<22} -> {to_do}", "")?;
            }
        }
        Ok(())
    }
}
