//! `/municipality`.

use axum::{Json, extract::State};
use contract::Municipality;

use super::{App, description::AnyProblem};

/// Whose service this is
#[utoipa::path(get, path = "/api/v1/municipality", tag = "status", operation_id = "showMunicipality",
    responses((status = 200, description = "The municipality.", body = Municipality), AnyProblem))]
pub(super) async fn show_municipality(State(app): State<App>) -> Json<Municipality> {
    let config = app.service.config();
    let town = config.municipality.clone();
    Json(Municipality {
        name: town.name,
        name_fr: town.name_fr,
        office_email: town.office_email,
        office_phone: town.office_phone,
        sign_in_hints: config.platform.sign_in.clone(),
        test_environment: town.test_environment,
    })
}
