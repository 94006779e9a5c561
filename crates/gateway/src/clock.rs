//! Moments and days. A moment is whole milliseconds since 1970 in UTC.

use contract::{Date, Timestamp};
use jiff::tz::TimeZone;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Italy's time zone, as the IANA data has it.
static ITALY: TimeZone = jiff::tz::get!("Europe/Rome");

/// Milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
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
        // RFC 3339 requires the seconds; jiff also reads moments without them.
        if text.get(16..17) != Some(":") {
            return None;
        }
        let at =
            text.parse::<jiff::Timestamp>().or_else(|_| TimeZone::UTC.to_timestamp(text.parse()?)).ok()?;
        Some(Self(at.as_millisecond()))
    }

    fn second(self) -> jiff::Timestamp {
        jiff::Timestamp::from_second(self.0.div_euclid(1000)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// For the wire: RFC 3339, UTC, to the second.
    pub fn to_wire(self) -> Timestamp {
        Timestamp::try_from(self.second().to_string()).unwrap_or_else(|_| epoch())
    }

    /// The day in Italy.
    pub fn italian_day(self) -> Date {
        let day = ITALY.to_datetime(self.second()).date();
        Date::try_from(day.to_string()).unwrap_or_else(|_| epoch_day())
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
    fn a_moment_is_written_as_it_was_read() {
        let moment = at("2026-11-23T12:16:45Z");
        assert_eq!(moment.to_wire().as_str(), "2026-11-23T12:16:45Z");
        assert_eq!(moment.millis(), 1_795_436_205_000);
        assert_eq!(at("2026-11-23T12:16:45"), moment);
        assert_eq!(at("2026-11-23T13:16:45.000+01:00"), moment);
        assert_eq!(at("2026-11-23T12:16:45.987Z").millis(), moment.millis() + 987);
        assert_eq!(at("2026-11-23T12:16:45.987Z").to_wire(), moment.to_wire());
        assert_eq!(at("1969-12-31T23:59:59.500Z").to_wire().as_str(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026-11-23",
            "2026-11-23T12:16Z",
            "2026-13-23T12:16:45Z",
            "2026-11-23T25:00:00",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    /// Each time is UTC; the day is the one in Italy.
    #[test]
    fn the_italian_day_begins_one_or_two_hours_before_utc() {
        for (time, day) in [
            ("2026-01-31T22:59:59Z", "2026-01-31"),
            ("2026-01-31T23:00:00Z", "2026-02-01"),
            ("2026-07-31T21:59:59Z", "2026-07-31"),
            ("2026-07-31T22:00:00Z", "2026-08-01"),
            // 23:30 in Italy, in winter and in summer.
            ("2026-11-29T22:30:00Z", "2026-11-29"),
            ("2026-06-15T21:30:00Z", "2026-06-15"),
            // New Year: 23:59:59 and 00:00 in Italy.
            ("2026-12-31T22:59:59Z", "2026-12-31"),
            ("2026-12-31T23:00:00Z", "2027-01-01"),
        ] {
            assert_eq!(at(time).italian_day().as_str(), day, "{time}");
        }
    }

    /// In 2026 the clocks change on 29 March and 25 October, at 01:00 UTC.
    #[test]
    fn the_italian_day_follows_both_clock_changes() {
        for (time, day) in [
            // The day of the change to summer time begins at UTC+1 and ends at UTC+2: it has 23 hours.
            ("2026-03-28T22:59:59Z", "2026-03-28"),
            ("2026-03-28T23:00:00Z", "2026-03-29"),
            ("2026-03-29T00:59:59Z", "2026-03-29"),
            ("2026-03-29T01:00:00Z", "2026-03-29"),
            ("2026-03-29T21:59:59Z", "2026-03-29"),
            ("2026-03-29T22:00:00Z", "2026-03-30"),
            // The day of the change to winter time has 25 hours.
            ("2026-10-24T21:59:59Z", "2026-10-24"),
            ("2026-10-24T22:00:00Z", "2026-10-25"),
            ("2026-10-25T22:59:59Z", "2026-10-25"),
            ("2026-10-25T23:00:00Z", "2026-10-26"),
            // After the last change in the table the rule applies.
            ("2061-03-26T23:30:00Z", "2061-03-27"),
            ("2061-07-31T22:00:00Z", "2061-08-01"),
        ] {
            assert_eq!(at(time).italian_day().as_str(), day, "{time}");
        }
    }
}
