//! Meals and other movements from the office's CSV.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{
    ACCOUNTS, TestEnvironment,
    accounts_file::{import as import_accounts, store},
};
use gateway::{
    clock::Moment,
    service::{
        erase_guardian::EraseOptions,
        import_accounts::ImportError,
        import_movements::{Summary, import_movements},
    },
    store::Store,
};
use std::time::Duration;

/// As a spreadsheet with Italian settings saves it.
const MEALS: &str = "\
account;day;kind;amount;note
M-0001;09/11/2020;pasto;-5,30;
M-0001;10/11/2020;pasto;-5,30;
M-0001;11/11/2020;rettifica;5,30;Assenza del 10 – più merenda
M-0002;09/11/2020;pasto;-5,30;
M-0002;09/11/2020;pasto;-5,30;
";

async fn import(store: &Store, csv: impl AsRef<[u8]>) -> Result<Summary, ImportError> {
    Ok(import_movements(store, csv.as_ref(), Moment::now(), false).await?.summary)
}

async fn rules(store: &Store, csv: &str) -> Vec<(u64, String)> {
    let done = import(store, csv).await;
    let Err(ImportError::Lines(lines)) = done else { panic!("expected bad lines, got {done:?}") };
    lines.0.into_iter().map(|bad| (bad.line, bad.rule)).collect()
}

/// Number, and sum in cents, of what is stored.
async fn stored(store: &Store) -> (i64, i64) {
    let mut write = store.write().await.unwrap();
    let sql = "SELECT count(*), CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM movements";
    gateway::fetch_one!(write, sqlx::query_as(sql)).unwrap()
}

async fn with_accounts() -> (impl Sized, Store) {
    let (folder, store) = store().await;
    import_accounts(&store, ACCOUNTS).await.unwrap();
    (folder, store)
}

const ALL_NEW: Summary = Summary { added: 5, unchanged: 0 };
const ALL_THERE: Summary = Summary { added: 0, unchanged: 5 };

