//! HTTP: routes, cookies, problems.
//!
//! One file a resource, and the extractors. Rules are in `service`, SQL in `store`.
//! `router` puts them beside the pages; `cli` prints their description.

pub mod accept_language;
pub mod accounts;
pub mod checkouts;
pub mod client_address;
pub mod description;
pub mod device;
pub mod error;
pub mod extract;
pub mod movements;
pub mod municipality;
pub mod notices;
pub mod outcomes;
pub mod pdf;
pub mod probes;
pub mod profile;
pub mod rate_limit;
pub mod ratings;
pub mod receipts;
pub mod returns;
pub mod sessions;
pub mod shared_notices;
pub mod statements;
pub mod status;
pub mod top_ups;

use axum::{Router, routing::get};
use contract::paths;
use std::sync::{Arc, OnceLock};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app_files::AppFiles, service::Service};

/// The state of the router, which every handler may use.
#[derive(Clone)]
pub struct GatewayState {
    pub service: Service,
    pub files: Arc<AppFiles>,
    pub rate_limiters: Arc<rate_limit::RateLimiters>,
}

/// The name in the files that still use it.
pub type App = GatewayState;

impl axum::extract::FromRef<GatewayState> for Service {
    fn from_ref(app: &GatewayState) -> Self {
        app.service.clone()
    }
}

/// The routes of the contract, each with its description.
fn api() -> OpenApiRouter<GatewayState> {
    OpenApiRouter::with_openapi(description::base())
        .routes(routes!(sessions::send_code))
        .routes(routes!(sessions::show_session, sessions::sign_in, sessions::sign_out))
        .routes(routes!(profile::show_profile))
        .routes(routes!(profile::choose_mail_language))
        .routes(routes!(profile::ask_for_email_change))
        .routes(routes!(profile::change_email))
        .routes(routes!(profile::list_sessions, profile::sign_out_everywhere))
        .routes(routes!(profile::end_session))
        .routes(routes!(profile::download_data))
        .routes(routes!(profile::ask_for_erasure))
        .routes(routes!(accounts::list_accounts))
        .routes(routes!(movements::list_movements))
        .routes(routes!(movements::download_movements))
        .routes(routes!(top_ups::list_top_ups, top_ups::open_top_up))
        .routes(routes!(top_ups::show_top_up, top_ups::cancel_top_up))
        .routes(routes!(notices::show_notice))
        .routes(routes!(notices::show_letter))
        .routes(routes!(notices::email_notice))
        .routes(routes!(receipts::show_receipt))
        .routes(routes!(receipts::email_receipt))
        .routes(routes!(statements::list_statements))
        .routes(routes!(statements::show_statement))
        .routes(routes!(top_ups::show_notice_status))
        .routes(routes!(checkouts::open_checkout))
        .routes(routes!(shared_notices::share_notice))
        .routes(routes!(shared_notices::show_shared_notice))
        .routes(routes!(shared_notices::show_shared_letter))
        .routes(routes!(shared_notices::open_shared_checkout))
        .routes(routes!(outcomes::show_outcome))
        .routes(routes!(ratings::rate_service))
        .routes(routes!(municipality::show_municipality))
        .routes(routes!(municipality::show_logo))
        .routes(routes!(status::show_status))
        .routes(routes!(returns::come_back, returns::posted))
}

/// The first part of every address of [`routes`].
pub const PREFIXES: [&str; 7] =
    ["/api", paths::OPENAPI, "/problems", "/returns", paths::STATUS, probes::LIVE, probes::READY];

/// Whether [`routes`] answers at this path, and not the pages or the app.
pub fn is_api(path: &str) -> bool {
    let below =
        |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    PREFIXES.into_iter().any(below)
}

/// The description, as JSON. It is built once.
pub fn openapi_json() -> Result<&'static str, serde_json::Error> {
    static DOCUMENT: OnceLock<String> = OnceLock::new();
    if let Some(document) = DOCUMENT.get() {
        return Ok(document);
    }
    let document = api().split_for_parts().1.to_pretty_json()?;
    Ok(DOCUMENT.get_or_init(|| document))
}

/// The API, its description and its kinds of problems.
pub fn routes() -> Router<GatewayState> {
    let (routes, _) = api().split_for_parts();
    routes
        .route(paths::OPENAPI, get(description::show))
        .route("/problems/{slug}", get(description::show_problem))
        .route(probes::LIVE, get(probes::live))
        .route(probes::READY, get(probes::ready))
}
