//! Days and moments, as Italian spreadsheets and as programs write them.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use crate::error::Rule;

/// Italy's time zone, as the IANA data has it.
static ITALY: TimeZone = jiff::tz::get!("Europe/Rome");

/// `31/12/2026` (also with dashes or points; the day is first) or `2026-12-31`.
pub fn day(text: &str) -> Result<Date, Rule> {
    if let Some(day) = iso_day(text) {
        return day;
    }
    let mark = text.chars().find(|c| matches!(c, '/' | '-' | '.')).ok_or(Rule::Day)?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [day, month, year] = parts.as_slice() else { return Err(Rule::Day) };
    let (day, month) = (number(day, 1, 2)?, number(month, 1, 2)?);
    if number(year, 2, 2).is_ok() {
        return Err(Rule::ShortYear);
    }
    date(number(year, 4, 4)?, month, day)
}

fn iso_day(text: &str) -> Option<Result<Date, Rule>> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let year = number(year, 4, 4).ok()?;
    let read = |month: &str, day: &str| date(year, number(month, 2, 2)?, number(day, 2, 2)?);
    Some(read(month, day))
}

/// A number of so many digits.
fn number(text: &str, fewest: usize, most: usize) -> Result<i16, Rule> {
    let is_number = (fewest..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).ok_or(Rule::Day)
}

fn date(year: i16, month: i16, day: i16) -> Result<Date, Rule> {
    let month = i8::try_from(month).map_err(|_| Rule::Day)?;
    let day = i8::try_from(day).map_err(|_| Rule::Day)?;
    Date::new(year, month, day).map_err(|_| Rule::Day)
}

/// `2026-11-23T12:00:00Z` (RFC 3339), or a day with a time on the clock in Italy: `23/11/2026 12:00`. An hour that a clock
/// change repeats or leaves out is refused.
pub fn moment(text: &str) -> Result<Timestamp, Rule> {
    let text = text.trim();
    let Some((first, second)) = text.split_once([' ', 'T']) else {
        return Err(day(text).map_or_else(|rule| no_moment(&rule), |_| Rule::NoTime));
    };
    let date = day(first).map_err(|rule| no_moment(&rule))?;
    if second.ends_with(['Z', 'z']) || second.contains(['+', '-']) {
        // With an offset it is RFC 3339, which has seconds.
        let has_seconds = second.get(5..6) == Some(":");
        return text.parse().ok().filter(|_| has_seconds).ok_or(Rule::Moment);
    }
    let at = date.to_datetime(time(second.trim()).ok_or(Rule::Moment)?);
    ITALY.to_ambiguous_timestamp(at).unambiguous().map_err(|_| Rule::ClockChange)
}

fn no_moment(rule: &Rule) -> Rule {
    if *rule == Rule::ShortYear { Rule::ShortYear } else { Rule::Moment }
}

/// `12:00` or `12:00:30`, also with points. A fraction of a second is dropped: it is never later than what was written.
fn time(text: &str) -> Option<Time> {
    let mark = if text.contains(':') { ':' } else { '.' };
    let mut parts = text.split(mark);
    let mut part = |most: i8| {
        let digits = parts.next()?;
        let value = number(digits, 1, 2).ok().and_then(|value| i8::try_from(value).ok())?;
        (value <= most).then_some(value)
    };
    let (hour, minute) = (part(23)?, part(59)?);
    let second = match parts.next() {
        None => 0,
        Some(text) => {
            let whole = text.split_once(['.', ',']).map_or(text, |(whole, _)| whole);
            i8::try_from(number(whole, 2, 2).ok()?).ok().filter(|second| *second <= 59)?
        }
    };
    if parts.next().is_some() { None } else { Time::new(hour, minute, second, 0).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_with_the_day_first() {
        for text in ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31"] {
            assert_eq!(day(text).unwrap().to_string(), "2026-12-31", "{text}");
        }
        assert_eq!(day("1/2/2026").unwrap().to_string(), "2026-02-01");
        for text in [
            "31/12",
            "12/31/2026",
            "31/12-2026",
            "2026/12/31",
            "31/12/20266",
            "30/02/2026",
            "oggi",
            "+1/2/2026",
            "46000",
        ] {
            assert_eq!(day(text), Err(Rule::Day), "{text}");
        }
        assert_eq!(day("01/02/26"), Err(Rule::ShortYear));
    }

    #[test]
    fn a_moment_without_an_offset_is_on_the_clock_in_italy() {
        for (text, utc) in [
            ("23/11/2026 12:00", "2026-11-23T11:00:00Z"),
            ("23/07/2026 12:00:30", "2026-07-23T10:00:30Z"),
            ("23/7/2026 9.05", "2026-07-23T07:05:00Z"),
            ("2026-07-23 12:00", "2026-07-23T10:00:00Z"),
            ("2026-07-23T12:00:00", "2026-07-23T10:00:00Z"),
            ("2026-07-23T12:00:00.9", "2026-07-23T10:00:00Z"),
            ("2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z"),
            ("2026-11-23T12:00:00+01:00", "2026-11-23T11:00:00Z"),
            ("2026-11-23 12:00:00Z", "2026-11-23T12:00:00Z"),
        ] {
            assert_eq!(moment(text).unwrap().to_string(), utc, "{text}");
        }
    }

    #[test]
    fn a_moment_that_is_not_certain_is_refused() {
        assert_eq!(moment("23/11/2026"), Err(Rule::NoTime));
        assert_eq!(moment("23/11/26 12:00"), Err(Rule::ShortYear));
        assert_eq!(moment("23/11/26"), Err(Rule::ShortYear));
        // The hour that comes twice, and the one that does not exist.
        assert_eq!(moment("25/10/2026 02:30"), Err(Rule::ClockChange));
        assert_eq!(moment("29/03/2026 02:30"), Err(Rule::ClockChange));
        for text in [
            "",
            "yesterday",
            "12:00",
            "23/11/2026 24:00",
            "23/11/2026 12",
            "23/11/2026 12:00:00:00",
            "2026-11-23T12:00Z",
            "2026-13-23T12:16:45Z",
            "23/11/2026 12:00 PM",
            "23/11/2026 12:00+01:00",
        ] {
            assert_eq!(moment(text), Err(Rule::Moment), "{text}");
        }
    }
}
