//! The debt positions, found by their identifier and by notice number, and what may happen to them.
//! No HTTP, no pages, no waiting: time comes in as an argument.
//! Used by the debt position interface, the carts, the payment pages and the counter.

pub mod decision;
pub mod payment;
pub mod position;

use std::collections::{BTreeSet, HashMap};

use time::OffsetDateTime;

use decision::StateForbids;
use payment::{Fault, Hold, Holder, NoticeKey, OptionState, Payment, Shown, Terms};
use position::{DebtPosition, NewPosition, PaymentOption, Status};

/// The identifier or one of the notice numbers is already another debt position's.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the identifier or a notice number is already in use")]
pub struct NotUnique;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplaceRefusal {
    #[error("no such debt position")]
    NotFound,
    #[error("the debt position's state forbids it")]
    State,
    #[error("a notice number is already another debt position's")]
    NotUnique,
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
        let iupd = (new.details.creditor.clone(), new.details.iupd.clone());
        let keys: Vec<NoticeKey> =
            new.options.iter().map(|o| NoticeKey::new(&new.details.creditor, &o.nav)).collect();
        let distinct: BTreeSet<&NoticeKey> = keys.iter().collect();
        if self.by_iupd.contains_key(&iupd)
            || distinct.len() < keys.len()
            || keys.iter().any(|key| self.by_nav.contains_key(key))
        {
            return Err(NotUnique);
        }
        let id = self.next;
        self.next += 1;
        self.by_creditor.entry(new.details.creditor.clone()).or_default().insert(id);
        self.by_iupd.insert(iupd, id);
        self.by_nav.extend(keys.into_iter().map(|key| (key, id)));
        Ok(self.positions.entry(id).or_insert(DebtPosition::new(new, now)))
    }

    pub fn find(&self, creditor: &str, iupd: &str) -> Option<&DebtPosition> {
        self.positions.get(&self.id(creditor, iupd)?)
    }

    pub fn find_mut(&mut self, creditor: &str, iupd: &str) -> Option<&mut DebtPosition> {
        let id = self.id(creditor, iupd)?;
        self.positions.get_mut(&id)
    }

    /// Replaces a position that nobody has paid: same identifier, new contents.
    pub fn replace(
        &mut self,
        new: NewPosition,
        now: OffsetDateTime,
    ) -> Result<&DebtPosition, ReplaceRefusal> {
        let old = self.find(&new.details.creditor, &new.details.iupd).ok_or(ReplaceRefusal::NotFound)?;
        let updatable =
            matches!(old.status(now), Status::Draft | Status::Published | Status::Valid | Status::Expired);
        if !updatable || old.is_being_paid_or_paid(now) {
            return Err(ReplaceRefusal::State);
        }
        let (creditor, iupd) = (new.details.creditor.clone(), new.details.iupd.clone());
        let taken = new.options.iter().any(|option| {
            let owner = self.by_nav.get(&NoticeKey::new(&creditor, &option.nav)).copied();
            owner.is_some() && owner != self.id(&creditor, &iupd)
        });
        if taken {
            return Err(ReplaceRefusal::NotUnique);
        }
        self.remove(&creditor, &iupd);
        self.create(new, now).map_err(|NotUnique| ReplaceRefusal::NotUnique)
    }

    pub fn delete(
        &mut self,
        creditor: &str,
        iupd: &str,
        now: OffsetDateTime,
    ) -> Option<Result<(), StateForbids>> {
        let position = self.find(creditor, iupd)?;
        if position.is_paid_at_all() || matches!(position.status(now), Status::Paid | Status::Reported) {
            return Some(Err(StateForbids));
        }
        self.remove(creditor, iupd);
        Some(Ok(()))
    }

    /// A creditor's positions, oldest first.
    pub fn of_creditor(&self, creditor: &str) -> impl DoubleEndedIterator<Item = &DebtPosition> {
        self.by_creditor.get(creditor).into_iter().flatten().filter_map(|id| self.positions.get(id))
    }

    pub fn count_of_creditor(&self, creditor: &str) -> usize {
        self.by_creditor.get(creditor).map_or(0, BTreeSet::len)
    }

    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// What a payment channel learns before it takes money, or why it may not take any.
    pub fn verify(
        &self,
        notice: &NoticeKey,
        who: Option<Holder>,
        now: OffsetDateTime,
    ) -> Result<Shown, Fault> {
        let (position, option) = self.notice(notice).ok_or(Fault::Unknown)?;
        position.payable(option, who, now)?;
        Ok(Shown::new(position, option))
    }

    /// Locks all the notices for one holder, or none of them.
    pub fn hold(
        &mut self,
        notices: &[NoticeKey],
        holder: Holder,
        until: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Result<Vec<Shown>, (NoticeKey, Fault)> {
        let shown = notices
            .iter()
            .map(|notice| self.verify(notice, Some(holder), now).map_err(|fault| (notice.clone(), fault)))
            .collect::<Result<Vec<_>, _>>()?;
        for notice in notices {
            if let Some(option) = self.option_mut(notice) {
                option.state = OptionState::Held(Hold { holder, until });
            }
        }
        Ok(shown)
    }

    /// Frees what the holder has locked; with a date, the notice stays locked for everybody until then.
    pub fn release(&mut self, notices: &[NoticeKey], holder: Holder, locked_until: Option<OffsetDateTime>) {
        for notice in notices {
            let Some(option) = self.option_mut(notice) else { continue };
            if matches!(option.state, OptionState::Held(hold) if hold.holder == holder) {
                option.state = match locked_until {
                    Some(until) => OptionState::Held(Hold { holder: Holder::Nobody, until }),
                    None => OptionState::Unpaid,
                };
            }
        }
    }

    /// Takes the money for one notice that the holder has locked.
    pub fn pay(
        &mut self,
        notice: &NoticeKey,
        holder: Holder,
        terms: Terms,
        now: OffsetDateTime,
    ) -> Result<(Shown, Payment), Fault> {
        let shown = self.verify(notice, Some(holder), now)?;
        let payment = Payment::new(terms, now);
        if let Some(id) = self.by_nav.get(notice)
            && let Some(position) = self.positions.get_mut(id)
        {
            position.updated = now;
            if let Some(option) = position.options.iter_mut().find(|option| option.details.nav == notice.nav)
            {
                option.updated = now;
                option.state = OptionState::Paid(payment.clone());
            }
        }
        Ok((shown, payment))
    }

    pub fn notice(&self, notice: &NoticeKey) -> Option<(&DebtPosition, &PaymentOption)> {
        let position = self.positions.get(self.by_nav.get(notice)?)?;
        Some((position, position.options.iter().find(|option| option.details.nav == notice.nav)?))
    }

    fn id(&self, creditor: &str, iupd: &str) -> Option<Id> {
        self.by_iupd.get(&(creditor.to_owned(), iupd.to_owned())).copied()
    }

    fn option_mut(&mut self, notice: &NoticeKey) -> Option<&mut PaymentOption> {
        let position = self.positions.get_mut(self.by_nav.get(notice)?)?;
        position.options.iter_mut().find(|option| option.details.nav == notice.nav)
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
