//! The guardian's movements: top-ups and what the office charged, their sums, and the balances that the office's own confirm.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ACCOUNTS, ANNA, BRUNO, Guest, TestEnvironment};
use gateway::{clock::Moment, service::import_movements::import_movements};
use rand::{RngExt as _, SeedableRng as _};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};

const MOVEMENTS: &str = "/api/v1/movements";
const FILE: &str = "/api/v1/movements.csv";

/// The tests go back further than movements are kept.
async fn environment() -> TestEnvironment {
    TestEnvironment::start_with(|config| config.keep.movements_days = 20_000).await
}

fn days_ago(days: u64) -> Moment {
    Moment::now().minus(Duration::from_secs(days * 24 * 3600))
}

fn day(days: u64) -> String {
    days_ago(days).italian_day().to_string()
}

async fn import(environment: &TestEnvironment, lines: &str) {
    let csv = format!("account,day,kind,amount,note\n{lines}");
    import_movements(environment.service.store(), csv.as_bytes(), Moment::now(), false).await.unwrap();
}

/// The office gives Zoé's balance as of so many days ago.
async fn give_balance(environment: &TestEnvironment, balance: &str, days: u64) {
    let (header, line) = (ACCOUNTS.lines().next().unwrap(), ACCOUNTS.lines().nth(1).unwrap());
    let line = line.replace("12.40", balance);
    environment.import(&format!("{header},balance_at\n{line},{}\n", days_ago(days).to_wire())).await;
}

/// Two meals and a correction between two balances of the office.
async fn november(environment: &TestEnvironment, after: &str) {
    give_balance(environment, "100.00", 10).await;
    let (first, second, third) = (day(8), day(7), day(6));
    import(
        environment,
        &format!("M-0001,{first},meal,-5.30,\nM-0001,{second},meal,-5.30,\nM-0001,{third},correction,5.30,Assenza\n"),
    )
    .await;
    give_balance(environment, after, 5).await;
}

