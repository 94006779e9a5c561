//! The report as one table. The first column says what a line is.

use contract::{Anomaly, PaymentMeans};

use super::{Credited, Pending, Rating, Report, Sum};
use crate::service::spreadsheet::{Spreadsheet, day, money, text};

const COLUMNS: [&str; 15] = [
    "line",
    "notice_number",
    "receipt_id",
    "account",
    "service",
    "amount",
    "paid_on",
    "credited_on",
    "means",
    "provider",
    "count",
    "state",
    "reason",
    "made_on",
    "due_on",
];

/// A line of the table; each column that it does not need is empty.
#[derive(Default)]
struct Line {
    what: &'static str,
    notice_number: String,
    receipt_id: String,
    account: String,
    service: String,
    amount: String,
    paid_on: String,
    credited_on: String,
    means: &'static str,
    provider: String,
    count: String,
    state: &'static str,
    reason: String,
    made_on: String,
    due_on: String,
}

pub(super) fn write(report: &Report) -> Result<String, csv::Error> {
    let mut table = Spreadsheet::new(COLUMNS)?;
    let lines = report.credited.iter().map(credited).chain(report.sums.iter().map(sum));
    let open = report.open.iter().map(|one| pending("open", one));
    let anomalous = report.anomalous.iter().map(|one| pending("anomalous", one));
    for line in lines.chain(open).chain(anomalous).chain(report.ratings.iter().map(rating)) {
        table.line(line.cells())?;
    }
    table.end()
}

impl Line {
    fn cells(&self) -> [&str; 15] {
        [
            self.what,
            &self.notice_number,
            &self.receipt_id,
            &self.account,
            &self.service,
            &self.amount,
            &self.paid_on,
            &self.credited_on,
            self.means,
            &self.provider,
            &self.count,
            self.state,
            &self.reason,
            &self.made_on,
            &self.due_on,
        ]
    }
}

fn credited(one: &Credited) -> Line {
    Line {
        what: "credited",
        // In groups: a spreadsheet would take 18 digits for a number and keep 15.
        notice_number: one.notice_number.grouped(),
        receipt_id: text(&one.receipt_id),
        account: text(&one.account),
        service: text(&one.service),
        amount: money(one.amount.cents()),
        paid_on: one.paid_on.as_ref().map(day).unwrap_or_default(),
        credited_on: day(&one.credited_on),
        means: one.means.map_or("", means),
        provider: one.provider.as_deref().map(text).unwrap_or_default(),
        ..Line::default()
    }
}

fn sum(sum: &Sum) -> Line {
    Line {
        what: "sum",
        service: text(&sum.service),
        amount: money(sum.cents),
        credited_on: day(&sum.credited_on),
        count: sum.count.to_string(),
        ..Line::default()
    }
}

fn pending(what: &'static str, one: &Pending) -> Line {
    Line {
        what,
        notice_number: one.notice_number.grouped(),
        account: text(&one.account),
        service: text(&one.service),
        amount: money(one.amount.cents()),
        state: one.state,
        reason: one.reason.map(reason).unwrap_or_default(),
        made_on: day(&one.made_on),
        due_on: day(&one.due_on),
        ..Line::default()
    }
}

fn rating(rating: &Rating) -> Line {
    let aspect = rating.aspect.map_or(String::new(), |aspect| format!(" {}", aspect.word()));
    Line {
        what: "rating",
        count: rating.count.to_string(),
        reason: format!("{}{aspect}", rating.stars.count()),
        // `11/2026`.
        made_on: rating.month.split('-').rev().collect::<Vec<_>>().join("/"),
        ..Line::default()
    }
}

const fn means(means: PaymentMeans) -> &'static str {
    match means {
        PaymentMeans::Online => "online",
        PaymentMeans::Provider => "provider",
        PaymentMeans::Cash => "cash",
    }
}

/// As the API names it.
fn reason(reason: Anomaly) -> String {
    serde_json::to_value(reason).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
