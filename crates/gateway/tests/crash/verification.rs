//! Checks after the crashes: every top-up, debt position, credit and receipt exists once.

use super::{
    environment::{self, Guardian, Payment},
    processes::Sandbox,
    traffic::{Acknowledged, Traffic},
};
use contract::{Accounts, TopUp, TopUpState, TopUps};
use gateway::{
    config::Database,
    store::{Store, backup},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    time::{Duration, Instant},
};

/// Reconciliation reads a top-up that is not polled 15 seconds after its opening, and again 30 seconds later.
const CONVERGED_WITHIN: Duration = Duration::from_secs(60);

/// Checks everything and returns the figures.
pub async fn verify(traffic: &Traffic, database: &Database, sandbox: &Sandbox) -> String {
    let acknowledged = traffic.acknowledged();
    let paid: Vec<&Acknowledged> =
        acknowledged.iter().filter(|a| a.planned.payment != Payment::Never).collect();
    let stored = converged(traffic, &paid).await;

    let mut found = String::new();
    let mut line = |text: String| writeln!(found, "crash: {text}").unwrap();
    every_acknowledged_one_is_there(&acknowledged, &stored);
    every_key_returns_its_answer_again(traffic, &acknowledged).await;
    line(format!(
        "acknowledged {}, stored {}, keys replayed byte for byte",
        acknowledged.len(),
        stored.len()
    ));

    let positions = positions(sandbox).await;
    let at_platform_paid = one_position_each(&acknowledged, &positions);
    assert_eq!(at_platform_paid, ids(&paid), "the paid positions at the platform are the paid notices");
    line(format!("debt positions {}, paid {}", positions.len(), at_platform_paid.len()));

    let credited = credits_are_right(traffic, database, &paid, &stored).await;
    line(format!(
        "credited {} of {}, {} cents, and the balances rose by the same sum",
        paid.len(),
        paid.len(),
        credited
    ));

    let mails = receipts(traffic, sandbox, &paid, &stored).await;
    let twice = mails.values().filter(|count| **count > 1).count();
    line(format!("receipts mailed for {}, {twice} of them more than once", mails.len()));
    found
}

/// Checks everything after a restored backup was completed, and returns the figures.
pub async fn verify_restored(traffic: &Traffic, database: &Database, sandbox: &Sandbox) -> String {
    let acknowledged = traffic.acknowledged();
    let paid: Vec<&Acknowledged> =
        acknowledged.iter().filter(|a| a.planned.payment != Payment::Never).collect();
    let stored = converged(traffic, &paid).await;
    every_acknowledged_one_is_there(&acknowledged, &stored);
    let positions = positions(sandbox).await;
    assert_eq!(one_position_each(&acknowledged, &positions), ids(&paid));
    let cents = credits_are_right(traffic, database, &paid, &stored).await;
    format!(
        "backup: credited {} of {}, {cents} cents, and the balances rose by the same sum\n",
        paid.len(),
        paid.len()
    )
}

fn ids(of: &[&Acknowledged]) -> BTreeSet<String> {
    of.iter().map(|a| a.top_up.id.to_string()).collect()
}

