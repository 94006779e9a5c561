//! Moments and days. A moment is whole milliseconds since 1970 in UTC.

use contract::{Date, Timestamp, Year};
use jiff::tz::TimeZone;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Italy's time zone, as the IANA data has it.
static ITALY: TimeZone = jiff::tz::get!("Europe/Rome");

/// Milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct Moment(i64);

impl From<jiff::Timestamp> for Moment {
    fn from(at: jiff::Timestamp) -> Self {
        Self(at.as_millisecond())
    }
}

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

    /// As GPD writes moments that it makes itself: UTC without a zone, to the second.
    pub fn to_utc_text(self) -> String {
        TimeZone::UTC.to_datetime(self.second()).to_string()
    }

    /// The day in Italy this number of calendar days later. A day may have 23 or 25 hours.
    pub fn italian_day_after(self, days: u32) -> Date {
        let today = ITALY.to_datetime(self.second()).date();
        let day = today.saturating_add(jiff::Span::new().days(i64::from(days.min(36_500))));
        Date::try_from(day.to_string()).unwrap_or_else(|_| epoch_day())
    }

    /// The last day in Italy that has ended by this moment, or ends within the minute. What is payable until midnight
    /// in UTC ends one or two hours after the beginning of a day in Italy: the day before is the last whole one.
    pub fn last_whole_italian_day(self) -> Date {
        let day = ITALY.to_datetime(self.plus(Duration::from_secs(60)).second()).date();
        Date::try_from(day.yesterday().unwrap_or(day).to_string()).unwrap_or_else(|_| epoch_day())
    }

    /// On the clock in Italy.
    pub fn in_italy(self) -> jiff::civil::DateTime {
        ITALY.to_datetime(self.second())
    }

    fn second(self) -> jiff::Timestamp {
        jiff::Timestamp::from_second(self.0.div_euclid(1000)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// For the wire: RFC 3339, UTC, to the second.
    pub fn to_wire(self) -> Timestamp {
        Timestamp::try_from(self.second().to_string()).unwrap_or_else(|_| epoch())
    }

    /// The year in Italy; `None` before 2000 or after 9999.
    pub fn italian_year(self) -> Option<Year> {
        let year = ITALY.to_datetime(self.second()).year();
        u16::try_from(year).ok().and_then(|year| Year::try_from(year).ok())
    }

    /// The day in Italy.
    pub fn italian_day(self) -> Date {
        let day = ITALY.to_datetime(self.second()).date();
        Date::try_from(day.to_string()).unwrap_or_else(|_| epoch_day())
    }
}

/// The first moment of a day in Italy.
pub fn start_of_italian_day(day: &Date) -> Moment {
    let start = day.as_str().parse::<jiff::civil::Date>().map(|day| day.at(0, 0, 0, 0));
    let at = start.and_then(|start| ITALY.to_timestamp(start)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Moment(at.as_millisecond())
}

/// A calendar year in Italy: its first moment, and the first one after it.
pub fn year_in_italy(year: Year) -> (Moment, Moment) {
    let start = |year: u16| {
        let day = i16::try_from(year).ok().and_then(|year| jiff::civil::Date::new(year, 1, 1).ok());
        let at = day.and_then(|day| ITALY.to_timestamp(day.at(0, 0, 0, 0)).ok());
        at.map_or(Moment(i64::MAX), |at| Moment(at.as_millisecond()))
    };
    (start(year.get()), start(year.get().saturating_add(1)))
}

/// The calendar month in Italy around a moment: its first moment, and the first one after it.
pub fn month_in_italy(at: Moment) -> (Moment, Moment) {
    let first = ITALY.to_datetime(at.second()).date().first_of_month();
    let start = |day: jiff::civil::Date| {
        let at = ITALY.to_timestamp(day.at(0, 0, 0, 0));
        at.map_or(Moment(i64::MAX), |at| Moment(at.as_millisecond()))
    };
    (start(first), start(first.saturating_add(jiff::Span::new().months(1))))
}

/// The last second of a day in Italy.
pub fn end_of_italian_day(day: &Date) -> Moment {
    let end = day.as_str().parse::<jiff::civil::Date>().map(|day| day.at(23, 59, 59, 0));
    let at = end.and_then(|end| ITALY.to_timestamp(end)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Moment(at.as_millisecond())
}

/// The date of a payment as GPD writes it.
///
/// GPD stores the receipt's local time without its zone (pagopa-gpd-payments `PartnerService`, pagopa-debt-position
/// `PaymentsService`), and payment service providers write Italian time. So a date without a zone is a moment on the
/// clock in Italy; one with an offset is taken at its word. In the hour that a clock change repeats, the first is meant;
/// the day is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentDate(Moment);

impl PaymentDate {
    /// `None` for everything that is not a date with a time of day to the second.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(local) = text.parse::<jiff::civil::DateTime>()
            && text.get(16..17) == Some(":")
            && !text.ends_with('Z')
            && !text.get(19..).is_some_and(|rest| rest.contains(['+', '-']))
        {
            return Some(Self(Moment(ITALY.to_timestamp(local).ok()?.as_millisecond())));
        }
        Moment::parse(text).map(Self)
    }

    pub fn moment(self) -> Moment {
        self.0
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
            let year = at(time).italian_year().unwrap();
            let (from, until) = year_in_italy(year);
            assert!(from <= at(time) && at(time) < until && day.starts_with(&year.to_string()), "{time}");
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

    #[test]
    fn a_month_begins_and_ends_on_the_clock_in_italy() {
        for (time, from, until) in [
            ("2026-11-23T12:00:00Z", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z"),
            ("2026-10-31T23:00:00Z", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z"),
            ("2026-10-31T22:59:59Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"),
            ("2026-12-31T23:30:00Z", "2026-12-31T23:00:00Z", "2027-01-31T23:00:00Z"),
        ] {
            assert_eq!(month_in_italy(at(time)), (at(from), at(until)), "{time}");
        }
    }

    fn paid(text: &str) -> (String, String) {
        let moment = PaymentDate::parse(text).unwrap().moment();
        (moment.to_wire().as_str().to_owned(), moment.italian_day().as_str().to_owned())
    }

    #[test]
    fn payment_without_a_zone_has_the_day_on_the_italian_clock() {
        for (text, utc, day) in [
            ("2026-11-23T23:30:00", "2026-11-23T22:30:00Z", "2026-11-23"),
            ("2026-07-23T23:30:00", "2026-07-23T21:30:00Z", "2026-07-23"),
            ("2026-07-24T00:30:00.5", "2026-07-23T22:30:00Z", "2026-07-24"),
            // New Year.
            ("2026-12-31T23:59:59", "2026-12-31T22:59:59Z", "2026-12-31"),
            ("2027-01-01T00:00:00", "2026-12-31T23:00:00Z", "2027-01-01"),
            // The hour that does not exist, and the hour that comes twice.
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z", "2026-03-29"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z", "2026-10-25"),
            // With an offset.
            ("2026-11-23T23:30:00Z", "2026-11-23T23:30:00Z", "2026-11-24"),
            ("2026-11-23T23:30:00+01:00", "2026-11-23T22:30:00Z", "2026-11-23"),
            ("2026-11-23T23:30:00-05:00", "2026-11-24T04:30:00Z", "2026-11-24"),
        ] {
            assert_eq!(paid(text), (utc.to_owned(), day.to_owned()), "{text}");
        }
        for text in ["", "2026-11-23", "2026-11-23T23:30", "23:30:00", "2026-02-30T10:00:00", "oggi"] {
            assert_eq!(PaymentDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn last_day_of_a_due_date_is_whole_in_italy() {
        for (due, day) in [
            ("2026-12-30T22:59:59", "2026-12-30"),
            ("2026-07-30T21:59:59", "2026-07-30"),
            ("2026-07-30T21:59:00", "2026-07-30"),
            // Midnight in UTC, midnight in Italy, and the end of a day in UTC.
            ("2026-12-31T00:00:00", "2026-12-30"),
            ("2026-12-30T23:00:00", "2026-12-30"),
            ("2026-12-31T23:59:59", "2026-12-31"),
            ("2026-12-31T12:00:00", "2026-12-30"),
            // Both clock changes.
            ("2026-03-29T21:59:59", "2026-03-29"),
            ("2026-10-25T22:59:59", "2026-10-25"),
        ] {
            assert_eq!(at(due).last_whole_italian_day().as_str(), day, "{due}");
        }
    }

    #[test]
    fn due_day_is_calendar_days_ahead_and_ends_with_the_day_in_italy() {
        for (now, days, due, end) in [
            ("2026-11-30T12:00:00Z", 30, "2026-12-30", "2026-12-30T22:59:59"),
            // 00:30 and 23:30 in Italy, before both clock changes.
            ("2026-10-19T22:30:00Z", 30, "2026-11-19", "2026-11-19T22:59:59"),
            ("2026-10-20T21:30:00Z", 30, "2026-11-19", "2026-11-19T22:59:59"),
            ("2026-03-19T22:30:00Z", 30, "2026-04-18", "2026-04-18T21:59:59"),
            ("2026-03-19T23:30:00Z", 30, "2026-04-19", "2026-04-19T21:59:59"),
            ("2027-12-31T23:30:00Z", 60, "2028-03-01", "2028-03-01T22:59:59"),
        ] {
            let day = at(now).italian_day_after(days);
            assert_eq!(day.as_str(), due, "{now}");
            let end_of_day = end_of_italian_day(&day);
            assert_eq!(end_of_day.to_utc_text(), end, "{now}");
            assert_eq!(end_of_day.italian_day(), day, "{now}");
            assert_ne!(end_of_day.plus(Duration::from_secs(1)).italian_day(), day, "{now}");
        }
    }
}
