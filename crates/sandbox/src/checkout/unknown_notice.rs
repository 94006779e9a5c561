//! A debt position for a notice that the creditor never created. pagoPA's suites pay notices of a mock creditor that
//! knows every number; the knob `payable_unknown_of` names it.

use time::{Duration, OffsetDateTime};

use crate::state::carts::cart::CartNotice;
use crate::state::registry::position::{
    DebtorAddress, DebtorKind, NewPosition, OptionDetails, PositionDetails, Transfer,
};

/// Until when the notice can be paid.
const DUE_AFTER: Duration = Duration::days(30);
/// Any category of the public list, since the notice says none.
const CATEGORY: &str = "9/0301105TS/";

pub fn position(notice: &CartNotice, now: OffsetDateTime) -> NewPosition {
    let creditor = notice.key.creditor.clone();
    let nav = notice.key.nav.clone();
    let transfer = Transfer {
        id: 1,
        amount: notice.amount,
        creditor: creditor.clone(),
        remittance_information: notice.description.clone(),
        category: CATEGORY.to_owned(),
        iban: Some("IT0000000000000000000000000".to_owned()),
        postal_iban: None,
        stamp: None,
        company_name: None,
        metadata: Vec::new(),
    };
    NewPosition {
        details: PositionDetails {
            creditor,
            iupd: format!("ignoto-{nav}"),
            kind: DebtorKind::F,
            pay_stand_in: true,
            debtor_code: "ANONIMO".to_owned(),
            debtor_name: "Debitore di prova".to_owned(),
            address: DebtorAddress::default(),
            switch_to_expired: false,
            company_name: notice.company_name.clone(),
            office_name: None,
            validity: None,
        },
        options: vec![OptionDetails {
            iuv: nav.chars().skip(1).collect(),
            nav,
            amount: notice.amount,
            description: notice.description.clone(),
            is_partial: false,
            due: now + DUE_AFTER,
            retention: None,
            transfers: vec![transfer],
            metadata: Vec::new(),
        }],
    }
}
