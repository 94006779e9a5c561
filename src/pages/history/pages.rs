//! The pages of movements that were read, as one list.

use contract::{MonthTotals, Movement, Movements, Year};

/// The newest movement first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pages {
    pub items: Vec<Movement>,
    /// The newest first.
    pub months: Vec<MonthTotals>,
    pub years: Vec<Year>,
    /// The cursor of the next page; `None` after the last.
    pub next: Option<String>,
}

impl Pages {
    pub fn first(page: Movements) -> Self {
        Self { items: page.items, months: page.months, years: page.years, next: page.next_cursor }
    }

    /// Puts a newer first page before the list. A movement in both is taken from the page; where a list of one page is read
    /// again, it is replaced.
    pub fn renew(&mut self, page: Movements) {
        if page.next_cursor.is_none() {
            return *self = Self::first(page);
        }
        let older = self.without(&page.items);
        // What was read on ends where it ended.
        if older.is_empty() {
            self.next = page.next_cursor;
        }
        self.add_months(page.months);
        self.items = page.items;
        self.items.extend(older);
        self.years = page.years;
    }

    /// Adds the next page, and returns how many of its movements are new.
    pub fn add(&mut self, page: Movements) -> usize {
        let before = self.items.len();
        self.items = self.without(&page.items);
        self.items.extend(page.items);
        self.add_months(page.months);
        self.years = page.years;
        self.next = page.next_cursor;
        self.items.len().saturating_sub(before)
    }

    fn without(&mut self, others: &[Movement]) -> Vec<Movement> {
        let mut items = std::mem::take(&mut self.items);
        items.retain(|old| others.iter().all(|new| new.id != old.id));
        items
    }

    /// The newer answer has the newer sums.
    fn add_months(&mut self, months: Vec<MonthTotals>) {
        self.months.retain(|old| months.iter().all(|new| new.month != old.month));
        self.months.extend(months);
        self.months.sort_unstable_by(|one, other| other.month.cmp(&one.month));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Date, Localised, Money, Month, MovementKind, SignedMoney};
    use pagopa::Amount;

    fn movement(last: char, cents: i64) -> Movement {
        Movement {
            id: format!("01JD3Z8K0V7Q2M5N9R4T6W8Y0{last}").parse().unwrap(),
            kind: MovementKind::Meal,
            account_id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            children: vec!["Anna".into()],
            service: Localised { it: "Mensa".into(), fr: None, en: None },
            day: Date::try_from("2026-11-23".to_owned()).unwrap(),
            amount: SignedMoney::from_cents(cents).unwrap(),
            note: None,
            top_up: None,
            balance_after: None,
            office_balance: None,
        }
    }

    fn totals(month: &str, cents: u64) -> MonthTotals {
        MonthTotals {
            month: Month::try_from(month.to_owned()).unwrap(),
            credited: Money::from(Amount::from_cents(cents).unwrap()),
            charged: SignedMoney::from_cents(0).unwrap(),
        }
    }

    fn page(ids: &str, months: &[(&str, u64)], next: Option<&str>) -> Movements {
        Movements {
            items: ids.chars().map(|last| movement(last, -530)).collect(),
            months: months.iter().map(|(month, cents)| totals(month, *cents)).collect(),
            years: vec!["2026".parse().unwrap()],
            next_cursor: next.map(str::to_owned),
        }
    }

    fn order(pages: &Pages) -> String {
        pages.items.iter().filter_map(|one| one.id.as_str().chars().last()).collect()
    }

    #[test]
    fn the_next_page_follows_and_is_counted() {
        let mut pages = Pages::first(page("98", &[("2026-11", 5)], Some("c")));
        assert_eq!(pages.add(page("8765", &[("2026-11", 5), ("2026-10", 7)], None)), 3);
        assert_eq!((order(&pages).as_str(), pages.next.as_deref()), ("98765", None));
        assert_eq!(pages.months, [totals("2026-11", 5), totals("2026-10", 7)]);
    }

    #[test]
    fn a_newer_first_page_comes_before_what_was_read_on() {
        let mut pages = Pages::first(page("87", &[("2026-11", 5)], Some("7")));
        pages.add(page("65", &[("2026-10", 1)], Some("5")));
        pages.renew(page("98", &[("2026-11", 9)], Some("8")));
        assert_eq!((order(&pages).as_str(), pages.next.as_deref()), ("98765", Some("5")));
        assert_eq!(pages.months, [totals("2026-11", 9), totals("2026-10", 1)]);
    }

    #[test]
    fn a_list_of_one_page_is_replaced() {
        let mut pages = Pages::first(page("87", &[("2026-11", 5)], None));
        pages.renew(page("9", &[("2026-12", 1)], None));
        assert_eq!(order(&pages), "9");
        assert_eq!(pages.months, [totals("2026-12", 1)]);
    }
}
