//! The guardians, their accounts, and the top-ups that they will open.

use super::processes::Sandbox;
use contract::{Accounts, NewChallenge, NewSession, NewTopUp, SignInChallenge};
use pagopa::{Amount, FiscalCode};
use rand::{RngExt as _, rngs::StdRng};
use serde_json::Value;
use std::{fmt::Write as _, time::Duration};

const GUARDIANS: usize = 5;
const ACCOUNTS_EACH: usize = 20;

/// A signed-in guardian.
pub struct Guardian {
    pub email: String,
    pub cookie: String,
    pub accounts: Accounts,
}

/// Whether a top-up's notice is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    Never,
    /// Paid, and clients poll its state.
    Polled,
    /// Paid, and only reconciliation reads its state.
    NotPolled,
}

/// A top-up before its request is sent.
#[derive(Debug, Clone)]
pub struct PlannedTopUp {
    pub guardian: usize,
    pub account: contract::AccountId,
    pub amount: Amount,
    pub key: String,
    pub payment: Payment,
}

impl PlannedTopUp {
    /// The same bytes each time. A second top-up of the same amount is allowed, so only the key prevents one for a repeated
    /// request.
    pub fn body(&self) -> String {
        let amount = self.amount.into();
        let new =
            NewTopUp { account_id: self.account.clone(), amount, allow_duplicate: true, only_one: false };
        serde_json::to_string(&new).unwrap()
    }
}

pub fn accounts_csv() -> String {
    let mut csv = String::from(
        "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n",
    );
    for guardian in 0..GUARDIANS {
        for account in 0..ACCOUNTS_EACH {
            let (email, code) = (email(guardian), fiscal_code(guardian));
            writeln!(csv, "M-{guardian}-{account},{email},{code},Tutore {guardian},Zoé,Mensa,5.30,-1.20")
                .unwrap();
        }
    }
    csv
}

fn email(guardian: usize) -> String {
    format!("tutore{guardian}@example.org")
}

/// Invented, with a correct check character.
fn fiscal_code(guardian: usize) -> String {
    let first_fifteen = format!("RSSMRA45C12F{guardian:03}");
    let code: FiscalCode = format!("{first_fifteen}X").parse().unwrap();
    format!("{first_fifteen}{}", code.expected_check_character())
}

/// Signs in with codes from the mailbox. Sessions are in the database and stay valid after a crash.
pub async fn sign_in_all(base: String, sandbox: &Sandbox) -> Vec<Guardian> {
    let mut guardians = Vec::new();
    for guardian in 0..GUARDIANS {
        guardians.push(sign_in(&base, sandbox, email(guardian)).await);
    }
    guardians
}

async fn sign_in(base: &str, sandbox: &Sandbox, email: String) -> Guardian {
    let client = reqwest::Client::new();
    let new = NewChallenge { email: email.clone(), language: contract::Language::It };
    let answer = client.post(format!("{base}/api/v1/sign-in-codes")).json(&new).send().await.unwrap();
    let SignInChallenge { challenge_id, .. } = answer.error_for_status().unwrap().json().await.unwrap();
    let subject = loop {
        let mails = mails(&sandbox.url, &email).await;
        if let Some(mail) = mails.first() {
            break mail["subject"].as_str().unwrap().to_owned();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let code = subject.chars().take(6).collect();
    let new = NewSession { challenge_id, code };
    let answer = client.post(format!("{base}/api/v1/session")).json(&new).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 201);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let accounts =
        client.get(format!("{base}/api/v1/accounts")).header("cookie", &cookie).send().await.unwrap();
    Guardian { email, cookie, accounts: accounts.error_for_status().unwrap().json().await.unwrap() }
}

/// All mail for an address.
pub async fn mails(sandbox: &str, to: &str) -> Vec<Value> {
    let answer = reqwest::get(format!("{sandbox}/posta.json?to={to}")).await.unwrap();
    answer.json().await.unwrap()
}

/// The top-ups alternate between accounts, so that none reaches the cap. No amount occurs twice on one account.
pub fn planned_top_ups(guardians: &[Guardian], count: usize, rng: &mut StdRng) -> Vec<PlannedTopUp> {
    (0..count)
        .map(|number| {
            let guardian = number % GUARDIANS;
            let account = guardians[guardian].accounts.items[number / GUARDIANS % ACCOUNTS_EACH].id.clone();
            let payment = match rng.random_range(0..100) {
                0..15 => Payment::Never,
                15..30 => Payment::NotPolled,
                _ => Payment::Polled,
            };
            let amount = Amount::from_cents(500 + u64::try_from(number).unwrap() * 7).unwrap();
            PlannedTopUp {
                guardian,
                account,
                amount,
                key: format!("crash-{number:04}-{:016x}", rng.random::<u64>()),
                payment,
            }
        })
        .collect()
}