async fn items(guest: &Guest<'_>, query: &str) -> Vec<Value> {
    let reply = guest.get(&format!("{MOVEMENTS}{query}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.body["items"].as_array().unwrap().clone()
}

fn euro(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

fn cents(money: &Value) -> i64 {
    money["amount"].as_str().unwrap().replace('.', "").parse().unwrap()
}

#[tokio::test]
async fn top_ups_and_meals_are_one_list_with_the_balance_after_each() {
    let environment = environment().await;
    november(&environment, "94.70").await;
    let anna = environment.signed_in(ANNA).await;
    anna.paid("Zoé", "25.00").await;
    let open = anna.open("Luca", "30.00").await;
    let items = items(&anna, "").await;
    let seen: Vec<_> = items
        .iter()
        .map(|item| {
            (item["kind"].as_str().unwrap(), cents(&item["amount"]), item["balance_after"]["amount"].clone())
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("top_up", 3000, Value::Null),
            ("top_up", 2500, json!("119.70")),
            ("correction", 530, json!("94.70")),
            ("meal", -530, json!("89.40")),
            ("meal", -530, json!("94.70")),
        ]
    );
    assert_eq!(items[0]["id"], open["id"]);
    assert_eq!(
        (&items[0]["top_up"]["state"], &items[1]["top_up"]["state"]),
        (&json!("unpaid"), &json!("credited"))
    );
    assert_eq!((items[2]["note"].as_str(), items[2]["day"].as_str()), (Some("Assenza"), Some(&*day(6))));
    assert!(items.iter().all(|item| item["office_balance"].is_null()));
    assert_eq!(items[1]["balance_after"], anna.account("Zoé").await["balance"], "as the app shows it");
}

#[tokio::test]
async fn a_line_that_is_missing_takes_the_balances_away_and_leaves_the_offices_own() {
    let environment = environment().await;
    november(&environment, "89.40").await;
    let anna = environment.signed_in(ANNA).await;
    let items = items(&anna, "").await;
    assert!(items.iter().all(|item| item["balance_after"].is_null()), "{items:?}");
    assert_eq!(items[0]["office_balance"]["balance"]["amount"], "89.40");
    let given = items[0]["office_balance"]["at"].as_str().unwrap();
    assert_eq!(Moment::parse(given).unwrap().italian_day().as_str(), day(5));
    assert!(items[1..].iter().all(|item| item["office_balance"].is_null()));
}

#[tokio::test]
async fn a_month_has_its_sums_whatever_the_page_and_the_filter() {
    let environment = environment().await;
    import(
        &environment,
        "M-0001,2020-10-31,meal,-5.30,\nM-0001,2020-11-01,meal,-5.30,\nM-0001,2020-11-30,meal,-5.30,\n\
         M-0001,2020-11-30,correction,1.00,\nM-0002,2020-11-02,meal,-4.00,\n",
    )
    .await;
    let anna = environment.signed_in(ANNA).await;
    let zoe = anna.account("Zoé").await["id"].as_str().unwrap().to_owned();
    let months = async |query: &str| {
        let body = anna.get(&format!("{MOVEMENTS}{query}")).await.body;
        let months = body["months"].as_array().unwrap().clone();
        months
            .iter()
            .map(|one| {
                (one["month"].as_str().unwrap().to_owned(), cents(&one["credited"]), cents(&one["charged"]))
            })
            .collect::<Vec<_>>()
    };
    let november = ("2020-11".to_owned(), 0, -1360);
    assert_eq!(months("").await, [november.clone(), ("2020-10".to_owned(), 0, -530)]);
    assert_eq!(months("?limit=1").await, [november]);
    let of_zoe = ("2020-11".to_owned(), 0, -960);
    assert_eq!(months(&format!("?limit=2&filter=office&account_id={zoe}")).await, [of_zoe]);
    anna.paid("Zoé", "25.00").await;
    let now = months("?filter=credited").await;
    assert_eq!((now.len(), now[0].1, now[0].2), (1, 2500, 0));
}

#[tokio::test]
async fn filters_choose_account_year_and_kind() {
    let environment = environment().await;
    import(
        &environment,
        "M-0001,2019-12-31,meal,-5.30,\nM-0001,2020-01-01,meal,-5.30,\nM-0002,2020-12-31,meal,-5.30,\n\
         M-0003,2020-12-31,meal,-5.30,\n",
    )
    .await;
    let anna = environment.signed_in(ANNA).await;
    let cancelled = anna.open("Luca", "30.00").await;
    assert!(
        anna.delete(&format!("/api/v1/top-ups/{}", cancelled["id"].as_str().unwrap()))
            .await
            .status
            .is_success()
    );
    anna.open("Luca", "31.00").await;
    anna.paid("Zoé", "25.00").await;
    let zoe = anna.account("Zoé").await["id"].as_str().unwrap().to_owned();
    let count = async |query: &str| items(&anna, query).await.len();
    assert_eq!(count("").await, 6, "not the other guardian's");
    assert_eq!(count("?year=2020").await, 2);
    assert_eq!(count("?year=2019").await, 1);
    assert_eq!(count("?year=2018").await, 0);
    assert_eq!(count(&format!("?account_id={zoe}")).await, 3);
    assert_eq!(count(&format!("?account_id={zoe}&year=2020&filter=office")).await, 1);
    for (filter, amount) in [("open", 3100), ("over", 3000), ("credited", 2500)] {
        let found = items(&anna, &format!("?filter={filter}")).await;
        assert_eq!((found.len(), cents(&found[0]["amount"])), (1, amount), "{filter}");
    }
    assert_eq!(count("?filter=office").await, 3);
    let years = anna.get(&format!("{MOVEMENTS}?filter=open")).await.body["years"].clone();
    assert_eq!(years.as_array().unwrap().last(), Some(&json!(2019)), "{years}");
    let bruno = environment.signed_in(BRUNO).await;
    assert_eq!(items(&bruno, "").await.len(), 1);
}

#[tokio::test]
async fn pages_have_every_movement_once_and_the_newest_first() {
    let environment = environment().await;
    // Three a day, in two accounts: pages end inside a day.
    let lines: String = (0..40)
        .map(|number| {
            let day = day(3 + number);
            format!("M-0001,{day},meal,-5.30,\nM-0001,{day},meal,-5.30,\nM-0002,{day},meal,-5.30,\n")
        })
        .collect();
    import(&environment, &lines).await;
    let anna = environment.signed_in(ANNA).await;
    anna.open("Zoé", "25.00").await;
    for limit in [7, 100] {
        let (mut ids, mut days, mut cursor) = (BTreeSet::new(), Vec::new(), String::new());
        loop {
            let page = anna.get(&format!("{MOVEMENTS}?limit={limit}{cursor}")).await.body;
            for item in page["items"].as_array().unwrap() {
                assert!(ids.insert(item["id"].as_str().unwrap().to_owned()));
                days.push(item["day"].as_str().unwrap().to_owned());
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(ids.len(), 121, "{limit}");
        assert!(days.is_sorted_by(|newer, older| newer >= older), "{limit}");
    }
}

/// Where the office gives both, the sum of the movements is the difference of its balances, and the balance after the last of
/// them is the office's; one cent or one line less, and nothing is said.
#[tokio::test]
async fn the_sum_of_movements_is_the_balance_wherever_the_office_gives_both() {
    let environment = environment().await;
    let anna = environment.signed_in(ANNA).await;
    for seed in 0..20_u64 {
        let mut random = rand::rngs::StdRng::seed_from_u64(seed);
        // Whole years apart, so that no round meets another.
        let base = 8_000 - seed * 370;
        let mut balance: i64 = random.random_range(-5_000..50_000);
        let mut expected = Vec::new();
        give_balance(&environment, &euro(balance), base).await;
        let mut lines = String::new();
        for step in 0..random.random_range(1..40_u64) {
            let amount: i64 = if random.random_bool(0.9) {
                -random.random_range(1..900)
            } else {
                random.random_range(1..900)
            };
            let kind = if amount < 0 { "meal" } else { "correction" };
            lines.push_str(&format!("M-0001,{},{kind},{},{step}\n", day(base - 1 - step), euro(amount)));
            balance += amount;
            expected.push(balance);
        }
        import(&environment, &lines).await;
        let off = i64::from(random.random_bool(0.3));
        give_balance(&environment, &euro(balance + off), base - 50).await;
        let year = &day(base)[..4];
        let mut found = items(&anna, &format!("?limit=100&year={year}&filter=office")).await;
        found.extend(
            items(&anna, &format!("?limit=100&year={}&filter=office", year.parse::<u16>().unwrap() + 1))
                .await,
        );
        found.retain(|item| (day(base)..=day(base - 50)).contains(&item["day"].as_str().unwrap().to_owned()));
        found.sort_by_key(|item| item["day"].as_str().unwrap().to_owned());
        let after: Vec<Option<i64>> = found.iter().map(|item| item.get("balance_after").map(cents)).collect();
        if off == 0 {
            assert_eq!(after, expected.into_iter().map(Some).collect::<Vec<_>>(), "seed {seed}");
        } else {
            assert!(after.iter().all(Option::is_none), "seed {seed}");
        }
    }
}

#[tokio::test]
async fn file_opens_in_a_spreadsheet_and_holds_no_formula() {
    let environment = environment().await;
    november(&environment, "94.70").await;
    import(&environment, &format!("M-0002,{},other,-1063.00,\"=HYPERLINK(\"\"x\"\");1\"\n", day(9))).await;
    let anna = environment.signed_in(ANNA).await;
    anna.paid("Zoé", "25.00").await;
    let file = anna.send(Method::GET, FILE, &[("accept-language", "fr")], None).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv"));
    assert_eq!(file.header("cache-control"), "private, no-store");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"movimenti.csv\"");
    let text = String::from_utf8(file.bytes).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{FEFF}Jour;Mouvement;Pour;Prestation;Montant;Solde après le mouvement;État;Code avis;Remarque"
    );
    assert!(lines[1].contains(";Recharge;Zoé;Mensa scolastica;25,00;119,70;"), "{}", lines[1]);
    let italian_day = |days| day(days).split('-').rev().collect::<Vec<_>>().join("/");
    assert_eq!(
        lines[2],
        format!("{};Rectification;Zoé;Mensa scolastica;5,30;94,70;;;Assenza", italian_day(6))
    );
    assert!(lines[5].contains(";-1063,00;;;;\"'=HYPERLINK(\"\"x\"\");1\""), "{}", lines[5]);
    assert_eq!((lines.len(), lines[6]), (7, ""));
    let english =
        anna.send(Method::GET, &format!("{FILE}?filter=office"), &[("accept-language", "en")], None).await;
    let english = String::from_utf8(english.bytes).unwrap();
    assert!(english.starts_with("\u{FEFF}Day;Movement;") && english.lines().count() == 5, "{english}");
}

#[tokio::test]
async fn file_has_more_movements_than_a_page() {
    let environment = environment().await;
    let lines: String =
        (0..1200).map(|number| format!("M-0001,{},meal,-5.30,\n", day(1 + number / 3))).collect();
    import(&environment, &lines).await;
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(String::from_utf8(anna.get(FILE).await.bytes).unwrap().lines().count(), 1201);
}

#[tokio::test]
async fn another_guardians_account_is_as_one_that_is_not_there() {
    let environment = environment().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let sofia = bruno.account("Sofia").await["id"].as_str().unwrap().to_owned();
    for path in [MOVEMENTS, FILE] {
        for id in [sofia.as_str(), "01JD3Z8K0V7Q2M5N9R4T6W8Y0A"] {
            assert_eq!(anna.get(&format!("{path}?account_id={id}")).await.problem(), "not-found", "{path}");
        }
        assert_eq!(environment.guest().get(path).await.problem(), "not-signed-in", "{path}");
    }
    assert_eq!(items(&anna, "").await.len(), 0);
}

#[tokio::test]
async fn malformed_questions_are_refused() {
    let environment = environment().await;
    let anna = environment.signed_in(ANNA).await;
    for query in [
        "account_id=x",
        "account_id=",
        "year=26",
        "year=x",
        "year=-1",
        "year=99999",
        "filter=all",
        "filter=",
        "more=1",
    ] {
        for path in [MOVEMENTS, FILE] {
            assert_eq!(
                anna.get(&format!("{path}?{query}")).await.problem(),
                "malformed-request",
                "{path} {query}"
            );
        }
    }
    for query in
        ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=5", "cursor=-5-01JD3Z8K0V7Q2M5N9R4T6W8Y0A"]
    {
        assert_eq!(anna.get(&format!("{MOVEMENTS}?{query}")).await.problem(), "malformed-request", "{query}");
        assert_eq!(anna.get(&format!("{FILE}?{query}")).await.problem(), "malformed-request", "{query}");
    }
    let far = format!("{MOVEMENTS}?cursor=999999999999999-01JD3Z8K0V7Q2M5N9R4T6W8Y0A");
    assert_eq!(anna.get(&far).await.status, StatusCode::OK);
}

#[tokio::test]
async fn questions_are_counted_as_all_others() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 8).await;
    let anna = environment.signed_in(ANNA).await;
    for number in 0..8 {
        let path = if number % 2 == 0 { MOVEMENTS } else { FILE };
        assert_eq!(anna.get(path).await.status, StatusCode::OK, "{number}");
    }
    for path in [MOVEMENTS, FILE] {
        assert_eq!(anna.get(path).await.problem(), "too-many-requests");
    }
}
