//! Movements as a CSV file for the guardian's spreadsheet, in the guardian's language.

use contract::{Language, Movement, MovementKind};
use messages::{mails, movements_file};

use super::spreadsheet::{Spreadsheet, day, signed_money, text};

/// The newest first, as they are given.
pub(super) fn write(movements: &[Movement], language: Language) -> Result<String, csv::Error> {
    let (words, mails, texts) = (movements_file::of(language), mails::of(language), messages::of(language));
    let mut table = Spreadsheet::new([
        words.day,
        words.what,
        mails.for_whom,
        mails.service,
        mails.amount,
        words.balance,
        words.state,
        mails.notice_code,
        words.note,
    ])?;
    for movement in movements {
        let top_up = movement.top_up.as_ref();
        let notice = top_up.and_then(|top_up| top_up.notice.as_ref());
        let kind = match movement.kind {
            MovementKind::TopUp => mails.top_up,
            MovementKind::Meal => texts.history.meal,
            MovementKind::Correction => texts.history.correction,
            MovementKind::Other => texts.history.other,
        };
        let balance = movement.balance_after.map(|balance| signed_money(balance.cents()));
        table.line([
            &day(&movement.day),
            kind,
            &text(&movement.children.join(", ")),
            &text(movement.service.of(language).1),
            &signed_money(movement.amount.cents()),
            balance.as_deref().unwrap_or_default(),
            top_up.map_or("", |top_up| texts.states.of(top_up.state).label),
            // In groups: a spreadsheet would take 18 digits for a number and keep 15.
            &notice.map(|notice| notice.notice_number.grouped()).unwrap_or_default(),
            &text(movement.note.as_deref().unwrap_or_default()),
        ])?;
    }
    table.end()
}
