//! Every wrong answer of the platform at every moment, and what state, screen and log follow from it.
//!
//! The test compares its result with `docs/platform-faults.md`. `RICARICA_FAULTS=write` writes that file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;
mod log;

use common::{ANNA, Guest, TestEnvironment, eventually, key, new_top_up};
use gateway::{clock::Moment as Instant, config::LetterSource};
use log::Log;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

/// The sandbox's names, and in words.
const ANSWERS: [(&str, &str); 21] = [
    ("html_200", "200, a page"),
    ("html_502", "502, a page"),
    ("html_504", "504, a page"),
    ("empty_200", "200, empty"),
    ("no_content", "204"),
    ("redirect", "302"),
    ("unauthorized", "401"),
    ("forbidden", "403"),
    ("not_found", "404 of the platform"),
    ("not_found_html", "404, a page"),
    ("gone_html", "410, a page"),
    ("refused_400", "400 of the platform"),
    ("refused_409", "409 of the platform"),
    ("refused_422", "422 of the platform"),
    ("too_many", "429"),
    ("unavailable", "503 of the platform"),
    ("other_position", "200, another position"),
    ("hang", "none: it hangs"),
    ("cut", "none: cut off"),
    ("malformed", "200, half a JSON"),
    ("network_auth", "511, a captive portal"),
];

const HEAD: &str = "\
# Wrong answers of the platform

What follows from each answer of the payment platform at each moment. `crates/gateway/tests/platform_faults.rs` gives these
answers to a real gateway and compares the result with this table; `RICARICA_FAULTS=write` writes it anew.

`a → b`: the top-up's state while the platform answers so, and its state once it answers rightly. *silent*: the app says that
the state may be out of date. The columns for cancelling and for the payment page name the problem that the app receives
(`crates/contract/src/problem.rs`). *Printing* is the letter where the platform prints it. *The list* is what `gateway reconcile`
prints about a top-up that a restored backup does not have, and the top-up's state afterwards.

Money is never lost by any of them: in every row the notice was afterwards paid at a counter and credited, unless it was
refused or cancelled.

";

const LOG_HEAD: &str = "
## In the log

Each line of level WARN or ERROR that the gateway writes while the platform answers so, and the moments at which it does. Lines
of a service that is left alone after failures are left out.

";

/// When the platform answers wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Create,
    Read,
    Cancel,
    Cart,
    Print,
    List,
}

impl Moment {
    const ALL: [Self; 6] = [Self::Create, Self::Read, Self::Cancel, Self::Cart, Self::Print, Self::List];

    /// The sandbox's name, and the table's.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Create => ("create", "opening"),
            Self::Read => ("read", "reading an unpaid top-up"),
            Self::Cancel => ("cancel", "cancelling"),
            Self::Cart => ("cart", "payment page"),
            Self::Print => ("print", "printing"),
            Self::List => ("list", "the list"),
        }
    }
}

/// What was seen at one moment.
struct Seen {
    cell: String,
    log: Vec<String>,
}

fn state(top_up: &Value) -> String {
    let mut text = top_up["state"].as_str().unwrap().to_owned();
    if let Some(anomaly) = top_up["anomaly"].as_str() {
        write!(text, " ({anomaly})").unwrap();
    }
    if top_up["platform_silent"] == true {
        text.push_str(", silent");
    }
    text
}

/// One column of the table: a gateway of its own.
struct Column<'a> {
    moment: Moment,
    environment: &'a TestEnvironment,
    guest: Guest<'a>,
    account: Value,
    /// A top-up that shows whether the platform answers again.
    probe: Value,
    log: &'a Log,
}

