//! Dates as the platform writes them, and as a person in Italy reads them.
//!
//! The platform's dates carry no offset and are in coordinated universal time (`LocalDateTime` in
//! pagopa/pagopa-debt-position), except the date of a payment, see [`crate::rome`]; a trailing `Z` is accepted.

use serde::Serializer;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

const PLATFORM: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]");
const PLATFORM_READ: &[BorrowedFormatItem<'static>] = format_description!(
    version = 2,
    "[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]][optional [Z]]"
);
const DAY: &[BorrowedFormatItem<'static>] = format_description!("[day]/[month]/[year]");
const DAY_AND_TIME: &[BorrowedFormatItem<'static>] =
    format_description!("[day]/[month]/[year] alle [hour]:[minute]:[second]");

/// `2026-11-30T22:59:59.123456`, the wall clock of the date's own offset.
pub fn format_platform(date: OffsetDateTime) -> String {
    date.format(PLATFORM).unwrap_or_default()
}

/// `None` for any other format; an offset such as `+01:00` is one.
pub fn parse_platform(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, PLATFORM_READ).ok().map(PrimitiveDateTime::assume_utc)
}

pub fn serialize_platform<S: Serializer>(date: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format_platform(*date))
}

pub fn serialize_platform_option<S: Serializer>(
    date: &Option<OffsetDateTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serialize_platform(date, serializer),
        None => serializer.serialize_none(),
    }
}

/// `2026-11-30T22:59:59Z`, for the sandbox's own JSON.
pub fn format_rfc3339(date: OffsetDateTime) -> String {
    date.format(&Rfc3339).unwrap_or_default()
}

/// `30/11/2026`
pub fn format_day(date: OffsetDateTime) -> String {
    date.format(DAY).unwrap_or_default()
}

/// `30/11/2026 alle 10:15:00`, the wall clock of the date's own offset.
pub fn format_day_and_time(date: OffsetDateTime) -> String {
    date.format(DAY_AND_TIME).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn printed_date_reads_back() {
        let date = datetime!(2026-11-30 22:59:59.123456 UTC);
        assert_eq!(format_platform(date), "2026-11-30T22:59:59.123456");
        assert_eq!(parse_platform(&format_platform(date)), Some(date));
    }

    #[test]
    fn seconds_milliseconds_and_z_are_read() {
        for text in ["2026-11-30T22:59:59", "2026-11-30T22:59:59.000", "2026-11-30T22:59:59.000Z"] {
            assert_eq!(parse_platform(text), Some(datetime!(2026-11-30 22:59:59 UTC)), "{text}");
        }
    }

    #[test]
    fn other_formats_are_refused() {
        for text in ["", "2026-11-30", "2026-11-30T22:59:59+01:00", "30/11/2026", "2026-02-30T00:00:00"] {
            assert_eq!(parse_platform(text), None, "{text}");
        }
    }
}
