//! The guardian's movements: top-ups and what the office charged, by day, a page at a time.

use contract::{
    AccountId, Date, Language, MonthTotals, Movement, MovementFilter, MovementKind, Movements, OfficeBalance,
    ProblemKind, SignedMoney, TopUpState, Year,
};
use pagopa::Amount;
use std::{collections::BTreeMap, fmt, str::FromStr};

use super::{Refusal, Service, audit::Act, running_balance::Known, view};
use crate::{
    clock::{Moment, month_in_italy, year_in_italy},
    store::{
        StoreError,
        accounts::{Guardian, ImportedAccount},
        movements::{MovementRow, Stretch},
        top_ups::TopUpRow,
    },
};

/// Which movements are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// `None`: of all the guardian's accounts.
    pub account: Option<&'a AccountId>,
    pub year: Option<Year>,
    pub filter: Option<MovementFilter>,
}

/// A place in the list: its cursor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    at: Moment,
    id: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.id)
    }
}

/// Not a cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;
    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (millis, id) = text.split_once('-').ok_or(NoPlace)?;
        let is_number = (1..=15).contains(&millis.len()) && millis.bytes().all(|byte| byte.is_ascii_digit());
        let millis = millis.parse().ok().filter(|_| is_number).ok_or(NoPlace)?;
        let id: contract::MovementId = id.parse().map_err(|_| NoPlace)?;
        Ok(Self { at: Moment::from_millis(millis), id: id.into() })
    }
}

/// A line of the list before it is shown.
enum Line {
    TopUp(Box<TopUpRow>),
    Office(MovementRow),
}

impl Line {
    fn at(&self) -> Moment {
        match self {
            Self::TopUp(row) => row.credited_at.unwrap_or(row.created_at),
            Self::Office(row) => row.at,
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::TopUp(row) => row.id.as_str(),
            Self::Office(row) => row.id.as_str(),
        }
    }

    const fn account(&self) -> &AccountId {
        match self {
            Self::TopUp(row) => &row.account_id,
            Self::Office(row) => &row.account_id,
        }
    }

    fn place(&self) -> Place {
        Place { at: self.at(), id: self.id().to_owned() }
    }

    /// Whether it has changed the balance.
    fn counts(&self) -> bool {
        match self {
            Self::TopUp(row) => row.state == TopUpState::Credited,
            Self::Office(_) => true,
        }
    }
}

impl Service {
    /// The newest first. An account of another guardian is as one that is not there.
    pub async fn list_movements(
        &self,
        guardian: &Guardian,
        wanted: Wanted<'_>,
        cursor: Option<&Place>,
        limit: u32,
    ) -> Result<Movements, Refusal> {
        let accounts = self.store().accounts_of(&guardian.id).await?;
        let chosen = chosen(&accounts, wanted.account)?;
        let mut lines = self.lines(guardian, &chosen, wanted, cursor, limit).await?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let is_more = lines.len() > most;
        lines.truncate(most);
        let next_cursor = lines.last().filter(|_| is_more).map(|line| line.place().to_string());
        let mut known = Known::default();
        for account in &chosen {
            let own = lines.iter().filter(|line| line.counts() && *line.account() == account.account.id);
            let own: Vec<_> = own.map(|line| (line.at(), line.id())).collect();
            let of_account = self.known_balances(account, &own).await?;
            known.after.extend(of_account.after);
            known.office.extend(of_account.office);
        }
        let months = self.totals(guardian, &chosen, wanted.account, &lines).await?;
        let years = self.years(guardian, &accounts).await?;
        let now = self.store().now().await?;
        let items = lines.into_iter().map(|line| self.movement(line, &accounts, &known, now));
        Ok(Movements { items: items.collect::<Result<_, StoreError>>()?, months, years, next_cursor })
    }

