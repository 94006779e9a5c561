//! `/movements`: top-ups and what the office charged, by day; and the same as a file.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use contract::{AccountId, MovementFilter, Movements, ProblemKind, Year};
use serde::Deserialize;

use super::{
    GatewayState,
    accept_language::ReaderLanguage,
    description::{AnyProblem, SessionProblem},
    error::ApiError,
    extract::SignedIn,
};
use crate::service::list_movements::{Place, Wanted};

const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 100;

/// Which movements, and where the page begins.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// Of one account alone.
    #[param(min_length = 26, max_length = 26, pattern = "^[0-9A-HJKMNP-TV-Z]{26}$")]
    account_id: Option<String>,
    /// Of one calendar year in Italy.
    #[param(minimum = 2000, maximum = 9999)]
    year: Option<u16>,
    /// Only these.
    #[param(inline)]
    filter: Option<MovementFilter>,
    /// `next_cursor` of the page before.
    #[param(pattern = "^[0-9]{1,15}-[0-9A-HJKMNP-TV-Z]{26}$")]
    cursor: Option<String>,
    /// 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
}

/// Which movements.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Choice {
    /// Of one account alone.
    #[param(min_length = 26, max_length = 26, pattern = "^[0-9A-HJKMNP-TV-Z]{26}$")]
    account_id: Option<String>,
    /// Of one calendar year in Italy.
    #[param(minimum = 2000, maximum = 9999)]
    year: Option<u16>,
    /// Only these.
    #[param(inline)]
    filter: Option<MovementFilter>,
}

fn malformed(detail: &str) -> ApiError {
    ApiError::new(ProblemKind::MalformedRequest, detail)
}

/// A choice whose values hold.
type Read = (Option<AccountId>, Option<Year>, Option<MovementFilter>);

impl Choice {
    fn read(self) -> Result<Read, ApiError> {
        let account = self.account_id.map(|id| id.parse::<AccountId>()).transpose();
        let account = account.map_err(|_| malformed("The account is not an id of this API."))?;
        let year = self.year.map(Year::try_from).transpose();
        Ok((account, year.map_err(|_| malformed("A year has four digits."))?, self.filter))
    }
}

/// Movements, the newest day first
///
/// Top-ups in every state, and what the office has charged or corrected where it imports that; with the sums of each month,
/// and with the balance after each where the office's balances confirm it.
#[utoipa::path(get, path = "/api/v1/movements", tag = "accounts", operation_id = "listMovements",
    params(Page), security(("session_cookie" = [])),
    responses((status = 200, description = "A page of them.", body = Movements),
        (status = 400, description = "A parameter is malformed.", body = contract::Problem, content_type = "application/problem+json"),
        SessionProblem, AnyProblem))]
pub(super) async fn list_movements(
    State(app): State<GatewayState>,
    session: SignedIn,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Movements>, ApiError> {
    let Query(page) = page.map_err(|_| malformed("The query does not match the contract."))?;
    let Page { account_id, year, filter, cursor, limit } = page;
    let (account, year, filter) = Choice { account_id, year, filter }.read()?;
    let cursor = cursor.map(|text| text.parse::<Place>()).transpose();
    let cursor = cursor.map_err(|_| malformed("The cursor is not one of this API."))?;
    let limit = limit.unwrap_or(PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(malformed("The limit must be 1 to 100."));
    }
    let wanted = Wanted { account: account.as_ref(), year, filter };
    Ok(Json(app.service.list_movements(session.guardian(), wanted, cursor.as_ref(), limit).await?))
}

/// A text.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String)]
#[expect(dead_code, reason = "only the description uses it")]
pub(super) struct Csv(String);

/// Movements as a file
///
/// All of them, for a spreadsheet with Italian settings: UTF-8 with its mark, semicolons, decimal commas.
#[utoipa::path(get, path = "/api/v1/movements.csv", tag = "accounts", operation_id = "downloadMovements",
    params(Choice,
        ("Accept-Language" = Option<String>, Header, description = "The first of it, fr and en is the file's language.")),
    security(("session_cookie" = [])),
    responses((status = 200, description = "The file.", content_type = "text/csv", body = Csv),
        (status = 400, description = "A parameter is malformed.", body = contract::Problem, content_type = "application/problem+json"),
        SessionProblem, AnyProblem))]
pub(super) async fn download_movements(
    State(app): State<GatewayState>,
    session: SignedIn,
    choice: Result<Query<Choice>, QueryRejection>,
    ReaderLanguage(language): ReaderLanguage,
) -> Result<Response, ApiError> {
    let Query(choice) = choice.map_err(|_| malformed("The query does not match the contract."))?;
    let (account, year, filter) = choice.read()?;
    let wanted = Wanted { account: account.as_ref(), year, filter };
    let file = app.service.download_movements(session.guardian(), wanted, language).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv")),
        // It contains names, so no proxy may cache it.
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"movimenti.csv\"")),
    ];
    Ok((headers, file).into_response())
}
