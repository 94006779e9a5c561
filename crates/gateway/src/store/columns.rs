//! The domain's values in columns: as text or as whole numbers.
//!
//! `#[sqlx(try_from = "…")]` on a field names the column's type; the conversions are here. They go through types of
//! this file because neither `sqlx`'s traits nor the domain's types belong to the gateway.

use contract::{Anomaly, AttemptOutcome, Language, MovementKind, PaymentMeans, TopUpState};
use pagopa::{Amount, NoticeNumber, PersonCode};
use std::str::FromStr;

/// A text.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub struct TextColumn(pub(super) String);

/// A text, or NULL.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub struct OptionalText(Option<String>);

/// Whole euro cents, not negative.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub struct Cents(i64);

/// Whole euro cents, not negative, or NULL.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub struct OptionalCents(Option<i64>);

/// A stored number is not an amount.
#[derive(Debug, thiserror::Error)]
#[error("an amount is out of range")]
pub struct NoAmount;

/// A stored word is unknown to this version.
#[derive(Debug, thiserror::Error)]
#[error("not a known word")]
pub struct UnknownWord;

/// A row, or why it cannot be read: one bad row keeps no other from being read.
pub(super) struct Readable<T>(sqlx::Result<T>);

impl<'r, R: sqlx::Row, T: sqlx::FromRow<'r, R>> sqlx::FromRow<'r, R> for Readable<T> {
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self(T::from_row(row)))
    }
}

impl<T> Readable<T> {
    /// Those that can be read; the others are logged.
    pub(super) fn all(rows: Vec<Self>, what: &'static str) -> Vec<T> {
        let read = rows.into_iter().map(|Self(row)| row);
        read.filter_map(|row| {
            row.inspect_err(|error| tracing::error!(%error, what, "a row cannot be read")).ok()
        })
        .collect()
    }
}

macro_rules! parsed {
    ($($type:ty),*) => {
        $(impl TryFrom<TextColumn> for $type {
            type Error = <$type as FromStr>::Err;
            fn try_from(TextColumn(text): TextColumn) -> Result<Self, Self::Error> {
                text.parse()
            }
        })*
    };
}
parsed!(NoticeNumber, PersonCode);

/// An unknown language is no reason to lose a row: it is read as Italian.
impl From<TextColumn> for Language {
    fn from(TextColumn(tag): TextColumn) -> Self {
        Self::from_tag(&tag).unwrap_or_default()
    }
}

macro_rules! words {
    ($to:ident, $type:ty, $($variant:path = $word:literal),* $(,)?) => {
        pub(super) const fn $to(value: $type) -> &'static str {
            match value { $($variant => $word),* }
        }
        impl TryFrom<TextColumn> for $type {
            type Error = UnknownWord;
            fn try_from(TextColumn(word): TextColumn) -> Result<Self, UnknownWord> {
                match word.as_str() {
                    $($word => Ok($variant),)*
                    _ => Err(UnknownWord),
                }
            }
        }
    };
}
words!(
    state_word,
    TopUpState,
    TopUpState::Opening = "opening",
    TopUpState::Unpaid = "unpaid",
    TopUpState::InProgress = "in_progress",
    TopUpState::Paid = "paid",
    TopUpState::Credited = "credited",
    TopUpState::Expired = "expired",
    TopUpState::Cancelled = "cancelled",
    TopUpState::Anomalous = "anomalous",
);
words!(
    anomaly_word,
    Anomaly,
    Anomaly::Refused = "refused",
    Anomaly::Absent = "absent",
    Anomaly::Differs = "differs",
    Anomaly::PartlyPaid = "partly_paid",
    Anomaly::UnknownStatus = "unknown_status",
    Anomaly::ReceiptOfAnother = "receipt_of_another",
);
words!(
    means_word,
    PaymentMeans,
    PaymentMeans::Online = "online",
    PaymentMeans::Provider = "provider",
    PaymentMeans::Cash = "cash",
);
words!(
    movement_word,
    MovementKind,
    MovementKind::TopUp = "top_up",
    MovementKind::Meal = "meal",
    MovementKind::Correction = "correction",
    MovementKind::Other = "other",
);
words!(
    outcome_word,
    AttemptOutcome,
    AttemptOutcome::Ok = "ok",
    AttemptOutcome::Cancel = "cancel",
    AttemptOutcome::Error = "error",
    AttemptOutcome::Waiting = "waiting",
);

macro_rules! optional_words {
    ($($type:ty),*) => {
        $(impl TryFrom<OptionalText> for Option<$type> {
            type Error = UnknownWord;
            fn try_from(OptionalText(word): OptionalText) -> Result<Self, UnknownWord> {
                word.map(|word| <$type>::try_from(TextColumn(word))).transpose()
            }
        })*
    };
}
optional_words!(AttemptOutcome, Anomaly, PaymentMeans);

impl TryFrom<Cents> for Amount {
    type Error = NoAmount;
    fn try_from(Cents(cents): Cents) -> Result<Self, NoAmount> {
        u64::try_from(cents).ok().and_then(|cents| Self::from_cents(cents).ok()).ok_or(NoAmount)
    }
}

impl TryFrom<OptionalCents> for Option<Amount> {
    type Error = NoAmount;
    fn try_from(OptionalCents(cents): OptionalCents) -> Result<Self, NoAmount> {
        cents.map(|cents| Cents(cents).try_into()).transpose()
    }
}

impl From<Amount> for Cents {
    fn from(amount: Amount) -> Self {
        // At most 9,999,999,999: it fits.
        Self(i64::try_from(amount.cents()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_was_written() {
        for state in TopUpState::ALL {
            let word = TextColumn(state_word(state).to_owned());
            assert_eq!(TopUpState::try_from(word).unwrap(), state);
        }
        for anomaly in Anomaly::ALL {
            let word = TextColumn(anomaly_word(anomaly).to_owned());
            assert_eq!(Anomaly::try_from(word).unwrap(), anomaly);
        }
        for means in PaymentMeans::ALL {
            let word = TextColumn(means_word(means).to_owned());
            assert_eq!(PaymentMeans::try_from(word).unwrap(), means);
        }
        assert!(TopUpState::try_from(TextColumn("lost".into())).is_err());
        let outcome = |word: Option<&str>| {
            Option::<AttemptOutcome>::try_from(OptionalText(word.map(str::to_owned))).map_err(|_| ())
        };
        assert_eq!(outcome(None), Ok(None));
        assert_eq!(outcome(Some(outcome_word(AttemptOutcome::Waiting))), Ok(Some(AttemptOutcome::Waiting)));
        assert_eq!(outcome(Some("lost")), Err(()));
    }

    #[test]
    fn a_number_that_is_no_amount_is_refused() {
        let amount = |cents| Amount::try_from(Cents(cents)).map(Amount::cents).ok();
        assert_eq!(amount(2500), Some(2500));
        assert_eq!(amount(-1), None);
        assert_eq!(amount(i64::MAX), None);
    }
}