    /// All of them, the newest first, for a file.
    pub(super) async fn all_movements(
        &self,
        guardian: &Guardian,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Movement>, Refusal> {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let page = self.list_movements(guardian, wanted, cursor.as_ref(), PART).await?;
            all.extend(page.items);
            match page.next_cursor.and_then(|cursor| cursor.parse().ok()) {
                Some(next) => cursor = Some(next),
                None => return Ok(all),
            }
        }
    }

    /// The lines before a place, one more than `limit` if there are so many.
    async fn lines(
        &self,
        guardian: &Guardian,
        chosen: &[&ImportedAccount],
        wanted: Wanted<'_>,
        cursor: Option<&Place>,
        limit: u32,
    ) -> Result<Vec<Line>, StoreError> {
        let always = (Moment::from_millis(0), Moment::from_millis(i64::MAX));
        let (from, until) = wanted.year.map_or(always, year_in_italy);
        // No id is smaller than an empty one, so that the year's end itself is left out.
        let end = Place { at: until, id: String::new() };
        let before = cursor.filter(|cursor| **cursor < end).unwrap_or(&end);
        let limit = limit.saturating_add(1);
        let stretch = Stretch { from, before: before.at, before_id: &before.id, limit: i64::from(limit) };
        let account = wanted.account.map_or("", AccountId::as_str);
        let top_ups = self.store().top_ups_in_time(&guardian.id, account, wanted.filter, &stretch).await?;
        let mut lines: Vec<Line> = top_ups.into_iter().map(|row| Line::TopUp(Box::new(row))).collect();
        if wanted.filter.is_none_or(|filter| filter == MovementFilter::Office) {
            for account in chosen {
                let of_office = self.store().movements_in_time(&account.account.id, &stretch).await?;
                lines.extend(of_office.into_iter().map(Line::Office));
            }
        }
        lines.sort_by_cached_key(|line| std::cmp::Reverse(line.place()));
        lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(lines)
    }

    /// The sums of every month in which one of these lines is.
    async fn totals(
        &self,
        guardian: &Guardian,
        chosen: &[&ImportedAccount],
        account: Option<&AccountId>,
        lines: &[Line],
    ) -> Result<Vec<MonthTotals>, StoreError> {
        let (Some(newest), Some(oldest)) = (lines.first(), lines.last()) else { return Ok(Vec::new()) };
        let (from, until) = (month_in_italy(oldest.at()).0, month_in_italy(newest.at()).1);
        let mut sums: BTreeMap<_, (i64, i64)> =
            lines.iter().map(|line| (line.at().italian_day().month(), (0, 0))).collect();
        let account = account.map_or("", AccountId::as_str);
        for (at, cents) in self.store().credited_in_time(&guardian.id, account, from, until).await? {
            if let Some((credited, _)) = sums.get_mut(&at.italian_day().month()) {
                *credited = credited.saturating_add(cents);
            }
        }
        for account in chosen {
            for (at, cents) in self.store().charged_in_time(&account.account.id, from, until).await? {
                if let Some((_, charged)) = sums.get_mut(&at.italian_day().month()) {
                    *charged = charged.saturating_add(cents);
                }
            }
        }
        let totals = sums.into_iter().rev().map(|(month, (credited, charged))| {
            let credited = u64::try_from(credited).ok().and_then(|cents| Amount::from_cents(cents).ok());
            let charged = SignedMoney::from_cents(charged);
            let (credited, charged) = credited.zip(charged).ok_or(OUT_OF_RANGE)?;
            Ok::<_, StoreError>(MonthTotals { month, credited: credited.into(), charged })
        });
        totals.collect()
    }

    /// The newest first.
    async fn years(
        &self,
        guardian: &Guardian,
        accounts: &[ImportedAccount],
    ) -> Result<Vec<Year>, StoreError> {
        let mut times = vec![self.store().time_of_top_ups(&guardian.id).await?];
        for account in accounts {
            times.push(self.store().time_of_movements(&account.account.id).await?);
        }
        let first = times.iter().flatten().map(|(first, _)| *first).min().and_then(Moment::italian_year);
        let last = times.iter().flatten().map(|(_, last)| *last).max().and_then(Moment::italian_year);
        let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
        Ok((first.get()..=last.get()).rev().filter_map(|year| Year::try_from(year).ok()).collect())
    }