impl Column<'_> {
    /// One cell. The platform answers wrongly from the moment on, and then rightly.
    async fn cell(&self, answer: &str) -> Seen {
        let before = if self.moment == Moment::Create { None } else { Some(self.open().await["id"].clone()) };
        match self.moment {
            // A top-up that was read a moment ago is not read again.
            Moment::Read => tokio::time::sleep(Duration::from_millis(1600)).await,
            Moment::List => self.forget(before.as_ref().unwrap()).await,
            _ => {}
        }
        self.log.clear();
        let fault = json!({ "faults": { self.moment.names().0: { "answer": answer } } });
        self.environment.knobs(fault).await;
        let (during, id) = match before {
            None => self.opened(answer).await,
            Some(id) => (self.told(&id).await, id),
        };
        let log = self.log.lines_about(&[&id, &self.probe]);
        self.mend(&id).await;
        let after = self.settled(&id).await;
        let payable = self.pay(&id).await;
        let cell = match self.moment {
            Moment::Cart => during,
            Moment::Print => format!("{during} → by the platform"),
            _ => format!("{during} → {after}"),
        };
        let ends = matches!(self.moment, Moment::Create | Moment::Cancel) && !payable;
        assert!(payable || ends, "{answer}: a top-up that can no longer be paid: {cell}");
        Seen { cell, log }
    }

    async fn open(&self) -> Value {
        let mut body = new_top_up(&self.account, "5.00");
        body["allow_duplicate"] = json!(true);
        let reply = self.guest.post_with_key("/api/v1/top-ups", &key(), body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
        reply.body
    }

    async fn opened(&self, answer: &str) -> (String, Value) {
        let top_up = self.open().await;
        let during = state(&top_up);
        let payable = during.starts_with("unpaid");
        assert!(top_up["notice"].is_null() || payable, "{answer}: a notice that cannot be paid");
        (during, top_up["id"].clone())
    }

    /// What the guardian or the office reads.
    async fn told(&self, id: &Value) -> String {
        let path = format!("/api/v1/top-ups/{}", id.as_str().unwrap());
        let (reply, good, words) = match self.moment {
            Moment::Create | Moment::Read => return state(&self.guest.top_up(id).await),
            Moment::Cancel => (self.guest.delete(&path).await, StatusCode::NO_CONTENT, "cancelled"),
            Moment::Cart => (self.guest.checkout(&[id], "email").await, StatusCode::CREATED, "opened"),
            Moment::Print => {
                let letter = self.guest.get(&format!("{path}/letter")).await;
                assert!(letter.bytes.starts_with(b"%PDF-"), "a letter in any case");
                let here = self.log.has("the platform did not print a letter, so the gateway prints it");
                return if here { "by the gateway" } else { "by the platform" }.to_owned();
            }
            Moment::List => {
                return match self.bring_in().await {
                    Ok(1) => "found".to_owned(),
                    Ok(count) => format!("{count} found"),
                    Err(error) => error.to_string(),
                };
            }
        };
        if reply.status == good { words.to_owned() } else { reply.problem().to_owned() }
    }

    async fn bring_in(&self) -> Result<usize, gateway::service::bring_in::BringInError> {
        let since = Instant::now().minus(Duration::from_secs(3600));
        self.environment.service.bring_in_since(since).await.map(|report| report.brought_in.len())
    }

    /// As a backup from before it would.
    async fn forget(&self, id: &Value) {
        let mut write = self.environment.service.store().write().await.unwrap();
        gateway::execute!(write, sqlx::query("DELETE FROM top_ups WHERE id = $1").bind(id.as_str().unwrap()))
            .unwrap();
        write.commit().await.unwrap();
    }

    /// Right answers again, and the pause after the failures is over.
    async fn mend(&self, id: &Value) {
        self.environment.knobs(json!({})).await;
        eventually("the platform to be asked again", async || {
            self.guest.top_up(&self.probe).await;
            self.environment.service.platform().is_available().then_some(())
        })
        .await;
        eventually("an answer of the platform", async || {
            (self.guest.top_up(&self.probe).await["platform_silent"] == false).then_some(())
        })
        .await;
        match self.moment {
            Moment::Cart => {
                eventually("the payment page", async || (self.told(id).await == "opened").then_some(()))
                    .await;
            }
            Moment::Print => {
                eventually("a letter of the platform", async || {
                    self.log.clear();
                    (self.told(id).await == "by the platform").then_some(())
                })
                .await;
            }
            Moment::List => {
                let path = format!("/api/v1/top-ups/{}", id.as_str().unwrap());
                eventually("the lost top-up", async || {
                    self.bring_in().await.ok()?;
                    (self.guest.get(&path).await.status == StatusCode::OK).then_some(())
                })
                .await;
            }
            Moment::Create | Moment::Read | Moment::Cancel => {}
        }
    }

    /// Waits until the state is settled with right answers.
    async fn settled(&self, id: &Value) -> String {
        if self.moment == Moment::Read {
            // Without a question the answer of a moment ago would be taken.
            tokio::time::sleep(Duration::from_millis(1600)).await;
        }
        eventually("a settled state", async || {
            let top_up = self.guest.top_up(id).await;
            (top_up["state"] != "opening" && top_up["platform_silent"] == false).then(|| state(&top_up))
        })
        .await
    }

    /// What can be paid is paid at the counter and must be credited.
    async fn pay(&self, id: &Value) -> bool {
        let top_up = self.guest.top_up(id).await;
        let payable = matches!(top_up["state"].as_str(), Some("unpaid" | "in_progress"));
        if payable {
            let (status, body) = self.environment.pay_at_counter(&top_up["notice"]).await;
            assert_eq!(status, StatusCode::OK, "{body}");
            self.guest.until(id, "credited").await;
        }
        payable
    }
}

