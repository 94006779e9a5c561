//! Accounts files as Italian offices save them.
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
    accounts_file::{A, B, HEADER, file, import, refused, store},
};
use gateway::{
    clock::Moment,
    config::Config,
    service::import_accounts::{ImportError, Options, Report, Summary, import_accounts, import_and_report},
};
use std::{path::Path, time::Duration};

const EXAMPLE: &str = include_str!("../gateway.example.toml");

async fn tried(environment: &TestEnvironment, csv: &[u8], options: Options) -> Result<Report, ImportError> {
    import_and_report(environment.service.config(), environment.service.store(), csv, options).await
}

#[tokio::test]
async fn file_is_read_in_every_form_that_offices_save() {
    let italian = "account;guardian_email;guardian_fiscal_code;guardian_name;children;service;meal_price;balance\n\
                   M-1;anna.perrin@example.org;RSSMRA45C12F205C;Anna Perrin;\"Zoé;Léa\";Mensa scuola dell’infanzia;5,30;-1.008,20\n";
    let english = italian
        .replace("\"Zoé;Léa\"", "Zoé|Léa")
        .replace("5,30;-1.008,20", "5.30;-1008.20")
        .replace(';', ",")
        .replace('|', ";");
    let ansi = |text: &str| -> Vec<u8> {
        let byte = |c| match c {
            'é' => 0xE9,
            '’' => 0x92,
            c => u8::try_from(c).unwrap(),
        };
        text.chars().map(byte).collect()
    };
    let utf_16 = |text: &str| -> Vec<u8> {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let tabs = italian.replace("\"Zoé;Léa\"", "Zoé|Léa").replace(';', "\t").replace('|', ";");
    for (bytes, form) in [
        (
            format!("\u{FEFF}{}", italian.replace('\n', "\r\n")).into_bytes(),
            "UTF-8, columns separated by semicolons, decimal comma",
        ),
        (
            ansi(&italian.replace('\n', "\r\n")),
            "Windows-1252, columns separated by semicolons, decimal comma",
        ),
        (ansi(&english), "Windows-1252, columns separated by commas, decimal point"),
        (
            english.replace("guardian_email", "Guardian Email").replace("account", "ACCOUNT").into_bytes(),
            "UTF-8, columns separated by commas, decimal point",
        ),
        (utf_16(&tabs), "UTF-16, columns separated by tabs, decimal comma"),
        (format!("sep=;\n{italian}").into_bytes(), "UTF-8, columns separated by semicolons, decimal comma"),
        // Rows of separators alone, and one separator too many in each row.
        (
            format!("{english},,,,,,,\n,,,,,,,\n").into_bytes(),
            "UTF-8, columns separated by commas, decimal point",
        ),
        (
            english.replace("-1008.20", "-1008.20,").into_bytes(),
            "UTF-8, columns separated by commas, decimal point",
        ),
    ] {
        let (_folder, store) = store().await;
        let config = Config::parse(EXAMPLE, Path::new("gateway.toml"), std::iter::empty()).unwrap();
        let report = import_and_report(&config, &store, &bytes, Options::at(Moment::now())).await.unwrap();
        assert_eq!(report.summary, Summary { added: 1, ..Summary::default() }, "{form}");
        assert!(report.to_string().contains(&format!("\nread as {form}")), "{form}: {report}");
        let guardian = store.guardian_by_email(ANNA).await.unwrap().unwrap();
        let account = store.accounts_of(&guardian.id).await.unwrap().remove(0).account;
        assert_eq!(account.children, ["Zoé", "Léa"], "{form}");
        assert_eq!(account.service, "Mensa scuola dell’infanzia", "{form}");
        assert_eq!((account.balance_cents, account.meal_price.unwrap().cents()), (-100_820, 530), "{form}");
    }
}

#[tokio::test]
async fn bad_line_has_the_number_that_an_editor_shows() {
    let (_folder, store) = store().await;
    for line_break in ["\n", "\r\n"] {
        let csv = format!(
            "{}M-1,anna.perrin@example.org,{A},Anna,Zoé,Mensa,5.30,1.00,\"one\ntwo\"\n\n\
             M-2,bruno at example.org,{B},Bruno,Zoé,Mensa,5.30,1.00,\n",
            HEADER.replace("balance\n", "balance,note\n")
        );
        let said = refused(&store, csv.replace('\n', line_break)).await;
        assert_eq!(said, "nothing was imported:\n  line 5: guardian_email: is not an e-mail address");
    }
}

#[tokio::test]
async fn what_can_be_read_in_two_ways_is_refused() {
    let (_folder, store) = store().await;
    let header = HEADER.replace("balance\n", "balance,balance_at\n");
    let line = |account: &str, balance: &str, at: &str| {
        format!("{account},anna.perrin@example.org,{A},Anna,Zoé,Mensa,5.30,{balance},{at}\n")
    };
    let csv = [
        header,
        line("M-2", "1.063", ""),
        line("M-3", "\"1,063\"", ""),
        line("M-4", "1.00", "01/02/26 12:00"),
        line("M-5", "1.00", "23/11/2026"),
        line("M-6", "1.00", "25/10/2026 02:30"),
        line("M-7", "1.00", "2026-02-30 12:00"),
        line("M-8", "12.345", ""),
        line("M-9", "#RIF!", ""),
        line("3.01E+17", "1.00", ""),
    ]
    .concat();
    let said = refused(&store, &csv).await;
    for (line, rule) in [
        (2, "balance: can be read in two ways"),
        (3, "balance: can be read in two ways"),
        (4, "balance_at: has a year of two digits"),
        (5, "balance_at: is a day without a time"),
        (6, "balance_at: the clocks changed in that hour"),
        (7, "balance_at: is not a moment"),
        (8, "balance: can be read in two ways"),
        (9, "balance: is the error of a formula"),
        (10, "account: a spreadsheet has shortened this number"),
    ] {
        assert!(said.contains(&format!("line {line}: {rule}")), "{line}: {said}");
    }
    assert!(store.guardian_by_email(ANNA).await.unwrap().is_none());
}

#[tokio::test]
async fn characters_that_cannot_be_seen_are_refused_with_line_and_column() {
    let (_folder, store) = store().await;
    for (bad, code) in [
        ("An\u{200B}na", "U+200B"),
        ("An\u{7}na", "U+0007"),
        ("An\u{202E}na", "U+202E"),
        ("An\u{0}na", "zero"),
    ] {
        let said = refused(&store, file(&[["M-1", ANNA, A, "Anna"], ["M-2", BRUNO, B, bad]])).await;
        assert!(said.contains("line 3: ") && said.contains(code), "{said}");
        assert!(code == "zero" || said.contains("guardian_name: character 3 cannot be seen"), "{said}");
    }
    let said = refused(&store, file(&[["M\u{200D}-1", ANNA, A, "Anna"]])).await;
    assert!(said.contains("line 2: account: character 2 cannot be seen (U+200D)"), "{said}");
    // A no-break space looks like a blank and is taken for one.
    import(&store, file(&[["M-1", ANNA, A, "Anna\u{A0}Perrin"], ["M-2", ANNA, A, "Anna Perrin"]]))
        .await
        .unwrap();
}

#[tokio::test]
async fn balance_of_a_moment_in_the_future_takes_no_later_credit_away() {
    let environment = TestEnvironment::start().await;
    let now = Moment::now();
    let tomorrow = now.plus(Duration::from_secs(86_400));
    let csv = ACCOUNTS
        .replace("balance\n", "balance,balance_at\n")
        .replace(".40\n", &format!(".40,{}\n", tomorrow.to_wire().as_str()));
    let said = refused(environment.service.store(), &csv).await;
    assert!(said.contains("line 2: balance_at: is in the future"), "{said}");
    let options = Options { balance_at: Some(tomorrow), ..Options::at(now) };
    let error = tried(&environment, ACCOUNTS.as_bytes(), options).await.unwrap_err().to_string();
    assert!(error.contains("line 4: balance_at: is in the future"), "{error}");
}

#[tokio::test]
async fn dry_run_says_each_balance_before_and_after_and_stores_nothing() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let csv = ACCOUNTS
        .replace("12.40", "1.80")
        .replace("Luca;Émile", "Luca")
        .replace("Bruno Rossi", "Bruno Rossi Due")
        + "M-0004,bruno.rossi@example.org,MRTNTN23M02D969P,Bruno Rossi Due,Sofia,Mensa scolastica,,-3.50\n";
    let options = Options { dry_run: true, ..Options::at(Moment::now()) };
    let report = tried(&environment, csv.as_bytes(), options).await.unwrap().to_string();
    let changes = "\nnothing was stored; it would change:\n\
                   M-0001: 12.40 -> 1.80\n\
                   M-0002: -8.20 as before, new children\n\
                   M-0003: 0.00 as before, new guardian_name\n\
                   M-0004: new, -3.50";
    assert!(report.starts_with("4 accounts read: 1 added, 3 changed, 0 unchanged\n"), "{report}");
    assert!(report.ends_with(changes), "{report}");
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "12.40");
    assert_eq!(
        environment.service.store().guardian_by_email(BRUNO).await.unwrap().unwrap().name,
        "Bruno Rossi"
    );
}

