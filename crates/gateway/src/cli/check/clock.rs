//! The clock, compared with the `Date` of the platform's answers.

use reqwest::{Client, header, redirect};
use std::time::Duration;

use super::{
    TIMEOUT,
    report::{Finding, Part},
    with_causes,
};
use crate::{clock::Moment, config::Config};

/// A clock that differs by more is a fault: codes, sessions and due dates end by it, and several gateways share leases of
/// fifteen seconds. `Date` has whole seconds, and an answer may take some.
const TOLERANCE: Duration = Duration::from_secs(30);

pub async fn check(config: &Config) -> Finding {
    let part = Part::Clock;
    let unknown = |why: String| {
        let to_do = "Check that the clock is set by the network (timedatectl). It is compared once the platform answers.";
        Finding::fault(part, format!("it could not be compared: {why}"), to_do)
    };
    let client = Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::none()).build();
    let began = Moment::now();
    let answer = match client {
        Ok(client) => client.get(config.platform.gpd_url.clone()).send().await,
        Err(error) => Err(error),
    };
    let ended = Moment::now();
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return unknown(with_causes(&error.without_url())),
    };
    let date = answer.headers().get(header::DATE).and_then(|date| date.to_str().ok());
    let Some(date) = date.and_then(parsed) else {
        return unknown("the platform's answers have no date".into());
    };
    match difference(date, began, ended) {
        seconds if seconds.unsigned_abs() <= TOLERANCE.as_secs() => {
            Finding::ok(part, format!("within {} s of the platform's", TOLERANCE.as_secs()))
        }
        seconds => {
            let word = if seconds > 0 { "ahead of" } else { "behind" };
            Finding::fault(
                part,
                format!("it is {} s {word} the platform's", seconds.unsigned_abs()),
                format!(
                    "Let the network set it (timedatectl set-ntp true). Up to {} s are tolerated.",
                    TOLERANCE.as_secs()
                ),
            )
        }
    }
}

/// As HTTP writes it: `Mon, 30 Nov 2026 20:15:00 GMT`.
fn parsed(date: &str) -> Option<Moment> {
    jiff::fmt::rfc2822::parse(date).ok().map(|at| at.timestamp().into())
}

/// Whole seconds by which this clock is ahead; 0 if the date lies between beginning and end of the request.
fn difference(date: Moment, began: Moment, ended: Moment) -> i64 {
    let ahead = began.millis().saturating_sub(date.millis());
    let behind = date.millis().saturating_sub(ended.millis());
    if ahead > 0 {
        ahead / 1000
    } else if behind > 0 {
        -(behind / 1000)
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn difference_is_that_to_the_nearer_end_of_the_request() {
        let at = Moment::from_millis;
        assert_eq!(difference(at(10_000), at(9_500), at(10_200)), 0);
        assert_eq!(difference(at(10_000), at(70_900), at(71_000)), 60);
        assert_eq!(difference(at(100_000), at(9_000), at(10_000)), -90);
    }

    #[test]
    fn date_of_an_answer_is_read() {
        let at = parsed("Mon, 30 Nov 2026 20:15:00 GMT").unwrap();
        assert_eq!(at.to_wire().as_str(), "2026-11-30T20:15:00Z");
        assert_eq!(parsed("yesterday"), None);
    }
}
