//! Accounts from the office's CSV.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{
    ACCOUNTS, ANNA, BRUNO, TestEnvironment,
    accounts_file::{import, store},
};
use gateway::{
    clock::Moment,
    service::import_accounts::{ImportError, Options, Summary, import_and_report},
};
use std::time::Duration;

fn rules(done: Result<Summary, ImportError>) -> Vec<(u64, String)> {
    let Err(ImportError::Lines(lines)) = done else { panic!("expected bad lines, got {done:?}") };
    lines.0.into_iter().map(|bad| (bad.line, bad.rule)).collect()
}

#[tokio::test]
async fn second_import_of_the_same_file_changes_nothing() {
    let (_folder, store) = store().await;
    let added = Summary { added: 3, ..Summary::default() };
    assert_eq!(import(&store, ACCOUNTS).await.unwrap(), added);
    let unchanged = Summary { unchanged: 3, ..Summary::default() };
    assert_eq!(import(&store, ACCOUNTS).await.unwrap(), unchanged);
    assert_eq!(
        import(&store, &format!("\u{FEFF}{}", ACCOUNTS.replace('\n', "\r\n"))).await.unwrap(),
        unchanged
    );
    let guardian = store.guardian_by_email(ANNA).await.unwrap().unwrap();
    let accounts = store.accounts_of(&guardian.id).await.unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!((accounts[1].account.balance_cents, accounts[1].account.children.len()), (-820, 2));
}

#[tokio::test]
async fn file_with_one_bad_line_imports_nothing() {
    let (_folder, store) = store().await;
    let csv = format!("{ACCOUNTS}M-0004,not an address,RSSMRA45C12F205C,X,Y,Mensa,5.30,0.00\n");
    let rules = rules(import(&store, &csv).await);
    assert_eq!(rules, [(5, "guardian_email: is not an e-mail address".to_owned())]);
    assert!(store.guardian_by_email(ANNA).await.unwrap().is_none());
}

#[tokio::test]
async fn every_bad_line_is_named_with_its_rule() {
    let (_folder, store) = store().await;
    let header = ACCOUNTS.lines().next().unwrap();
    let csv = format!(
        "{header}
A,a@example.org,RSSMRA45C12F205X,Anna,Zoé,Mensa,5.30,0.00
B,a@example.org,RSSMRA45C12F205C,Anna,,Mensa,5.30,0.00
C,a@example.org,RSSMRA45C12F205C,Anna,Zoé,Mensa,0,0.00
D,a@example.org,RSSMRA45C12F205C,Anna,Zoé,Mensa,5.30,12.400
E,a@example.org,RSSMRA45C12F205C,Anna,Zoé,Mensa,5.30
F,a@example.org,RSSMRA45C12F205C,Anna,Zoé,Mensa,5.30,0.00
F,a@example.org,RSSMRA45C12F205C,Anna,Zoé,Mensa,5.30,0.00
,a@example.org,RSSMRA45C12F205C,Anna,Zoé,Mensa,5.30,0.00
"
    );
    let rules = rules(import(&store, &csv).await);
    let lines: Vec<u64> = rules.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6, 8, 9], "{rules:?}");
    for ((_, rule), expected) in rules.iter().zip([
        "guardian_fiscal_code",
        "children",
        "meal_price",
        "balance",
        "balance: is empty",
        "line 7 already",
        "account",
    ]) {
        assert!(rule.contains(expected), "{rule}");
        assert!(!rule.contains("RSSMRA"), "no personal data in a rule: {rule}");
    }
}

#[tokio::test]
async fn two_guardians_cannot_share_an_address() {
    let (_folder, store) = store().await;
    let csv = format!("{ACCOUNTS}M-0009,anna.perrin@example.org,FOXDRA26C24H872Y,Dora,Z,Mensa,5.30,0.00\n");
    let rules = rules(import(&store, &csv).await);
    assert_eq!(rules.len(), 1);
    assert!(rules[0].0 == 5 && rules[0].1.contains("another fiscal code"), "{rules:?}");
}

#[tokio::test]
async fn a_missing_column_is_named() {
    let (_folder, store) = store().await;
    let missing = rules(import(&store, "account,guardian_email\nA,a@example.org\n").await);
    assert!(missing[0].1.contains("missing"), "{missing:?}");
    assert_eq!(rules(import(&store, "").await), [(1, "the file is empty".to_owned())]);
    let header = ACCOUNTS.lines().next().unwrap();
    assert_eq!(import(&store, header).await.unwrap(), Summary::default());
}

#[tokio::test]
async fn credit_stays_after_the_same_file_and_is_replaced_by_a_new_balance() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let before = Moment::now();
    anna.pay(&top_up).await;
    let store = environment.service.store();
    import(store, ACCOUNTS).await.unwrap();
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    // The office's new balance, as of now, contains the credit …
    let later = as_of(&ACCOUNTS.replace("12.40", "32.10"), next_second().await);
    import(store, &later).await.unwrap();
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "32.10");
    // … and one as of a moment before the credit does not.
    import(store, &as_of(&ACCOUNTS.replace("12.40", "10.00"), before)).await.unwrap();
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "35.00");
}

#[tokio::test]
async fn balance_without_a_moment_takes_no_credit_away() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let exported = Moment::now();
    anna.pay(&top_up).await;
    let (config, store) = (environment.service.config(), environment.service.store());
    // The office charged two meals before the payment arrived.
    let csv = ACCOUNTS.replace("12.40", "1.80");
    let rules = rules(import(store, &csv).await);
    assert!(rules.len() == 1 && rules[0].0 == 2 && rules[0].1.contains("--balance-at"), "{rules:?}");
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");

    let mut options = Options { now: Moment::now(), balance_at: Some(exported), dry_run: true };
    let tried = import_and_report(config, store, csv.as_bytes(), options).await.unwrap().to_string();
    assert!(tried.ends_with("\nM-0001: 37.40 -> 26.80"), "{tried}");
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40", "nothing was stored");
    options.dry_run = false;
    import_and_report(config, store, csv.as_bytes(), options).await.unwrap();
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "26.80");
}

/// The beginning of the next second, which then has come: `balance_at` has no parts of a second here.
async fn next_second() -> Moment {
    tokio::time::sleep(Duration::from_secs(1)).await;
    Moment::now()
}

/// The file with `balance_at` on every line.
fn as_of(csv: &str, at: Moment) -> String {
    let stamp = at.to_wire();
    csv.lines()
        .enumerate()
        .map(|(line, text)| format!("{text},{}\n", if line == 0 { "balance_at" } else { stamp.as_str() }))
        .collect()
}

#[tokio::test]
async fn credit_in_an_equal_balance_of_a_later_moment_counts_once() {
    let environment = TestEnvironment::start().await;
    let bruno = environment.signed_in(BRUNO).await;
    bruno.paid("Sofia", "20.00").await;
    assert_eq!(bruno.account("Sofia").await["balance"]["amount"], "20.00");
    let store = environment.service.store();
    // All of the credit is spent: the office's balance is 0.00 again, as it was before the top-up.
    let later = as_of(ACCOUNTS, next_second().await);
    assert_eq!(import(store, &later).await.unwrap().changed, 3);
    assert_eq!(bruno.account("Sofia").await["balance"]["amount"], "0.00");
    assert_eq!(import(store, &later).await.unwrap(), Summary { unchanged: 3, ..Summary::default() });
}
