//! Dates as the debt position interface writes them, and as a person reads them.
//!
//! The platform's dates carry no offset and are in coordinated universal time
//! (`LocalDateTime` in pagopa/pagopa-debt-position); a trailing `Z` is accepted.

use serde::Serializer;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

const WIRE: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]");
const WIRE_READ: &[BorrowedFormatItem<'static>] = format_description!(
    version = 2,
    "[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]][optional [Z]]"
);
const DAY: &[BorrowedFormatItem<'static>] = format_description!("[day]/[month]/[year]");
const DAY_AND_HOUR: &[BorrowedFormatItem<'static>] =
    format_description!("[day]/[month]/[year] alle [hour]:[minute]:[second] UTC");

/// A date as the platform writes it.
pub fn print_wire(date: OffsetDateTime) -> String {
    date.format(WIRE).unwrap_or_default()
}

/// A date as the platform reads it; `None` for anything else, an offset such as `+01:00` included.
pub fn parse_wire(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, WIRE_READ).ok().map(PrimitiveDateTime::assume_utc)
}

pub fn serialize<S: Serializer>(date: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&print_wire(*date))
}

pub fn serialize_option<S: Serializer>(
    date: &Option<OffsetDateTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serialize(date, serializer),
        None => serializer.serialize_none(),
    }
}

/// For what is the sandbox's own, and not the platform's: with the `Z` (RFC 3339).
pub fn print_rfc3339(date: OffsetDateTime) -> String {
    date.format(&Rfc3339).unwrap_or_default()
}

pub fn serialize_rfc3339<S: Serializer>(date: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&print_rfc3339(*date))
}

/// `30/11/2026`
pub fn day(date: OffsetDateTime) -> String {
    date.format(DAY).unwrap_or_default()
}

/// `30/11/2026 alle 10:15:00 UTC`
pub fn day_and_hour(date: OffsetDateTime) -> String {
    date.format(DAY_AND_HOUR).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn printed_date_reads_back() {
        let date = datetime!(2026-11-30 22:59:59.123456 UTC);
        assert_eq!(print_wire(date), "2026-11-30T22:59:59.123456");
        assert_eq!(parse_wire(&print_wire(date)), Some(date));
    }

    #[test]
    fn seconds_milliseconds_and_z_are_read() {
        for text in ["2026-11-30T22:59:59", "2026-11-30T22:59:59.000", "2026-11-30T22:59:59.000Z"] {
            assert_eq!(parse_wire(text), Some(datetime!(2026-11-30 22:59:59 UTC)), "{text}");
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        for text in ["", "2026-11-30", "2026-11-30T22:59:59+01:00", "30/11/2026", "2026-02-30T00:00:00"] {
            assert_eq!(parse_wire(text), None, "{text}");
        }
    }
}
