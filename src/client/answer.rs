//! Which answers are the gateway's own. A proxy or the login page of a public network may answer in its place, with any
//! status and any content, and must not be believed.

use super::ClientError;
use contract::Problem;

/// The content that a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Json,
    /// JSON that is not read here.
    JsonFile,
    Pdf,
    Csv,
    /// No content, with the status 204.
    Nothing,
}

pub(super) const PDF: &str = "application/pdf";
const CSV: &str = "text/csv";

impl Wanted {
    /// The header `Accept`.
    pub const fn accept(self) -> &'static str {
        match self {
            Self::Json | Self::JsonFile | Self::Nothing => "application/json, application/problem+json",
            Self::Pdf => PDF,
            Self::Csv => CSV,
        }
    }

    /// Whether the content is a file.
    pub const fn is_file(self) -> bool {
        matches!(self, Self::JsonFile | Self::Pdf | Self::Csv)
    }
}

/// The head of an answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub status: u16,
    pub content_type: String,
    /// The gateway sends a `Request-Id` with each answer. One without a content has nothing else to be known by.
    pub has_request_id: bool,
    /// The gateway's API never redirects.
    pub redirected: bool,
    /// `Retry-After` in seconds. A date is ignored, because the phone's clock may be wrong.
    pub retry_after_s: Option<u32>,
}

impl Head {
    /// Whether this is the gateway's answer to a request that it has carried out. Its content must then have the shape
    /// of the contract.
    pub fn is_good(&self, wanted: Wanted) -> bool {
        let fits = match wanted {
            Wanted::Json | Wanted::JsonFile => self.has_type("application/json"),
            Wanted::Pdf => self.has_type(PDF),
            Wanted::Csv => self.has_type(CSV),
            Wanted::Nothing => self.status == 204 && self.has_request_id,
        };
        fits && !self.redirected && (200..300).contains(&self.status)
    }

    /// Whether it may be a problem of the gateway, so that its content is worth reading.
    pub fn may_be_problem(&self) -> bool {
        self.has_type("application/problem+json") && !self.redirected
    }

    /// The error of an answer with this content that is not good.
    pub fn error(&self, content: &str) -> ClientError {
        let problem: Option<Problem> =
            if self.may_be_problem() { serde_json::from_str(content).ok() } else { None };
        let retry_after_s =
            self.retry_after_s.map_or(0, |seconds| u16::try_from(seconds).unwrap_or(u16::MAX));
        match problem.filter(|problem| problem.status == self.status) {
            Some(problem) => ClientError::Problem { problem: Box::new(problem), retry_after_s },
            None => ClientError::BadAnswer { retry_after_s },
        }
    }

    /// `application/json; charset=utf-8` is JSON too.
    fn has_type(&self, wanted: &str) -> bool {
        let rest = self.content_type.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(';'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ProblemKind;

    const NOT_FOUND: &str =
        r#"{"type":"/problems/not-found","title":"Not found","status":404,"request_id":"a"}"#;

    fn head(status: u16, content_type: &str) -> Head {
        Head { status, content_type: content_type.to_owned(), ..Head::default() }
    }

    #[test]
    fn only_json_answers_a_request_for_json() {
        for kind in ["application/json", "application/json;charset=utf-8", "application/json; charset=utf-8"]
        {
            assert!(head(200, kind).is_good(Wanted::Json), "{kind}");
            assert!(head(201, kind).is_good(Wanted::Json), "{kind}");
        }
        for kind in ["text/html", "text/plain", "", "application/problem+json", "application/json-seq"] {
            assert!(!head(200, kind).is_good(Wanted::Json), "{kind}");
        }
        for status in [204, 302, 401, 404, 429, 502, 511] {
            assert_eq!(head(status, "application/json").is_good(Wanted::Json), status == 204, "{status}");
        }
        assert!(!head(204, "").is_good(Wanted::Json));
        assert!(!Head { redirected: true, ..head(200, "application/json") }.is_good(Wanted::Json));
    }

    #[test]
    fn only_a_pdf_answers_a_request_for_a_letter() {
        assert!(head(200, PDF).is_good(Wanted::Pdf));
        assert!(!head(200, "text/html").is_good(Wanted::Pdf));
        assert!(!head(502, PDF).is_good(Wanted::Pdf));
        assert!(head(200, "text/csv").is_good(Wanted::Csv));
        assert!(!head(200, "text/plain").is_good(Wanted::Csv));
    }

    #[test]
    fn an_empty_answer_without_the_gateways_request_id_ends_nothing() {
        let empty = head(204, "");
        assert!(!empty.is_good(Wanted::Nothing));
        assert!(Head { has_request_id: true, ..empty.clone() }.is_good(Wanted::Nothing));
        assert!(!Head { has_request_id: true, status: 200, ..empty }.is_good(Wanted::Nothing));
    }

    #[test]
    fn only_the_gateways_own_problem_has_a_kind() {
        let own = head(404, "application/problem+json").error(NOT_FOUND);
        assert_eq!(own.kind(), Some(ProblemKind::NotFound));
        let foreign = r#"{"type":"about:blank","title":"Not Found","status":404}"#;
        for (status, kind, content) in [
            (404, "text/html", NOT_FOUND),
            (404, "application/json", NOT_FOUND),
            (200, "application/problem+json", NOT_FOUND),
            (502, "application/problem+json", NOT_FOUND),
            (404, "application/problem+json", foreign),
            (404, "application/problem+json", "<h1>404</h1>"),
            (404, "application/problem+json", ""),
        ] {
            let error = head(status, kind).error(content);
            assert_eq!(error, ClientError::BadAnswer { retry_after_s: 0 }, "{status} {kind} {content}");
            assert!(error.is_passing() && !error.is_end());
        }
        let redirected = Head { redirected: true, ..head(404, "application/problem+json") };
        assert_eq!(redirected.error(NOT_FOUND).kind(), None);
    }
}
