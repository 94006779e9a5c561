//! Everything that is kept of a guardian, for the guardian. Ratings are not of a person, mails that did not arrive are the
//! office's work, and what lives for minutes (codes, keys of requests) is over before it is read.

use contract::{MyAccount, MyCheckout, MyData, MyGuardian, MyMovement, MyTopUp, SignedMoney};

use super::{Refusal, Service, audit::Act};
use crate::{
    clock::Moment,
    store::{
        StoreError,
        accounts::ImportedAccount,
        checkouts::CheckoutOfGuardian,
        movements::{MovementRow, Stretch},
        sessions::SessionRow,
        top_ups::TopUpRow,
    },
};

impl Service {
    pub async fn export_data(&self, session: &SessionRow) -> Result<MyData, Refusal> {
        let guardian = &session.guardian;
        let accounts = self.store().accounts_of(&guardian.id).await?;
        let top_ups = self.store().history(&guardian.id, None, u32::MAX).await?;
        let mut movements = Vec::new();
        for account in &accounts {
            let always = Stretch {
                from: Moment::from_millis(0),
                before: Moment::from_millis(i64::MAX),
                before_id: "",
                limit: i64::MAX,
            };
            let rows = self.store().movements_in_time(&account.account.id, &always).await?;
            movements.extend(rows.into_iter().map(|row| (account.account.reference.clone(), row)));
        }
        movements.sort_by_key(|(_, row)| std::cmp::Reverse(row.at));
        let checkouts = self.store().checkouts_of(&guardian.id).await?;
        let sessions = self.list_sessions(session).await?.items;
        self.audit(&guardian.id, Act::DownloadedData, "");
        Ok(MyData {
            written_at: Moment::now().to_wire(),
            guardian: MyGuardian {
                name: guardian.name.clone(),
                fiscal_code: guardian.fiscal_code.to_string(),
                email: guardian.email.clone(),
                office_email: guardian.office_email.clone(),
                mail_language: guardian.language,
            },
            accounts: accounts.into_iter().map(account).collect::<Result<_, _>>()?,
            top_ups: top_ups.into_iter().map(top_up).collect(),
            movements: movements.into_iter().map(movement).collect::<Result<_, _>>()?,
            checkouts: checkouts.into_iter().map(checkout).collect(),
            sessions,
        })
    }
}

fn account(row: ImportedAccount) -> Result<MyAccount, StoreError> {
    let ImportedAccount { account, imported_at } = row;
    let balance = SignedMoney::from_cents(account.balance_cents);
    Ok(MyAccount {
        number: account.reference,
        children: account.children,
        children_shares: account.children_shares,
        service: account.service,
        meal_price: account.meal_price.map(Into::into),
        balance: balance.ok_or(StoreError::Corrupt("a balance is out of range"))?,
        balance_at: imported_at.to_wire(),
    })
}

fn top_up(row: TopUpRow) -> MyTopUp {
    MyTopUp {
        notice_number: row.notice_number.to_string(),
        account: row.reference,
        subject: row.subject,
        amount: row.amount.into(),
        state: row.state,
        created_at: row.created_at.to_wire(),
        due_date: row.due_date,
        paid_at: row.paid_at.map(Moment::to_wire),
        credited_at: row.credited_at.map(Moment::to_wire),
        receipt_id: row.receipt_id,
        means: row.means,
        provider: row.provider,
    }
}

fn movement((account, row): (String, MovementRow)) -> Result<MyMovement, StoreError> {
    let amount = SignedMoney::from_cents(row.amount_cents);
    Ok(MyMovement {
        account,
        day: row.at.italian_day(),
        kind: row.kind,
        amount: amount.ok_or(StoreError::Corrupt("an amount is out of range"))?,
        note: row.note,
    })
}

fn checkout(row: CheckoutOfGuardian) -> MyCheckout {
    MyCheckout {
        opened_at: row.opened_at.to_wire(),
        outcome: row.outcome,
        returned_at: row.returned_at.map(Moment::to_wire),
    }
}
