//! Sample answers of the gateway. They follow the contract, so no function returns `None`; a browser test mounts them
//! all.

use contract::{Account, Municipality, Notice, Session, SignedMoney, TopUp, TopUpState};
use pagopa::{Amount, PosteDataMatrix, PosteSlip, PosteText};
use serde::de::DeserializeOwned;

/// An id of anything.
pub const ID: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0C";

const NOTICE_NUMBER: &str = "301000000000000144";

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

pub fn municipality() -> Option<Municipality> {
    read(
        r#"{"name":{"it":"Comune di Esempio in Valle","fr":"Commune d’Exemple-en-Vallée"},
            "parent":{"it":"Regione di Esempio"},"parent_url":{"it":"https://example.org/"},
            "office":{"email":"mensa@example.org","phone":"+39 0165 000000"},
            "links":{"privacy":{"it":"https://example.org/p"},"legal_notes":{"it":"https://example.org/n"},
            "accessibility":{"it":"https://example.org/a"},"feedback":{"it":"https://example.org/f"}},
            "texts":{"announcement":{"it":"Le iscrizioni alla mensa sono aperte fino al 30 settembre."}},
            "sign_in_hints":["spid","email"],"payment_methods":["Visa","Mastercard","MyBank","Satispay","PayPal","BANCOMAT Pay"],
            "test_environment":true}"#,
    )
}

pub fn session() -> Option<Session> {
    read(
        r#"{"method":"email","display_name":"Chiara Esempio","email":"chiara.esempio@example.org",
            "expires_at":"2099-01-01T00:00:00Z","expires_in":1800,"mark":"01JD3Z8K0V7Q2M5N9R4T6W8Y0M"}"#,
    )
}

/// Four accounts: enough, low, negative, and at its cap.
pub fn accounts() -> Vec<Account> {
    let account = |id: &str, children: &str, cents: &str, level: &str, rest: &str| {
        read(
            &[
                r#"{"id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0"#,
                id,
                r#"","children":["#,
                children,
                r#"],"service":{"it":"Mensa scuola primaria","fr":"Cantine de l’école primaire"},"balance":{"amount":""#,
                cents,
                r#"","currency":"EUR"},"balance_level":""#,
                level,
                r#"","meal_price":{"amount":"5.30","currency":"EUR"}"#,
                rest,
                "}",
            ]
            .concat(),
        )
    };
    let limits = r#","limits":{"least":{"amount":"5.00","currency":"EUR"},"most":{"amount":"500.00","currency":"EUR"}}"#;
    [
        account("A", r#""Anna","Luca""#, "45.00", "enough", limits),
        account("B", r#""Maria Vittoria Alessandra""#, "7.20", "low", limits),
        account("C", r#""Noël""#, "-14.40", "negative", limits),
        account("D", r#""Zoë""#, "500.00", "enough", ""),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn top_up() -> Option<TopUp> {
    read(
        r#"{"id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0A","account_id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0B",
            "children":["Anna","Luca"],"service":{"it":"Mensa scolastica","fr":"Cantine scolaire","en":"School canteen"},"amount":{"amount":"26.50","currency":"EUR"},
            "state":"unpaid","created_at":"2026-11-23T12:16:45Z","due_date":"2026-12-23","notice":{
            "notice_number":"301000000000000144","creditor_code":"00101440073","creditor_name":"Comune di Esempio in Valle",
            "cbill_code":"AAAAA","subject":"Ricarica Mensa scolastica conto M-0001",
            "amount":{"amount":"26.50","currency":"EUR"},"due_date":"2026-12-23","key":"01JD3Z8K0V7Q2M5N9R4T6W8Y0K"}}"#,
    )
}

/// The same once it is paid and credited.
pub fn credited() -> Option<TopUp> {
    Some(TopUp {
        state: TopUpState::Credited,
        paid_at: "2026-11-23T12:20:00Z".to_owned().try_into().ok(),
        balance_after: SignedMoney::from_cents(3_890),
        receipt_id: Some("b6f1c2d4-7a30".to_owned()),
        ..top_up()?
    })
}

/// A top-up in each state that the list of notices to pay shows.
pub fn top_ups() -> Vec<TopUp> {
    let states = [TopUpState::Unpaid, TopUpState::InProgress, TopUpState::Opening, TopUpState::Anomalous];
    states.into_iter().filter_map(|state| Some(TopUp { state, ..top_up()? })).collect()
}

pub fn notice() -> Option<Notice> {
    top_up()?.notice
}

pub fn data_matrix() -> Option<PosteText> {
    let code = PosteDataMatrix::new(&PosteSlip {
        notice: NOTICE_NUMBER.parse().ok()?,
        account: "10148112".parse().ok()?,
        amount: Amount::from_cents(2_650).ok()?,
        creditor: "00101440073".parse().ok()?,
        debtor_code: None,
        debtor_name: "Chiara Esempio",
        subject: "Mensa scolastica",
    });
    Some(PosteText::from(&code.ok()?))
}