    fn movement(
        &self,
        line: Line,
        accounts: &[ImportedAccount],
        known: &Known,
        now: Moment,
    ) -> Result<Movement, StoreError> {
        let day: Date = line.at().italian_day();
        let money = |cents| SignedMoney::from_cents(cents).ok_or(OUT_OF_RANGE);
        let balance_after = known.after.get(line.id()).map(|cents| money(*cents)).transpose()?;
        let office_balance = known.office.get(line.id()).map(|(at, cents)| {
            Ok::<_, StoreError>(OfficeBalance { balance: money(*cents)?, at: at.to_wire() })
        });
        let office_balance = office_balance.transpose()?;
        Ok(match line {
            Line::TopUp(row) => {
                let top_up = view::top_up(&self.inner, &row, now);
                Movement {
                    id: row.id.clone().into(),
                    kind: MovementKind::TopUp,
                    account_id: row.account_id.clone(),
                    children: row.children.clone(),
                    service: top_up.service.clone(),
                    day,
                    amount: money(i64::try_from(row.amount.cents()).map_err(|_| OUT_OF_RANGE)?)?,
                    note: None,
                    top_up: Some(top_up),
                    balance_after,
                    office_balance,
                }
            }
            Line::Office(row) => {
                let account = accounts.iter().find(|one| one.account.id == row.account_id);
                let account = &account.ok_or(StoreError::Corrupt("a movement without its account"))?.account;
                Movement {
                    id: row.id,
                    kind: row.kind,
                    account_id: row.account_id,
                    children: account.children.clone(),
                    service: self.config().municipality.service(&account.service),
                    day,
                    amount: money(row.amount_cents)?,
                    note: Some(row.note).filter(|note| !note.is_empty()),
                    top_up: None,
                    balance_after,
                    office_balance,
                }
            }
        })
    }

    /// The same as a file. `language` is the reader's; without one it is the guardian's.
    pub async fn download_movements(
        &self,
        guardian: &Guardian,
        wanted: Wanted<'_>,
        language: Option<Language>,
    ) -> Result<String, Refusal> {
        let movements = self.all_movements(guardian, wanted).await?;
        let file = super::print_movements::write(&movements, language.unwrap_or(guardian.language));
        self.audit(&guardian.id, Act::DownloadedMovements, "");
        file.map_err(|error| {
            tracing::error!(%error, "a file of movements could not be written");
            Refusal::new(ProblemKind::InternalError, "The file could not be written.")
        })
    }
}

/// Movements that are read at once for a file.
const PART: u32 = 500;

const OUT_OF_RANGE: StoreError = StoreError::Corrupt("a sum is out of range");

/// The account that is asked for, or all.
fn chosen<'a>(
    accounts: &'a [ImportedAccount],
    wanted: Option<&AccountId>,
) -> Result<Vec<&'a ImportedAccount>, Refusal> {
    let Some(id) = wanted else { return Ok(accounts.iter().collect()) };
    let account = accounts.iter().find(|account| account.account.id == *id);
    account.map(|account| vec![account]).ok_or_else(Refusal::not_found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let text = "1795436205000-01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
        assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        for bad in [
            "",
            "-",
            "1795436205000",
            "1-01JD3Z8K0V7Q2M5N9R4T6W8Y0",
            "+1-01JD3Z8K0V7Q2M5N9R4T6W8Y0A",
            "-1-01JD3Z8K0V7Q2M5N9R4T6W8Y0A",
            "9999999999999999-01JD3Z8K0V7Q2M5N9R4T6W8Y0A",
        ] {
            assert_eq!(bad.parse::<Place>(), Err(NoPlace), "{bad}");
        }
    }
}