/// All top-ups of all guardians, once every paid one is credited and none is being opened.
async fn converged(traffic: &Traffic, paid: &[&Acknowledged]) -> BTreeMap<String, TopUp> {
    let since = Instant::now();
    loop {
        let mut all = BTreeMap::new();
        for guardian in &traffic.guardians {
            all.extend(history(traffic, guardian).await);
        }
        let waiting: Vec<&TopUp> = paid
            .iter()
            .map(|a| all.get(a.top_up.id.as_str()).expect("an acknowledged top-up is lost"))
            .filter(|top_up| top_up.state != TopUpState::Credited)
            // The platform may not have answered rightly for the last time yet.
            .chain(all.values().filter(|top_up| top_up.state == TopUpState::Opening))
            .collect();
        if waiting.is_empty() {
            return all;
        }
        assert!(since.elapsed() < CONVERGED_WITHIN, "paid and not credited, or not opened: {waiting:#?}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn get(traffic: &Traffic, guardian: &Guardian, path: &str) -> String {
    let request = traffic.client.get(format!("{}{path}", traffic.base)).header("cookie", &guardian.cookie);
    request.send().await.unwrap().error_for_status().unwrap().text().await.unwrap()
}

/// The history does not read the platform, so its states come from reconciliation.
async fn history(traffic: &Traffic, guardian: &Guardian) -> Vec<(String, TopUp)> {
    let mut all = Vec::new();
    let mut path = "/api/v1/top-ups?limit=100".to_owned();
    loop {
        let page: TopUps = serde_json::from_str(&get(traffic, guardian, &path).await).unwrap();
        all.extend(page.items.into_iter().map(|top_up| (top_up.id.to_string(), top_up)));
        match page.next_cursor {
            Some(cursor) => path = format!("/api/v1/top-ups?limit=100&cursor={cursor}"),
            None => return all,
        }
    }
}

fn every_acknowledged_one_is_there(acknowledged: &[Acknowledged], stored: &BTreeMap<String, TopUp>) {
    for a in acknowledged {
        let now = stored.get(a.top_up.id.as_str()).expect("an acknowledged top-up is lost");
        assert_eq!(now.account_id, a.planned.account);
        assert_eq!(now.amount.amount, a.planned.amount);
        if let Some(notice) = &a.top_up.notice {
            let number = now.notice.as_ref().map(|notice| notice.notice_number);
            assert_eq!(number, Some(notice.notice_number), "the acknowledged notice number changed");
        }
        let end = if a.planned.payment == Payment::Never { TopUpState::Unpaid } else { TopUpState::Credited };
        assert_eq!(now.state, end, "{}", now.id);
    }
    let acknowledged: BTreeSet<&str> = acknowledged.iter().map(|a| a.top_up.id.as_str()).collect();
    let beyond: Vec<&String> = stored.keys().filter(|id| !acknowledged.contains(id.as_str())).collect();
    assert!(beyond.is_empty(), "{} top-ups without an acknowledged key: {beyond:?}", beyond.len());
}

async fn every_key_returns_its_answer_again(traffic: &Traffic, acknowledged: &[Acknowledged]) {
    for a in acknowledged {
        let cookie = &traffic.guardians[a.planned.guardian].cookie;
        let request = traffic.open_request(&traffic.client, &a.planned).header("cookie", cookie);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 201);
        assert_eq!(answer.text().await.unwrap(), a.body, "the stored answer is returned");
    }
}

/// Every debt position of the creditor at the platform.
async fn positions(sandbox: &Sandbox) -> Vec<Value> {
    let list =
        format!("{}/gpd/debt-positions-service/v1/organizations/00101440073/debtpositions", sandbox.url);
    let mut all = Vec::new();
    loop {
        let page = all.len() / 50;
        let request = reqwest::Client::new().get(format!("{list}?limit=50&page={page}"));
        let answer = request.header("Ocp-Apim-Subscription-Key", "sandbox-key").send().await.unwrap();
        let answer: Value = answer.error_for_status().unwrap().json().await.unwrap();
        all.extend(answer["payment_position_list"].as_array().unwrap().iter().cloned());
        if page + 1 >= usize::try_from(answer["page_info"]["total_pages"].as_u64().unwrap()).unwrap() {
            return all;
        }
    }
}

/// One debt position for each top-up, with its notice number and amount. Returns the ids of those that are paid.
fn one_position_each(acknowledged: &[Acknowledged], positions: &[Value]) -> BTreeSet<String> {
    let mut by_id: BTreeMap<String, &Value> = BTreeMap::new();
    for position in positions {
        let (_, id) = position["iupd"].as_str().unwrap().split_once('-').unwrap();
        assert!(by_id.insert(id.to_owned(), position).is_none(), "two debt positions of one top-up: {id}");
    }
    for a in acknowledged {
        let position = by_id.get(a.top_up.id.as_str()).expect("a top-up without debt position");
        let option = &position["paymentOption"][0];
        assert_eq!(option["amount"].as_u64(), Some(a.planned.amount.cents()));
        if let Some(notice) = &a.top_up.notice {
            assert_eq!(option["nav"].as_str(), Some(notice.notice_number.to_string().as_str()));
        }
    }
    assert_eq!(by_id.len(), acknowledged.len(), "a debt position without top-up");
    by_id.into_iter().filter(|(_, position)| position["status"] == "PAID").map(|(id, _)| id).collect()
}

/// In the database one credit for each paid top-up; over the API each account's balance higher by just its credits.
/// Returns the cents.
async fn credits_are_right(
    traffic: &Traffic,
    database: &Database,
    paid: &[&Acknowledged],
    stored: &BTreeMap<String, TopUp>,
) -> i64 {
    if let Some(file) = database.file() {
        backup::examine(file).await.expect("a whole file");
    }
    let store = Store::open(database).await.unwrap();
    let credits: Vec<(String, i64)> =
        gateway::fetch_all!(store, sqlx::query_as("SELECT top_up_id, amount_cents FROM credits")).unwrap();
    store.close().await;
    let credited: BTreeSet<String> = credits.iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(credits.len(), credited.len());
    assert_eq!(credited, ids(paid), "each paid one is credited, no other");

    let mut by_account: BTreeMap<&str, i64> = BTreeMap::new();
    for (id, cents) in &credits {
        *by_account.entry(stored[id].account_id.as_str()).or_default() += cents;
    }
    for guardian in &traffic.guardians {
        let after: Accounts =
            serde_json::from_str(&get(traffic, guardian, "/api/v1/accounts").await).unwrap();
        for (before, after) in guardian.accounts.items.iter().zip(&after.items) {
            let expected = by_account.get(before.id.as_str()).copied().unwrap_or(0);
            let rise = after.balance.amount.cents() - before.balance.amount.cents();
            assert_eq!(rise, expected, "the balance of {} did not rise by its credits", after.id);
        }
    }
    let wanted: u64 = paid.iter().map(|a| a.planned.amount.cents()).sum();
    let total = by_account.values().sum();
    assert_eq!(i64::try_from(wanted).unwrap(), total);
    total
}

/// Receipts in the mailbox by notice number: at least one for each credit, none for anything else.
async fn receipts(
    traffic: &Traffic,
    sandbox: &Sandbox,
    paid: &[&Acknowledged],
    stored: &BTreeMap<String, TopUp>,
) -> BTreeMap<String, u32> {
    let notice =
        |a: &&Acknowledged| stored[a.top_up.id.as_str()].notice.as_ref().unwrap().notice_number.to_string();
    let wanted: BTreeSet<String> = paid.iter().map(notice).collect();
    let since = Instant::now();
    loop {
        let mut found = BTreeMap::new();
        for guardian in &traffic.guardians {
            for mail in environment::mails(&sandbox.url, &guardian.email).await {
                let subject = mail["subject"].as_str().unwrap();
                let text: String = mail["text"].as_str().unwrap().split_whitespace().collect();
                if !subject.contains("accreditat") {
                    continue;
                }
                // A mail has every top-up of its payment.
                for rest in text.split("Codiceavviso:").skip(1) {
                    let notice: String = rest.chars().take_while(char::is_ascii_digit).collect();
                    *found.entry(notice).or_insert(0) += 1;
                }
            }
        }
        let mailed: BTreeSet<String> = found.keys().cloned().collect();
        assert!(mailed.is_subset(&wanted), "a receipt for something that was not credited");
        if mailed == wanted {
            return found;
        }
        assert!(since.elapsed() < CONVERGED_WITHIN, "{} of {} receipts arrived", mailed.len(), wanted.len());
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}