/// On a thread of its own, so that its log is its own too.
fn column(moment: Moment) -> Vec<Seen> {
    let log = Log::default();
    let _guard = log.begin();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let environment = TestEnvironment::start_with(|config| {
            config.platform.timeout_ms = 400;
            config.limits.balance_cap = "5000.00".parse().unwrap();
            if moment == Moment::Print {
                let mut address = config.platform.gpd_url.clone();
                address.set_path("/print-payment-notice-service/external/v1");
                config.letter.source = LetterSource::Platform;
                config.letter.print_url = Some(address);
                config.letter.print_key = Some("sandbox-key".into());
            }
        })
        .await;
        let guest = environment.signed_in(ANNA).await;
        let account = guest.account("Zoé").await["id"].clone();
        let mut column =
            Column { moment, environment: &environment, guest, account, probe: Value::Null, log: &log };
        column.probe = column.open().await["id"].clone();
        let mut cells = Vec::new();
        for (answer, _) in ANSWERS {
            cells.push(column.cell(answer).await);
        }
        cells
    })
}

fn table(columns: &[Vec<Seen>]) -> String {
    let mut text = format!("{HEAD}| answer |");
    for moment in Moment::ALL {
        write!(text, " {} |", moment.names().1).unwrap();
    }
    text.push_str("\n|---|---|---|---|---|---|---|\n");
    for (index, (_, words)) in ANSWERS.iter().enumerate() {
        let cells: Vec<&str> = columns.iter().map(|column| column[index].cell.as_str()).collect();
        writeln!(text, "| {words} | {} |", cells.join(" | ")).unwrap();
    }
    writeln!(text, "{LOG_HEAD}| answer | line | when |\n|---|---|---|").unwrap();
    for (index, (_, words)) in ANSWERS.iter().enumerate() {
        let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (moment, column) in Moment::ALL.iter().zip(columns) {
            for line in &column[index].log {
                lines.entry(line).or_default().push(moment.names().1);
            }
        }
        for (line, moments) in lines {
            writeln!(text, "| {words} | {line} | {} |", moments.join(", ")).unwrap();
        }
    }
    text
}

fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/platform-faults.md")
}

#[test]
fn every_wrong_answer_at_every_moment_has_the_result_of_the_table() {
    let threads = Moment::ALL.map(|moment| std::thread::spawn(move || column(moment)));
    let columns: Vec<Vec<Seen>> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    let table = table(&columns);
    if std::env::var_os("RICARICA_FAULTS").is_some_and(|value| value == "write") {
        std::fs::write(document(), &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(document()).unwrap_or_default(), table);
    // No answer in passing makes a top-up anomalous, and none is taken for a confirmation.
    for (index, (answer, _)) in ANSWERS.iter().enumerate() {
        let [create, read, ..] = columns.as_slice() else { panic!("six columns") };
        let (create, read) = (&create[index].cell, &read[index].cell);
        let is_refusal = matches!(*answer, "refused_400" | "refused_422");
        assert_eq!(create.contains("anomalous"), is_refusal, "{answer}: {create}");
        assert!(is_refusal || create.ends_with("→ unpaid"), "{answer}: {create}");
        assert!(read.ends_with("→ unpaid"), "{answer}: {read}");
        // The office finds the reason of everything that went wrong.
        for (moment, column) in Moment::ALL.iter().zip(&columns) {
            // The list's error is printed by the command, and some answers are regular at their moment.
            let is_regular = matches!(
                (moment, *answer),
                (Moment::List, _)
                    | (Moment::Cancel, "not_found" | "refused_409")
                    | (Moment::Cart, "refused_422")
            );
            assert!(is_regular || !column[index].log.is_empty(), "{answer} {moment:?}");
        }
    }
}
