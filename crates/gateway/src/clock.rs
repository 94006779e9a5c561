//! Moments and days. Inside, a moment is whole milliseconds since 1970 in UTC.

use contract::{Date, Timestamp};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use time::{OffsetDateTime, UtcDateTime, macros::format_description};

/// Milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long from here to `later`; zero when it is past.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.0.saturating_sub(self.0)).unwrap_or(0))
    }

    /// Reads an RFC 3339 moment, or a local date-time without offset, which is taken as UTC (GPD writes both).
    pub fn parse(text: &str) -> Option<Self> {
        let rfc3339 = &time::format_description::well_known::Rfc3339;
        let at = OffsetDateTime::parse(text, rfc3339)
            .or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), rfc3339))
            .ok()?;
        i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok().map(Self)
    }

    fn utc(self) -> UtcDateTime {
        UtcDateTime::from_unix_timestamp(self.0.div_euclid(1000)).unwrap_or(UtcDateTime::UNIX_EPOCH)
    }

    /// For the wire: RFC 3339, UTC, to the second.
    pub fn to_wire(self) -> Timestamp {
        let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
        let text = self.utc().format(format).unwrap_or_default();
        Timestamp::try_from(text).unwrap_or_else(|_| epoch())
    }

    /// The day in Italy: UTC+1, or UTC+2 from the last Sunday of March to the last of October (Directive 2000/84/EC).
    pub fn italian_day(self) -> Date {
        let utc = self.utc();
        let local = Self(self.0.saturating_add(italian_offset_hours(utc) * 3_600_000)).utc();
        let text = local.format(format_description!("[year]-[month]-[day]")).unwrap_or_default();
        Date::try_from(text).unwrap_or_else(|_| epoch_day())
    }
}

/// The changes happen at 01:00 UTC.
fn italian_offset_hours(utc: UtcDateTime) -> i64 {
    let change = |month: time::Month| {
        let last = time::Date::from_calendar_date(utc.year(), month, 31).ok()?;
        let sunday =
            last.checked_sub(time::Duration::days(i64::from(last.weekday().number_days_from_sunday())))?;
        Some(UtcDateTime::new(sunday, time::macros::time!(01:00)))
    };
    match (change(time::Month::March), change(time::Month::October)) {
        (Some(spring), Some(autumn)) if (spring..autumn).contains(&utc) => 2,
        _ => 1,
    }
}

#[expect(clippy::expect_used, reason = "a constant of the right shape")]
fn epoch() -> Timestamp {
    Timestamp::try_from("1970-01-01T00:00:00Z".to_owned()).expect("the epoch has the right shape")
}

#[expect(clippy::expect_used, reason = "a constant of the right shape")]
fn epoch_day() -> Date {
    Date::try_from("1970-01-01".to_owned()).expect("the epoch has the right shape")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_moment_survives_the_wire() {
        let moment = at("2026-11-23T12:16:45Z");
        assert_eq!(moment.to_wire().as_str(), "2026-11-23T12:16:45Z");
        assert_eq!(at("2026-11-23T12:16:45"), moment);
        assert_eq!(at("2026-11-23T13:16:45.000+01:00"), moment);
        assert!(Moment::parse("yesterday").is_none());
    }

    #[test]
    fn the_italian_day_begins_one_or_two_hours_before_utc() {
        assert_eq!(at("2026-01-31T22:59:59Z").italian_day().as_str(), "2026-01-31");
        assert_eq!(at("2026-01-31T23:00:00Z").italian_day().as_str(), "2026-02-01");
        assert_eq!(at("2026-07-31T22:00:00Z").italian_day().as_str(), "2026-08-01");
        // 2026: 29 March and 25 October.
        assert_eq!(at("2026-03-28T23:30:00Z").italian_day().as_str(), "2026-03-29");
        assert_eq!(at("2026-03-29T22:30:00Z").italian_day().as_str(), "2026-03-30");
        assert_eq!(at("2026-10-25T22:30:00Z").italian_day().as_str(), "2026-10-25");
    }
}
