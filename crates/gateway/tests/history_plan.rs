//! Frequent statements use an index: checks the query plan of each statement of the store.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{TestDatabase, database::server};
use contract::TopUpId;
use gateway::{
    clock::Moment,
    store::{Store, keep::Old, movements::Stretch, top_ups},
};
use sqlx::{
    AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteRow},
};
use std::{
    fmt,
    path::Path,
    sync::{Mutex, OnceLock},
    time::Duration,
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    layer::{Context, SubscriberExt as _},
    util::SubscriberInitExt as _,
};

/// The statements that sqlx has run in this process, as its log tells them.
static STATEMENTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut Statement);
    }
}

struct Statement;

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        // The test's own statements that request a plan are left out.
        if field.name() == "db.statement" && !value.trim().starts_with("EXPLAIN") {
            STATEMENTS.lock().unwrap().push(value.trim().to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

fn listen() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let sql = Targets::new().with_target("sqlx::query", tracing::Level::DEBUG);
        tracing_subscriber::registry().with(Listener.with_filter(sql)).init();
    });
}

/// The log may come a moment after the answer.
async fn last_with(words: &str) -> String {
    for _ in 0..100 {
        let statement =
            STATEMENTS.lock().unwrap().iter().rev().find(|statement| statement.contains(words)).cloned();
        if let Some(statement) = statement {
            return statement;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no statement with `{words}` was run: {:?}", STATEMENTS.lock().unwrap());
}

/// The last statement that holds these words, and how SQLite means to carry it out.
async fn plan(database: &Path, words: &str) -> Vec<String> {
    let statement = last_with(words).await;
    let options = SqliteConnectOptions::new().filename(database).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
    let rows: Vec<SqliteRow> = sqlx::query(explain).fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| row.get("detail")).collect()
}

/// Words of the frequent statements, each of one.
const FREQUENT: [&str; 12] = [
    "ORDER BY t.id DESC",
    "DESC, t.id DESC LIMIT",
    "ORDER BY at DESC, id DESC",
    "SELECT at, amount_cents FROM movements",
    "ORDER BY next_check_at LIMIT",
    "SELECT min(next_check_at) FROM top_ups",
    "t.id = $1 AND t.guardian_id",
    "sum(amount_cents)",
    "ORDER BY reference",
    "WHERE email",
    "s.token_hash",
    "FROM outbox",
];

/// Runs each of them.
async fn run_frequent(store: &Store) {
    let id: TopUpId = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap();
    let account = "01JD3Z8K0V7Q2M5N9R4T6W8Y0B".parse().unwrap();
    let now = Moment::now();
    store.history("guardian", Some(&id), 20).await.unwrap();
    let stretch = Stretch { from: now, before: now, before_id: "Z", limit: 20 };
    store.top_ups_in_time("guardian", "", None, &stretch).await.unwrap();
    store.movements_in_time(&account, &stretch).await.unwrap();
    store.charged_in_time(&account, now, now).await.unwrap();
    store.next_due(now).await.unwrap();
    let mut write = store.write().await.unwrap();
    top_ups::claim_due(&mut write, now, now, 64).await.unwrap();
    write.commit().await.unwrap();
    store.top_up_of("guardian", &id).await.unwrap();
    store.open_cents_of(&account).await.unwrap();
    store.accounts_of("guardian").await.unwrap();
    store.guardian_by_email("anna@example.org").await.unwrap();
    store.session(b"token", now, Duration::from_secs(1), Duration::from_secs(2)).await.unwrap();
    store.mails_due(now, 32).await.unwrap();
}

/// How PostgreSQL means to carry out a statement whatever its values are, if it can avoid to read whole tables. An empty
/// table it would always read.
async fn postgres_plan(connection: &mut PgConnection, words: &str) -> String {
    let statement = last_with(words).await;
    let count = (1..20).take_while(|number| statement.contains(&format!("${number}"))).count();
    let values = vec!["NULL"; count].join(", ");
    let values = if count == 0 { String::new() } else { format!("({values})") };
    let set = "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; DEALLOCATE ALL;";
    let prepare = format!("{set} PREPARE frequent AS {statement}");
    sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut *connection).await.unwrap();
    let explain = AssertSqlSafe(format!("EXPLAIN EXECUTE frequent {values}"));
    let rows = sqlx::raw_sql(explain).fetch_all(&mut *connection).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn frequent_queries_have_an_index_in_postgres() {
    listen();
    let database = TestDatabase::on(server().expect("RICARICA_TEST_DATABASE names a server")).await;
    let store = Store::open(&database.database()).await.unwrap();
    STATEMENTS.lock().unwrap().clear();
    run_frequent(&store).await;
    let mut connection = PgConnection::connect(&database.address).await.unwrap();
    for words in FREQUENT {
        let plan = postgres_plan(&mut connection, words).await;
        assert!(!plan.contains("Seq Scan"), "{words}:\n{plan}");
        if words == "ORDER BY t.id DESC" {
            assert!(plan.contains("top_ups_of_guardian") && !plan.contains("Sort"), "{plan}");
        }
    }
    store.close().await;
}

#[tokio::test]
async fn frequent_queries_neither_scan_a_table_nor_sort() {
    listen();
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("ricarica.db");
    let store = Store::open(&database.clone().into()).await.unwrap();
    let id: TopUpId = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap();

    store.history("guardian", None, 20).await.unwrap();
    let history = plan(&database, "ORDER BY t.id DESC").await;
    assert_eq!(
        history[0], "SEARCH t USING INDEX top_ups_of_guardian (guardian_id=? AND id<?)",
        "a page of the history begins at its cursor and is read in the index's order"
    );
    STATEMENTS.lock().unwrap().clear();
    store.history("guardian", Some(&id), 20).await.unwrap();
    assert_eq!(
        plan(&database, "ORDER BY t.id DESC").await,
        history,
        "the first page and the others are read alike"
    );

    run_frequent(&store).await;
    for words in FREQUENT {
        let plan = plan(&database, words).await;
        assert!(!plan.is_empty());
        // `SELECT EXISTS (…)` itself is one constant row.
        let scans = |step: &str| step.starts_with("SCAN") && step != "SCAN CONSTANT ROW";
        let costly = plan.iter().find(|step| scans(step) || step.contains("TEMP B-TREE"));
        assert_eq!(costly, None, "{words}: {plan:#?}");
    }
}

#[tokio::test]
async fn each_row_that_may_be_old_is_looked_at_by_index() {
    listen();
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("ricarica.db");
    let store = Store::open(&database.clone().into()).await.unwrap();
    let payments = Old::Payments { credited_before: Moment::now(), made_before: "Z".into() };
    for (old, words) in [
        (Old::Checkouts(Moment::now()), "c.opened_at < $2"),
        (Old::Unpaid("Z".into()), "('expired', 'cancelled')"),
        (payments, "c.credited_at < $3"),
    ] {
        store.old(&old, "", 100).await.unwrap();
        let plan = plan(&database, words).await;
        assert!(plan.len() > 1);
        let costly = plan.iter().find(|step| step.starts_with("SCAN") || step.contains("B-TREE"));
        assert_eq!(costly, None, "{words}: {plan:#?}");
    }
}
