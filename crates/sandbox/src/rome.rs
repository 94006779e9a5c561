//! Italian time. GPD stores the date of a payment as the wall clock that the receipt shows, without a zone
//! (pagopa-gpd-payments, `PartnerService`; pagopa-debt-position, `PaymentsService`).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

static ITALY: TimeZone = jiff::tz::get!("Europe/Rome");

const WALL_CLOCK: &[BorrowedFormatItem<'static>] = format_description!(
    version = 2,
    "[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]]"
);

/// The same moment with Italy's offset.
pub fn in_rome(moment: OffsetDateTime) -> OffsetDateTime {
    let timestamp = Timestamp::from_second(moment.unix_timestamp()).unwrap_or_default();
    let offset = UtcOffset::from_whole_seconds(ITALY.to_offset(timestamp).seconds());
    moment.to_offset(offset.unwrap_or(UtcOffset::UTC))
}

/// Reads a date with an offset, which is taken at its word, or without one, which is a wall clock in Italy.
/// An hour that comes twice is the first of the two.
pub fn parse(text: &str) -> Option<OffsetDateTime> {
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(in_rome(moment));
    }
    let local = PrimitiveDateTime::parse(text, WALL_CLOCK).ok()?;
    let civil = DateTime::new(
        i16::try_from(local.year()).ok()?,
        i8::try_from(u8::from(local.month())).ok()?,
        i8::try_from(local.day()).ok()?,
        i8::try_from(local.hour()).ok()?,
        i8::try_from(local.minute()).ok()?,
        i8::try_from(local.second()).ok()?,
        i32::try_from(local.nanosecond()).ok()?,
    );
    let timestamp = ITALY.to_timestamp(civil.ok()?).ok()?;
    OffsetDateTime::from_unix_timestamp_nanos(timestamp.as_nanosecond()).ok().map(in_rome)
}

/// The wall clock of a date as if it were universal time, as GPD compares dates of payments.
pub fn wall_clock(date: OffsetDateTime) -> OffsetDateTime {
    date.replace_offset(UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn italian_clock_is_one_hour_ahead_in_winter_and_two_in_summer() {
        assert_eq!(in_rome(datetime!(2026-11-30 23:30 UTC)).to_string(), "2026-12-01 0:30:00.0 +01:00:00");
        assert_eq!(in_rome(datetime!(2026-07-01 10:00 UTC)).hour(), 12);
    }

    #[test]
    fn date_without_a_zone_is_italian_and_one_with_a_zone_is_taken_at_its_word() {
        for (text, moment) in [
            ("2026-11-30T10:00:00", datetime!(2026-11-30 09:00 UTC)),
            ("2026-07-01T10:00:00.5", datetime!(2026-07-01 08:00:00.5 UTC)),
            ("2026-11-30T10:00:00Z", datetime!(2026-11-30 10:00 UTC)),
            ("2026-11-30T10:00:00+02:00", datetime!(2026-11-30 08:00 UTC)),
            ("2026-10-25T02:30:00", datetime!(2026-10-25 00:30 UTC)),
        ] {
            assert_eq!(parse(text), Some(moment), "{text}");
        }
        assert_eq!(parse("2026-11-30"), None);
    }
}
