//! The registry of debt positions: found by identifier and by notice number, locked, paid.
//! No HTTP, no HTML, no waiting: the time is an argument.

pub mod fault;
mod iban;
pub mod notice;
pub mod notification_fee;
pub mod payment;
pub mod position;
pub mod publication;
pub mod reporting;

use std::collections::{BTreeSet, HashMap};

use time::OffsetDateTime;

use fault::Fault;
use notice::{NoticeDetails, NoticeKey};
use payment::{Lock, LockOwner, OptionState, Payment, PaymentTerms};
use position::{DebtPosition, NewPosition, PaymentOption, PositionStatus};
use publication::NotAllowed;

/// Another debt position has the identifier or one of the notice numbers.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the identifier or a notice number is already in use")]
pub struct NotUnique;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplaceError {
    #[error("no such debt position")]
    NotFound,
    #[error("the debt position's status does not allow it")]
    WrongStatus,
    #[error("another debt position has the notice number")]
    NotUnique,
    #[error("no transfer can take over the notification fee")]
    NoTransferForFee,
}

type Id = u64;

#[derive(Default)]
pub struct Registry {
    next: Id,
    positions: HashMap<Id, DebtPosition>,
    by_iupd: HashMap<(String, String), Id>,
    by_nav: HashMap<NoticeKey, Id>,
    by_creditor: HashMap<String, BTreeSet<Id>>,
}

impl Registry {
    pub fn create(&mut self, new: NewPosition, now: OffsetDateTime) -> Result<&DebtPosition, NotUnique> {
        self.insert(DebtPosition::new(new, now))
    }

    /// Creates all of them, or none.
    pub fn create_all(&mut self, new: Vec<NewPosition>, now: OffsetDateTime) -> Result<(), NotUnique> {
        let mut created: Vec<(String, String)> = Vec::with_capacity(new.len());
        for new in new {
            let (creditor, iupd) = (new.details.creditor.clone(), new.details.iupd.clone());
            if self.create(new, now).is_err() {
                for (creditor, iupd) in &created {
                    self.remove(creditor, iupd);
                }
                return Err(NotUnique);
            }
            created.push((creditor, iupd));
        }
        Ok(())
    }

    fn insert(&mut self, position: DebtPosition) -> Result<&DebtPosition, NotUnique> {
        let iupd = (position.details.creditor.clone(), position.details.iupd.clone());
        let key = |option: &PaymentOption| NoticeKey::new(&position.details.creditor, &option.details.nav);
        let keys: Vec<NoticeKey> = position.options.iter().map(key).collect();
        let distinct: BTreeSet<&NoticeKey> = keys.iter().collect();
        if self.by_iupd.contains_key(&iupd)
            || distinct.len() < keys.len()
            || keys.iter().any(|key| self.by_nav.contains_key(key))
        {
            return Err(NotUnique);
        }
        let id = self.next;
        self.next += 1;
        self.by_creditor.entry(position.details.creditor.clone()).or_default().insert(id);
        self.by_iupd.insert(iupd, id);
        self.by_nav.extend(keys.into_iter().map(|key| (key, id)));
        Ok(self.positions.entry(id).or_insert(position))
    }

    pub fn find(&self, creditor: &str, iupd: &str) -> Option<&DebtPosition> {
        self.positions.get(&self.id(creditor, iupd)?)
    }

    pub fn find_mut(&mut self, creditor: &str, iupd: &str) -> Option<&mut DebtPosition> {
        let id = self.id(creditor, iupd)?;
        self.positions.get_mut(&id)
    }

    /// For tests, which know an identifier and not its creditor. Of several positions with it the oldest.
    pub fn find_of_any_creditor_mut(&mut self, iupd: &str) -> Option<&mut DebtPosition> {
        let ids = self.by_iupd.iter().filter(|((_, known), _)| known == iupd).map(|(_, id)| *id);
        self.positions.get_mut(&ids.min()?)
    }

    /// Replaces the contents of an unpaid position; the identifier, the date of insertion and the notification fees stay.
    pub fn replace(&mut self, new: NewPosition, now: OffsetDateTime) -> Result<&DebtPosition, ReplaceError> {
        let old = self.find(&new.details.creditor, &new.details.iupd).ok_or(ReplaceError::NotFound)?;
        let updatable = matches!(
            old.status(now),
            PositionStatus::Draft
                | PositionStatus::Published
                | PositionStatus::Valid
                | PositionStatus::Expired
        );
        if !updatable || old.has_payment_or_lock(now) {
            return Err(ReplaceError::WrongStatus);
        }
        let (creditor, iupd) = (new.details.creditor.clone(), new.details.iupd.clone());
        let taken = new.options.iter().any(|option| {
            let owner = self.by_nav.get(&NoticeKey::new(&creditor, &option.nav)).copied();
            owner.is_some() && owner != self.id(&creditor, &iupd)
        });
        if taken {
            return Err(ReplaceError::NotUnique);
        }
        let mut replacing = DebtPosition::new(new, now);
        replacing.inserted = old.inserted;
        for option in &mut replacing.options {
            let fee = old.option_by_iuv(&option.details.iuv).map(|old| old.notification_fee);
            if let Some(fee) = fee.filter(|fee| fee.0 > 0) {
                option
                    .set_notification_fee(&creditor, fee, now)
                    .map_err(|_| ReplaceError::NoTransferForFee)?;
            }
        }
        self.remove(&creditor, &iupd);
        self.insert(replacing).map_err(|NotUnique| ReplaceError::NotUnique)
    }

