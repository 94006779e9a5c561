//! Wrong answers of the platform, by moment. A notice's own fault codes are in `registry::fault`.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::moment::Moment;

/// Longest `retry_after`, in seconds: one day.
const RETRY_AFTER_MAX: u64 = 86_400;

/// What the platform answers instead of its own answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrongAnswer {
    #[serde(rename = "html_200")]
    Html200,
    #[serde(rename = "html_502")]
    Html502,
    #[serde(rename = "html_504")]
    Html504,
    /// 200 without a body.
    #[serde(rename = "empty_200")]
    Empty200,
    /// 204.
    NoContent,
    /// 302 to a page that is no payment page.
    Redirect,
    /// 401 of the platform's gateway.
    Unauthorized,
    /// 403 of the platform's gateway.
    Forbidden,
    /// 404 in the platform's own form.
    NotFound,
    NotFoundHtml,
    /// 410.
    GoneHtml,
    #[serde(rename = "refused_400")]
    Refused400,
    #[serde(rename = "refused_409")]
    Refused409,
    #[serde(rename = "refused_422")]
    Refused422,
    /// 429 of the platform's gateway.
    TooMany,
    /// 503 in the platform's own form.
    Unavailable,
    /// 200 with the body of another debt position.
    OtherPosition,
    /// Never answers, and leaves the connection open.
    Hang,
    /// Closes the connection without an answer.
    Cut,
    /// 200 with JSON that ends in the middle.
    Malformed,
    /// 511 with the page of a captive portal (RFC 6585, section 6).
    NetworkAuth,
}

impl WrongAnswer {
    pub const ALL: [Self; 21] = [
        Self::Html200,
        Self::Html502,
        Self::Html504,
        Self::Empty200,
        Self::NoContent,
        Self::Redirect,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::NotFoundHtml,
        Self::GoneHtml,
        Self::Refused400,
        Self::Refused409,
        Self::Refused422,
        Self::TooMany,
        Self::Unavailable,
        Self::OtherPosition,
        Self::Hang,
        Self::Cut,
        Self::Malformed,
        Self::NetworkAuth,
    ];

    /// As JSON and the form name it.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a wrong answer")]
pub struct UnknownAnswer;

impl FromStr for WrongAnswer {
    type Err = UnknownAnswer;

    fn from_str(text: &str) -> Result<Self, UnknownAnswer> {
        Self::ALL.into_iter().find(|answer| answer.name() == text).ok_or(UnknownAnswer)
    }
}

/// A fault at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformFault {
    pub answer: WrongAnswer,
    /// The header `Retry-After`, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// How many requests still meet the fault; `None` is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// The request takes effect before the wrong answer is given.
    #[serde(default)]
    pub carried_out: bool,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFault {
    #[error("retry_after: at most a day")]
    RetryAfter,
    #[error("times: at least 1")]
    Times,
}

impl PlatformFault {
    pub fn new(answer: WrongAnswer) -> Self {
        Self { answer, retry_after: None, times: None, carried_out: false }
    }

    fn check(self) -> Result<(), InvalidFault> {
        if self.retry_after.is_some_and(|seconds| seconds > RETRY_AFTER_MAX) {
            return Err(InvalidFault::RetryAfter);
        }
        if self.times == Some(0) {
            return Err(InvalidFault::Times);
        }
        Ok(())
    }
}

/// The faults, at most one a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlatformFaults(BTreeMap<Moment, PlatformFault>);

impl PlatformFaults {
    pub fn get(&self, moment: Moment) -> Option<PlatformFault> {
        self.0.get(&moment).copied()
    }

    pub fn insert(&mut self, moment: Moment, fault: PlatformFault) {
        self.0.insert(moment, fault);
    }

    /// The fault that one request meets. Counts the request.
    pub fn take(&mut self, moment: Moment) -> Option<PlatformFault> {
        let fault = self.0.get_mut(&moment)?;
        let met = *fault;
        match fault.times {
            Some(0 | 1) => {
                self.0.remove(&moment);
            }
            Some(times) => fault.times = Some(times - 1),
            None => {}
        }
        Some(met)
    }

    pub fn check(&self) -> Result<(), InvalidFault> {
        self.0.values().try_for_each(|fault| fault.check())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_ends_after_so_many_requests() {
        let mut faults = PlatformFaults::default();
        let fault = PlatformFault { times: Some(2), ..PlatformFault::new(WrongAnswer::Html502) };
        faults.insert(Moment::Read, fault);
        assert_eq!(faults.take(Moment::Create), None);
        assert_eq!(faults.take(Moment::Read).map(|met| met.answer), Some(WrongAnswer::Html502));
        assert_eq!(faults.get(Moment::Read).and_then(|left| left.times), Some(1));
        assert!(faults.take(Moment::Read).is_some());
        assert_eq!(faults.take(Moment::Read), None);
    }

    #[test]
    fn printed_answer_reads_back() {
        for answer in WrongAnswer::ALL {
            assert_eq!(answer.name().parse(), Ok(answer));
        }
        assert_eq!("html_500".parse::<WrongAnswer>(), Err(UnknownAnswer));
    }
}
