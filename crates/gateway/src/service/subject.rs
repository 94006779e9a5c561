//! The subject of a notice. A top-up that is found at the platform has its account's number from it.

use crate::store::accounts::AccountRow;

/// The payment notice guide's limit for the subject.
const LENGTH: usize = 90;
const BEFORE: &str = "Ricarica ";
const BETWEEN: &str = " conto ";

/// It has no child's name: a notice passes through many hands. A long service is cut, and the account's number never.
pub(super) fn of(account: &AccountRow) -> String {
    let others = [BEFORE, BETWEEN, &account.reference];
    let others: usize = others.iter().map(|part| part.chars().count()).sum();
    let service: String = account.service.chars().take(LENGTH.saturating_sub(others)).collect();
    let text = format!("{BEFORE}{service}{BETWEEN}{}", account.reference);
    text.chars().take(LENGTH).collect()
}

/// The account's number in a subject, if the account has this subject: see [`of`]. An earlier version cut the whole subject, so the number at the end of a subject of
/// the greatest length may be the beginning of another one.
pub(super) fn reference(subject: &str) -> Option<&str> {
    let (_, reference) = subject.strip_prefix(BEFORE)?.rsplit_once(BETWEEN)?;
    Some(reference).filter(|reference| !reference.is_empty() && subject.chars().count() < LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets;

    fn account(service: &str, reference: &str) -> AccountRow {
        AccountRow {
            id: secrets::new_account_id(),
            guardian_id: "g".into(),
            reference: reference.into(),
            children: vec!["Zoé".into()],
            children_shares: None,
            service: service.into(),
            meal_price: None,
            balance_cents: 0,
            imported_balance_cents: 0,
        }
    }

    #[test]
    fn subject_fits_the_notice_and_names_no_child() {
        let subject = of(&account(&"é".repeat(200), "M-0001"));
        assert_eq!(subject.chars().count(), 90);
        assert!(subject.ends_with(" conto M-0001"));
        assert!(!subject.contains("Zoé"));
    }

    #[test]
    fn account_number_is_read_whole_or_not_at_all() {
        for number in ["M-0001", "12", "A 1 2"] {
            assert_eq!(reference(&of(&account("Mensa scolastica", number))), Some(number));
        }
        // The account «7» has another subject.
        let other = of(&account("Mensa", "conto 7"));
        assert_eq!(reference(&other), Some("7"));
        assert_ne!(of(&account("Mensa", "7")), other);
        // As an earlier version cut it: M-00012 became M-000.
        let cut: String = format!("Ricarica {} conto M-00012", "x".repeat(70)).chars().take(90).collect();
        assert_eq!(reference(&cut), None);
        for foreign in ["Ricarica Mensa", "TARI conto 7", "Ricarica Mensa conto ", ""] {
            assert_eq!(reference(foreign), None, "{foreign}");
        }
    }
}
