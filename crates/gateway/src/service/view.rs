//! Converts stored rows to types of the contract.

use contract::{
    Account, Anomaly, Attempt, BalanceLevel, Notice, NoticeStatus, SignedMoney, TopUp, TopUpState,
};
use pagopa::{PosteDataMatrix, PosteSlip, PosteText};

use super::{Inner, limits};
use crate::{
    clock::Moment,
    config::Config,
    store::{
        StoreError,
        accounts::ImportedAccount,
        top_ups::{AttemptRow, TopUpRow},
    },
};

pub fn account(config: &Config, row: &ImportedAccount, open_cents: i64) -> Result<Account, StoreError> {
    let ImportedAccount { account: row, imported_at } = row;
    let balance =
        SignedMoney::from_cents(row.balance_cents).ok_or(StoreError::Corrupt("a balance is out of range"))?;
    let balance_level: BalanceLevel = limits::level(&config.limits, row.balance_cents, row.meal_price);
    Ok(Account {
        id: row.id.clone(),
        children: row.children.clone(),
        service: config.municipality.service(&row.service),
        balance,
        balance_level,
        balance_at: Some(imported_at.to_wire()),
        meal_price: row.meal_price.map(Into::into),
        limits: limits::limits(&config.limits, row.balance_cents, open_cents),
    })
}

/// The notice, if the platform knows the debt position: otherwise it cannot be paid.
pub(crate) fn notice(inner: &Inner, row: &TopUpRow) -> Option<Notice> {
    let config = &inner.config;
    let is_known = row.state != TopUpState::Opening && row.anomaly != Some(Anomaly::Refused);
    is_known.then(|| Notice {
        notice_number: row.notice_number,
        creditor_code: config.creditor.code,
        creditor_name: config.creditor.name.clone(),
        cbill_code: config.creditor.cbill.clone(),
        subject: row.subject.clone(),
        amount: row.amount.into(),
        due_date: row.due_date.clone(),
        poste_data_matrix: poste_data_matrix(config, row),
        key: inner.secret.notice_key(&row.id),
    })
}

/// As [`notice`], without what names the guardian.
pub(super) fn shared_notice(inner: &Inner, row: &TopUpRow) -> Option<Notice> {
    Some(Notice { poste_data_matrix: None, ..notice(inner, row)? })
}

/// Only where the creditor may print postal slips.
fn poste_data_matrix(config: &Config, row: &TopUpRow) -> Option<PosteText> {
    let postal = config.creditor.postal.as_ref()?;
    let slip = PosteSlip {
        notice: row.notice_number,
        account: postal.account,
        amount: row.amount,
        creditor: config.creditor.code,
        debtor_code: Some(row.debtor_code.into()),
        debtor_name: &row.debtor_name,
        subject: &row.subject,
    };
    // It refuses an amount of zero alone, and no top-up has that.
    PosteDataMatrix::new(&slip).ok().as_ref().map(PosteText::from)
}

/// For a phone that holds the notice's key.
pub fn notice_status(row: &TopUpRow) -> NoticeStatus {
    let attempt = row.attempt.as_ref().filter(|_| row.state == TopUpState::InProgress);
    NoticeStatus {
        state: row.state,
        returned: attempt.and_then(|attempt| attempt.outcome),
        paid_at: row.paid_at.map(Moment::to_wire),
        checked_at: row.checked_at.map(Moment::to_wire),
        platform_silent: row.silent,
    }
}

fn attempt(row: &AttemptRow, now: Moment) -> Attempt {
    let alive = row.outcome.is_none() && now < row.expires_at;
    Attempt {
        checkout_id: row.checkout_id.clone(),
        opened_at: row.opened_at.to_wire(),
        redirect_url: alive.then(|| row.redirect_url.clone()),
        expires_at: row.expires_at.to_wire(),
        outcome: row.outcome,
    }
}

pub(crate) fn top_up(inner: &Inner, row: &TopUpRow, now: Moment) -> TopUp {
    TopUp {
        id: row.id.clone(),
        account_id: row.account_id.clone(),
        children: row.children.clone(),
        service: inner.config.municipality.service(&row.service),
        amount: row.amount.into(),
        state: row.state,
        anomaly: row.anomaly,
        created_at: row.created_at.to_wire(),
        due_date: Some(row.due_date.clone()),
        paid_at: row.paid_at.map(Moment::to_wire),
        credited_at: row.credited_at.map(Moment::to_wire),
        balance_after: row.balance_after_cents.and_then(SignedMoney::from_cents),
        receipt_id: row.receipt_id.clone(),
        notice: notice(inner, row),
        attempt: row.attempt.as_ref().filter(|_| row.state.is_open()).map(|row| attempt(row, now)),
        checked_at: row.checked_at.map(Moment::to_wire),
        platform_silent: row.silent,
    }
}