#[tokio::test]
async fn same_file_twice_changes_nothing_in_whatever_form() {
    let (_folder, store) = with_accounts().await;
    assert_eq!(import(&store, MEALS).await.unwrap(), ALL_NEW);
    let ansi: Vec<u8> = MEALS
        .chars()
        .map(|c| match c {
            '–' => 0x96,
            'ù' => 0xF9,
            c => u8::try_from(c).unwrap(),
        })
        .collect();
    let utf_16 = format!("\u{FEFF}{}", MEALS.replace(';', "\t"));
    let with_commas = MEALS.replace("5,30", "5.30").replace(';', ",");
    for (form, bytes) in [
        ("again", MEALS.as_bytes().to_vec()),
        ("mark and CRLF", format!("\u{FEFF}{}", MEALS.replace('\n', "\r\n")).into_bytes()),
        ("Windows-1252", ansi),
        ("UTF-16 with tabs", utf_16.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("commas", with_commas.clone().into_bytes()),
        ("empty columns and rows at the end", with_commas.replace('\n', ",,,\n").into_bytes()),
        ("days of programs", MEALS.replace("09/11/2020", "2020-11-09").into_bytes()),
        ("English words", MEALS.replace("pasto", "MEAL").replace("rettifica", "Correction").into_bytes()),
        ("amounts with a sign", MEALS.replace("-5,30", "-5,30 €").into_bytes()),
    ] {
        assert_eq!(import(&store, bytes).await.unwrap(), ALL_THERE, "{form}");
    }
    assert_eq!(stored(&store).await, (5, -530 * 3));
}

#[tokio::test]
async fn equal_lines_of_one_file_are_several_and_a_later_file_adds_what_is_new() {
    let (_folder, store) = with_accounts().await;
    import(&store, MEALS).await.unwrap();
    let header = MEALS.lines().next().unwrap();
    let meal = "M-0002;09/11/2020;pasto;-5,30;";
    let one = format!("{header}\n{meal}\n");
    assert_eq!(import(&store, one).await.unwrap(), Summary { added: 0, unchanged: 1 });
    let three = format!("{header}\n{meal}\n{meal}\n{meal}\n");
    assert_eq!(import(&store, &three).await.unwrap(), Summary { added: 1, unchanged: 2 });
    assert_eq!(import(&store, &three).await.unwrap(), Summary { added: 0, unchanged: 3 });
    // Another note is another line, and so is another day.
    let others = format!("{header}\n{meal}Luca\nM-0002;10/11/2020;pasto;-5,30;\n");
    assert_eq!(import(&store, others).await.unwrap(), Summary { added: 2, unchanged: 0 });
}

#[tokio::test]
async fn an_id_is_a_line_and_cannot_become_another_one() {
    let (_folder, store) = with_accounts().await;
    let file = |lines: &str| format!("account;day;kind;amount;id\n{lines}");
    let two = "M-0001;09/11/2020;pasto;-5,30;A1\nM-0001;09/11/2020;pasto;-5,30;A2\n";
    assert_eq!(import(&store, file(two)).await.unwrap().added, 2);
    assert_eq!(import(&store, file(two)).await.unwrap(), Summary { added: 0, unchanged: 2 });
    // The same id at another account is another line.
    assert_eq!(import(&store, file("M-0002;09/11/2020;pasto;-5,30;A1\n")).await.unwrap().added, 1);
    for changed in [
        "M-0001;10/11/2020;pasto;-5,30;A1\n",
        "M-0001;09/11/2020;pasto;-5,40;A1\n",
        "M-0001;09/11/2020;rettifica;-5,30;A1\n",
    ] {
        let rules = rules(&store, &file(changed)).await;
        assert!(
            rules.len() == 1 && rules[0].0 == 2 && rules[0].1.starts_with("id: is stored with"),
            "{rules:?}"
        );
    }
    let twice =
        rules(&store, &file("M-0001;11/11/2020;pasto;-5,30;B\nM-0001;12/11/2020;pasto;-5,30;B\n")).await;
    assert_eq!(twice, [(3, "id: is on line 2 already, for the same account".to_owned())]);
    // Whether a line without an id is one of those is not guessed.
    let without = rules(&store, "account;day;kind;amount\nM-0001;09/11/2020;pasto;-5,30\n").await;
    assert!(without[0].1.contains("were imported with an id"), "{without:?}");
    import(&store, "account;day;kind;amount\nM-0001;20/11/2020;pasto;-5,30\n").await.unwrap();
    let with = rules(&store, &file("M-0001;20/11/2020;pasto;-5,30;C\n")).await;
    assert!(with[0].1.contains("were imported without an id"), "{with:?}");
    assert_eq!(stored(&store).await.0, 4);
}

#[tokio::test]
async fn every_bad_line_is_named_with_its_rule_and_nothing_is_stored() {
    let (_folder, store) = with_accounts().await;
    let csv = "account;day;kind;amount;note
M-0001;09/11/2020;pasto;-5,30;
M-0001;09/11/20;pasto;-5,30;
M-0001;11/13/2020;pasto;-5,30;
M-0001;09/11/2999;pasto;-5,30;
M-0001;09/11/2020;merenda;-5,30;
M-0001;09/11/2020;pasto;5,30;
M-0001;09/11/2020;pasto;0,00;
M-0001;09/11/2020;pasto;-1.063;
M-0001;09/11/2020;altro;-5,30;
M-0001;09/11/2020;pasto;-5,30;\"due
righe\"
;09/11/2020;pasto;-5,30;
M-0001;;pasto;-5,30;
M-0001;09/11/1999;pasto;-5,30;
M-0001;09/11/2020;pasto;-5,3011;
";
    let rules = rules(&store, csv).await;
    let expected = [
        (3, "year of two digits"),
        (4, "day: is not a day"),
        (5, "day: is in the future"),
        (6, "kind: is not meal"),
        (7, "below zero"),
        (8, "amount: is zero"),
        (9, "two ways"),
        (10, "note: is empty"),
        (11, "line break"),
        (13, "account: is empty"),
        (14, "day: is empty"),
        (15, "before the year 2000"),
        (16, "decimals"),
    ];
    assert_eq!(rules.len(), expected.len(), "{rules:?}");
    for ((line, rule), (number, words)) in rules.iter().zip(expected) {
        assert!(*line == number && rule.contains(words), "{number} {words}: {line} {rule}");
    }
    assert_eq!(stored(&store).await.0, 0);
}

#[tokio::test]
async fn unknown_account_keeps_the_whole_file_out() {
    let (_folder, store) = with_accounts().await;
    let rules = rules(&store, &format!("{MEALS}M-0009;09/11/2020;pasto;-5,30;\n")).await;
    assert!(
        rules.len() == 1 && rules[0].0 == 7 && rules[0].1.contains("no account has this number"),
        "{rules:?}"
    );
    assert_eq!(stored(&store).await.0, 0);
}

#[tokio::test]
async fn missing_column_is_named() {
    let (_folder, store) = with_accounts().await;
    let missing = rules(&store, "account;day;amount\nM-0001;09/11/2020;-5,30\n").await;
    assert_eq!(missing, [(1, "the column kind is missing".to_owned())]);
}

#[tokio::test]
async fn dry_run_says_what_would_come_and_stores_nothing() {
    let (_folder, store) = with_accounts().await;
    let report = import_movements(&store, MEALS.as_bytes(), Moment::now(), true).await.unwrap().to_string();
    assert!(report.starts_with("5 movements read: 5 added, 0 there already\nread as UTF-8"), "{report}");
    assert!(
        report.contains("it would add:\nM-0001: 3 movements, -5.30\nM-0002: 2 movements, -10.60"),
        "{report}"
    );
    assert_eq!(stored(&store).await.0, 0);
}

#[tokio::test]
async fn two_imports_at_once_store_each_line_once() {
    let environment = TestEnvironment::start_with(|config| config.keep.movements_days = 20_000).await;
    let other = environment.second_gateway().await;
    let (one, two) = (environment.service.store().clone(), other.store().clone());
    for round in 0..10 {
        let meals = MEALS.replace("/2020", &format!("/{}", 2001 + round));
        let again = meals.clone();
        let (first, second) = (one.clone(), two.clone());
        let (first, second) = tokio::join!(
            tokio::spawn(async move { import(&first, meals).await.unwrap() }),
            tokio::spawn(async move { import(&second, again).await.unwrap() }),
        );
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!((first.added + second.added, first.unchanged + second.unchanged), (5, 5), "{round}");
    }
    assert_eq!(stored(&one).await.0, 50);
    other.store().close().await;
}

#[tokio::test]
async fn erasing_a_guardian_takes_the_movements_along_and_refuses_new_ones() {
    let environment = TestEnvironment::start_with(|config| config.keep.movements_days = 20_000).await;
    let store = environment.service.store();
    let meals = format!("{MEALS}M-0003;09/11/2020;pasto;-5,30;\n");
    import(store, &meals).await.unwrap();
    // A payment keeps the account of the erased guardian.
    let anna = environment.signed_in(common::ANNA).await;
    anna.paid("Zoé", "25.00").await;
    let options = EraseOptions { cancel_open: false, dry_run: false };
    let report = environment.service.erase(&common::ANNA.parse().unwrap(), options).await.unwrap();
    assert_eq!((report.erased.movements, report.erased.kept_accounts), (5, 1));
    assert_eq!(stored(store).await, (1, -530), "the other guardian's meal stays");
    let rules = rules(store, &meals).await;
    assert_eq!(rules.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn movements_are_kept_for_two_years_after_their_day() {
    let environment = TestEnvironment::start().await;
    let store = environment.service.store();
    let day = Moment::now().minus(Duration::from_secs(3 * 24 * 3600)).italian_day();
    import(store, format!("account;day;kind;amount\nM-0001;{day};meal;-5.30\n")).await.unwrap();
    // The office goes on importing.
    common::platform::sql(store, "UPDATE accounts SET imported_at = 9000000000000").await;
    let in_days = |days: u64| Moment::now().plus(Duration::from_secs(days * 24 * 3600));
    assert_eq!(environment.service.delete_old(in_days(726)).await.unwrap().movements, 0);
    assert_eq!(environment.service.delete_old(in_days(729)).await.unwrap().movements, 1);
    let balances: i64 = {
        let mut write = store.write().await.unwrap();
        gateway::fetch_one!(write, sqlx::query_scalar("SELECT count(*) FROM office_balances")).unwrap()
    };
    assert_eq!(balances, 3, "younger ones of the same accounts stay");
}
