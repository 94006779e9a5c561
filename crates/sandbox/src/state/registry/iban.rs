//! A creditor's change of bank: another IBAN on what is still unpaid.

use time::OffsetDateTime;

use super::position::DebtPosition;

impl DebtPosition {
    /// Replaces an IBAN on at most `most` transfers of unpaid options. Returns how many it replaced.
    pub fn replace_iban(&mut self, old: &str, new: &str, most: usize, now: OffsetDateTime) -> usize {
        let mut replaced = 0;
        let unpaid = self.options.iter_mut().filter(|option| !option.is_paid());
        for option in unpaid {
            for transfer in &mut option.details.transfers {
                if replaced < most && transfer.iban.as_deref() == Some(old) {
                    transfer.iban = Some(new.to_owned());
                    option.updated = now;
                    replaced += 1;
                }
            }
        }
        if replaced > 0 {
            self.updated = now;
        }
        replaced
    }
}
