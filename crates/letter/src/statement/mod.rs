//! The statement of a calendar year for the tax return: what was paid for each account, payment by payment.

mod flow;
mod table;
mod texts;

use pagopa::{Amount, NoticeNumber};
use time::Date;

use crate::{
    document::{self, About},
    error::PrintError,
    language::Languages,
    logo::Logos,
    notice::{Creditor, Debtor},
    printable::printable,
    receipt::{Account, Means},
    text::Text,
};
use texts::StatementTexts;

/// What a guardian paid in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub languages: Languages,
    pub year: u16,
    /// Its postal account is not printed.
    pub creditor: Creditor,
    pub debtor: Debtor,
    pub accounts: Vec<StatementAccount>,
    /// What the office certifies, in its own words. `None` prints a proposal, and that the office has not confirmed it.
    pub wording: Option<Text<1000>>,
    /// Who signs, a line each.
    pub signature: Vec<Text<100>>,
}

/// One account with its payments of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementAccount {
    pub account: Account,
    /// The part of each child in whole per cent, in the order of the children; empty if the office does not split the
    /// account.
    pub percent: Vec<u32>,
    pub payments: Vec<Payment>,
}

/// One credited top-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The day of the payment in Italy.
    pub day: Date,
    /// The platform names no day of payment: `day` is the day of the credit.
    pub is_day_of_credit: bool,
    pub number: NoticeNumber,
    /// As the platform names it.
    pub receipt_id: Text<70>,
    /// `None` if the platform does not say.
    pub means: Option<Means>,
    pub amount: Amount,
}

impl Statement {
    /// The sum of all payments, in cents.
    pub fn cents(&self) -> u64 {
        self.accounts.iter().map(StatementAccount::cents).sum()
    }

    /// The sum of the payments in cash, in cents.
    fn cash_cents(&self) -> u64 {
        let payments = self.accounts.iter().flat_map(|account| &account.payments);
        payments
            .filter(|payment| payment.means == Some(Means::Cash))
            .map(|payment| payment.amount.cents())
            .sum()
    }
}

impl StatementAccount {
    /// The sum of its payments, in cents.
    pub fn cents(&self) -> u64 {
        self.payments.iter().map(|payment| payment.amount.cents()).sum()
    }

    /// Each child with its part in cents; empty if the office does not split the account.
    fn parts(&self) -> Vec<(&Text<70>, u64)> {
        if self.percent.len() != self.account.children.len() {
            return Vec::new();
        }
        self.account.children.iter().zip(shares(self.cents(), &self.percent)).collect()
    }
}

/// A sum split by whole per cent. The parts add up to the sum if the per cent add up to 100: the cents that rounding leaves
/// over go to the first ones, one each.
pub fn shares(cents: u64, percent: &[u32]) -> Vec<u64> {
    let whole = u64::from(percent.iter().sum::<u32>()).max(1);
    let mut parts: Vec<u64> = percent.iter().map(|part| part_of(cents, u64::from(*part), whole)).collect();
    let mut left = cents.saturating_sub(parts.iter().sum());
    for (part, percent) in parts.iter_mut().zip(percent) {
        if left > 0 && *percent > 0 {
            *part += 1;
            left -= 1;
        }
    }
    parts
}

/// Without an overflow for any sum.
fn part_of(cents: u64, part: u64, whole: u64) -> u64 {
    let exact = u128::from(cents) * u128::from(part) / u128::from(whole);
    u64::try_from(exact).unwrap_or(cents)
}

/// Prints a statement as a PDF of A4 pages, tagged, and validated against PDF/UA-1 while it is written. The same statement
/// gives the same bytes.
pub fn statement_pdf(statement: &Statement, logos: &Logos) -> Result<Vec<u8>, PrintError> {
    let language = statement.languages.first();
    let creditor = printable(statement.creditor.name.as_str());
    let title = format!("{} {} – {creditor}", StatementTexts::of(language).title, statement.year);
    let mut flow = flow::Flow::new(statement, logos);
    document::pages(About { language, title, creditor }, |paper| Ok(flow.page(paper)))
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn parts_add_up_to_the_sum() {
        for cents in (0..2000).chain([9_999_999_999, 123_456_789]) {
            for percent in
                [&[50, 50][..], &[33, 33, 34], &[100], &[1, 99], &[60, 0, 40], &[34, 33, 33], &[5; 20]]
            {
                let parts = shares(cents, percent);
                assert_eq!(parts.iter().sum::<u64>(), cents, "{percent:?}");
                for (part, percent) in parts.iter().zip(percent) {
                    let exact = cents * u64::from(*percent) / 100;
                    assert!((exact..=exact + 1).contains(part), "{cents} {percent}");
                }
            }
        }
        assert_eq!(shares(101, &[60, 0, 40]), [61, 0, 40]);
        assert!(shares(100, &[]).is_empty());
    }
}
