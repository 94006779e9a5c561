//! The list of a creditor's debt positions: paged, filtered, sorted.

use std::cmp::Reverse;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::macros::{format_description, time};
use time::{Date, Duration, OffsetDateTime};

use super::problem::Problem;
use super::response_dto::PositionRead;
use super::segregation_codes::SegregationCodes;
use crate::by_knob;
use crate::clock::now;
use crate::dates;
use crate::rome::wall_clock;
use crate::state::knobs::Knobs;
use crate::state::registry::Registry;
use crate::state::registry::position::{DebtPosition, PositionStatus};
use crate::state::shared::Shared;

const LIMIT_DEFAULT: usize = 10;
const LIMIT_MAX: usize = 50;
/// The length of an interval with one end only, and the longest length allowed.
const INTERVAL_MAX: Duration = Duration::days(30);

#[derive(Deserialize, Default)]
pub struct ListQuery {
    limit: Option<usize>,
    page: Option<usize>,
    due_date_from: Option<String>,
    due_date_to: Option<String>,
    payment_date_from: Option<String>,
    payment_date_to: Option<String>,
    payment_date_time_from: Option<String>,
    payment_date_time_to: Option<String>,
    status: Option<String>,
    orderby: Option<OrderBy>,
    ordering: Option<Ordering>,
    #[serde(default, rename = "segregationCodes")]
    segregation_codes: SegregationCodes,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum OrderBy {
    InsertedDate,
    Iupd,
    Status,
    CompanyName,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Ordering {
    Asc,
    Desc,
}

#[derive(Serialize)]
pub struct Page {
    payment_position_list: Vec<Value>,
    page_info: PageInfo,
}

#[derive(Serialize)]
struct PageInfo {
    page: usize,
    limit: usize,
    items_found: usize,
    total_pages: usize,
}

impl Page {
    pub fn of_one(position: PositionRead) -> Self {
        let page_info = PageInfo { page: 0, limit: LIMIT_DEFAULT, items_found: 1, total_pages: 1 };
        Self { payment_position_list: vec![json!(position)], page_info }
    }
}

struct Interval {
    from: OffsetDateTime,
    to: OffsetDateTime,
}

impl Interval {
    fn contains(&self, date: OffsetDateTime) -> bool {
        self.from <= date && date <= self.to
    }
}

struct Filter {
    segregation_codes: SegregationCodes,
    due: Option<Interval>,
    paid: Option<Interval>,
    status: Option<String>,
}

pub async fn list(
    State(registry): State<Shared<Registry>>,
    State(knobs): State<Shared<Knobs>>,
    Path(creditor): Path<String>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|error| Problem::bad_request(error.to_string()))?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    if limit == 0 || limit > LIMIT_MAX {
        return Err(Problem::bad_request(format!("limit: must be 1 to {LIMIT_MAX}")));
    }
    let page = query.page.unwrap_or(0);
    let filter = filter(&query)?;
    let order = query.orderby.unwrap_or(OrderBy::InsertedDate);
    let newest_first = query.ordering != Some(Ordering::Asc);
    let now = now();
    let overridden = knobs.lock().read_override.clone();

    let registry = registry.lock();
    let matching = || registry.of_creditor(&creditor).filter(|position| filter.matches(position, now));
    let skip = page.saturating_mul(limit);
    let (found, positions) = if order == OrderBy::InsertedDate {
        let found =
            if filter.is_empty() { registry.count_of_creditor(&creditor) } else { matching().count() };
        let chosen: Vec<&DebtPosition> = if newest_first {
            matching().rev().skip(skip).take(limit).collect()
        } else {
            matching().skip(skip).take(limit).collect()
        };
        (found, chosen)
    } else {
        let mut all: Vec<&DebtPosition> = matching().collect();
        sort(&mut all, order, newest_first, now);
        (all.len(), all.into_iter().skip(skip).take(limit).collect())
    };
    let written = |position| {
        let mut written = json!(PositionRead::new(position, now));
        overridden.apply(&mut written);
        written
    };
    let page = Page {
        payment_position_list: positions.into_iter().map(written).collect(),
        page_info: PageInfo { page, limit, items_found: found, total_pages: found.div_ceil(limit) },
    };
    drop(registry);
    Ok(by_knob::mark(overridden.is_set(), Json(page)))
}

fn sort(positions: &mut [&DebtPosition], order: OrderBy, descending: bool, now: OffsetDateTime) {
    let key = |position: &DebtPosition| match order {
        OrderBy::InsertedDate => dates::format_platform(position.inserted),
        OrderBy::Iupd => position.details.iupd.clone(),
        OrderBy::Status => status_name(position.status(now)),
        OrderBy::CompanyName => position.details.company_name.clone(),
    };
    if descending {
        positions.sort_by_cached_key(|position| Reverse(key(position)));
    } else {
        positions.sort_by_cached_key(|position| key(position));
    }
}

fn status_name(status: PositionStatus) -> String {
    serde_json::to_value(status).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn filter(query: &ListQuery) -> Result<Filter, Problem> {
    let day = interval(query.payment_date_from.as_deref(), query.payment_date_to.as_deref(), parse_day)?;
    let hour = interval(
        query.payment_date_time_from.as_deref(),
        query.payment_date_time_to.as_deref(),
        |text, _| dates::parse_platform(text),
    )?;
    let due = interval(query.due_date_from.as_deref(), query.due_date_to.as_deref(), parse_day)?;
    if due.is_some() && (day.is_some() || hour.is_some()) {
        return Err(Problem::bad_request("due dates and payment dates exclude each other"));
    }
    let segregation_codes = query.segregation_codes.clone();
    Ok(Filter { segregation_codes, due, paid: day.or(hour), status: query.status.clone() })
}

impl Filter {
    fn is_empty(&self) -> bool {
        let all = self.segregation_codes == SegregationCodes::default();
        all && self.due.is_none() && self.paid.is_none() && self.status.is_none()
    }

    fn matches(&self, position: &DebtPosition, now: OffsetDateTime) -> bool {
        self.segregation_codes.allow(position)
            && self.status.as_ref().is_none_or(|status| *status == status_name(position.status(now)))
            && self
                .due
                .as_ref()
                .is_none_or(|due| position.options.iter().any(|o| due.contains(o.details.due)))
            && self.paid.as_ref().is_none_or(|paid| {
                position.payment_date(now).is_some_and(|date| paid.contains(wall_clock(date)))
            })
    }
}

fn interval(
    from: Option<&str>,
    to: Option<&str>,
    parse: impl Fn(&str, bool) -> Option<OffsetDateTime>,
) -> Result<Option<Interval>, Problem> {
    let read = |text: Option<&str>, end: bool| {
        text.map(|text| parse(text, end).ok_or_else(|| Problem::bad_request(format!("{text} is not a date"))))
            .transpose()
    };
    let (from, to) = match (read(from, false)?, read(to, true)?) {
        (None, None) => return Ok(None),
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, from + INTERVAL_MAX),
        (None, Some(to)) => (to - INTERVAL_MAX, to),
    };
    if from > to || to - from > INTERVAL_MAX + Duration::days(1) {
        return Err(Problem::new(
            axum::http::StatusCode::BAD_REQUEST,
            "The debt positions cannot be recovered",
            format!("the interval must run forward and last at most {} days", INTERVAL_MAX.whole_days()),
        ));
    }
    Ok(Some(Interval { from, to }))
}

fn parse_day(text: &str, end: bool) -> Option<OffsetDateTime> {
    let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
    let hour = if end { time!(23:59:59.999999) } else { time!(00:00) };
    Some(day.with_time(hour).assume_utc())
}