/// The examples in `docs/accounts-file.md`: the accounts are imported here, the letters by `letter_command.rs`.
#[tokio::test]
async fn examples_in_the_documents_are_imported() {
    let text = include_str!("../../../docs/accounts-file.md");
    let examples: Vec<&str> =
        text.split("```csv\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let accounts: Vec<&&str> = examples.iter().filter(|csv| csv.starts_with("account")).collect();
    assert_eq!((examples.len(), accounts.len()), (3, 2));
    let mut balances = Vec::new();
    for csv in accounts {
        let (_folder, store) = store().await;
        let done = import_accounts(&store, csv.as_bytes(), Moment::parse("2026-12-01T00:00:00Z").unwrap())
            .await
            .unwrap();
        assert_eq!(done, Summary { added: 3, ..Summary::default() });
        for email in ["chiara.esempio@example.org", "marc.modello@example.org", "guardian.prova@example.org"]
        {
            let Some(guardian) = store.guardian_by_email(email).await.unwrap() else { continue };
            let accounts = store.accounts_of(&guardian.id).await.unwrap();
            balances
                .extend(accounts.into_iter().map(|one| (one.account.reference, one.account.balance_cents)));
        }
    }
    let expected =
        [("000123", 1240), ("000124", -1440), ("000125", 106_360), ("M-1", 1240), ("M-2", 6360), ("M-3", 0)];
    assert_eq!(balances, expected.map(|(reference, cents)| (reference.to_owned(), cents)));
}