    /// `None` when there is no such position.
    pub fn delete(
        &mut self,
        creditor: &str,
        iupd: &str,
        now: OffsetDateTime,
    ) -> Option<Result<(), NotAllowed>> {
        let position = self.find(creditor, iupd)?;
        if position.has_payment()
            || matches!(position.status(now), PositionStatus::Paid | PositionStatus::Reported)
        {
            return Some(Err(NotAllowed));
        }
        self.remove(creditor, iupd);
        Some(Ok(()))
    }

    /// A creditor's positions, oldest first.
    pub fn of_creditor(&self, creditor: &str) -> impl DoubleEndedIterator<Item = &DebtPosition> {
        self.by_creditor.get(creditor).into_iter().flatten().filter_map(|id| self.positions.get(id))
    }

    /// Replaces an IBAN on at most `most` unpaid transfers, oldest positions first. Returns how many it replaced.
    pub fn replace_iban(
        &mut self,
        creditor: &str,
        (old, new): (&str, &str),
        most: usize,
        now: OffsetDateTime,
    ) -> usize {
        let mut replaced = 0;
        for id in self.by_creditor.get(creditor).into_iter().flatten() {
            if let Some(position) = self.positions.get_mut(id) {
                replaced += position.replace_iban(old, new, most.saturating_sub(replaced), now);
            }
        }
        replaced
    }

    pub fn count_of_creditor(&self, creditor: &str) -> usize {
        self.by_creditor.get(creditor).map_or(0, BTreeSet::len)
    }

    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// What a payment channel asks before it takes money.
    pub fn verify(
        &self,
        notice: &NoticeKey,
        payer: Option<LockOwner>,
        now: OffsetDateTime,
    ) -> Result<NoticeDetails, Fault> {
        let (position, option) = self.notice(notice).ok_or(Fault::Unknown)?;
        position.check_payable(option, payer, now)?;
        Ok(NoticeDetails::new(position, option))
    }

    /// Locks all the notices, or none of them.
    pub fn lock(
        &mut self,
        notices: &[NoticeKey],
        owner: LockOwner,
        until: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Result<Vec<NoticeDetails>, (NoticeKey, Fault)> {
        let details = notices
            .iter()
            .map(|notice| self.verify(notice, Some(owner), now).map_err(|fault| (notice.clone(), fault)))
            .collect::<Result<Vec<_>, _>>()?;
        for notice in notices {
            if let Some(option) = self.option_mut(notice) {
                option.state = OptionState::Locked(Lock { owner, until });
            }
        }
        Ok(details)
    }

    /// Unlocks what the owner has locked. With a date, the notices stay locked for every payer until then.
    pub fn unlock(&mut self, notices: &[NoticeKey], owner: LockOwner, locked_until: Option<OffsetDateTime>) {
        for notice in notices {
            let Some(option) = self.option_mut(notice) else { continue };
            if matches!(option.state, OptionState::Locked(lock) if lock.owner == owner) {
                option.state = match locked_until {
                    Some(until) => OptionState::Locked(Lock { owner: LockOwner::RefusedPayment, until }),
                    None => OptionState::Unpaid,
                };
            }
        }
    }

    /// Takes the money for one notice. The payer may have locked it before; another's lock is a fault.
    pub fn pay(
        &mut self,
        notice: &NoticeKey,
        payer: LockOwner,
        terms: PaymentTerms,
        now: OffsetDateTime,
    ) -> Result<(NoticeDetails, Payment), Fault> {
        let details = self.verify(notice, Some(payer), now)?;
        let payment = Payment::new(terms, now);
        if let Some(id) = self.by_nav.get(notice)
            && let Some(position) = self.positions.get_mut(id)
        {
            position.record_payment(&notice.nav, payment.clone(), now);
        }
        Ok((details, payment))
    }

    pub fn notice(&self, notice: &NoticeKey) -> Option<(&DebtPosition, &PaymentOption)> {
        let position = self.positions.get(self.by_nav.get(notice)?)?;
        Some((position, position.option(&notice.nav)?))
    }

    pub fn position_of_notice_mut(&mut self, notice: &NoticeKey) -> Option<&mut DebtPosition> {
        self.positions.get_mut(self.by_nav.get(notice)?)
    }

    /// The notice that a creditor means by a notice number, or by an IUV without its auxiliary digit.
    pub fn notice_key(&self, creditor: &str, nav_or_iuv: &str) -> Option<NoticeKey> {
        let keys = [nav_or_iuv.to_owned(), format!("3{nav_or_iuv}")];
        keys.iter().map(|nav| NoticeKey::new(creditor, nav)).find(|key| self.by_nav.contains_key(key))
    }

    fn id(&self, creditor: &str, iupd: &str) -> Option<Id> {
        self.by_iupd.get(&(creditor.to_owned(), iupd.to_owned())).copied()
    }

    fn option_mut(&mut self, notice: &NoticeKey) -> Option<&mut PaymentOption> {
        self.positions.get_mut(self.by_nav.get(notice)?)?.option_mut(&notice.nav)
    }

    fn remove(&mut self, creditor: &str, iupd: &str) {
        let Some(id) = self.by_iupd.remove(&(creditor.to_owned(), iupd.to_owned())) else { return };
        let Some(position) = self.positions.remove(&id) else { return };
        for option in &position.options {
            self.by_nav.remove(&NoticeKey::new(creditor, &option.details.nav));
        }
        if let Some(ids) = self.by_creditor.get_mut(creditor) {
            ids.remove(&id);
        }
    }
}
