//! The print service, external version 1: a creditor's software asks for a notice as a PDF.
//! It prints what it is told and looks nothing up: no positions, no payments.
//! Mounted by the server at `/print-payment-notice-service/external/v1`, behind the knobs.

mod page;

use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use crate::gpd;
use crate::world::SharedWorld;

/// The templates for one instalment, with and without the postal slip.
const TEMPLATES: [&str; 2] = ["TemplateSingleInstalment", "TemplateSingleInstalmentPoste"];

pub fn routes(world: &SharedWorld) -> Router<SharedWorld> {
    Router::new()
        .route("/notices/generate", post(generate))
        .layer(from_fn_with_state(world.clone(), gpd::need_key))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    template_id: String,
    data: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    notice: Notice,
    creditor_institution: Creditor,
    debtor: Debtor,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notice {
    subject: String,
    /// Cents.
    payment_amount: u64,
    due_date: Option<String>,
    code: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Creditor {
    tax_code: String,
}

/// All but the code must be there; whether anything stands in them is not asked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Debtor {
    tax_code: Option<String>,
    full_name: String,
    address: String,
    building_number: String,
    postal_code: String,
    city: String,
    province: String,
}

impl Wanted {
    fn check(&self) -> Result<(), String> {
        let Data { notice, debtor, .. } = &self.data;
        let address =
            [&debtor.address, &debtor.building_number, &debtor.postal_code, &debtor.city, &debtor.province];
        let too_long = |text: &str, most: usize| text.chars().count() > most;
        let rules = [
            (!TEMPLATES.contains(&self.template_id.as_str()), "templateId: unknown"),
            (too_long(&notice.subject, 90), "notice.subject: at most 90 characters"),
            (notice.payment_amount > 99_999_999_999, "notice.paymentAmount: too much"),
            (notice.code.len() != 18, "notice.code: 18 digits"),
            (too_long(&debtor.full_name, 70), "debtor.fullName: at most 70 characters"),
            (address.iter().any(|part| too_long(part, 140)), "debtor.address: at most 140 characters"),
            (
                debtor.tax_code.as_ref().is_some_and(|code| too_long(code, 16)),
                "debtor.taxCode: at most 16 characters",
            ),
        ];
        rules.iter().find(|(broken, _)| *broken).map_or(Ok(()), |(_, rule)| Err((*rule).to_owned()))
    }

    fn lines(&self) -> Vec<String> {
        let Data { notice, creditor_institution, debtor } = &self.data;
        vec![
            "AMBIENTE DI PROVA - avviso stampato dalla piattaforma".to_owned(),
            format!("Codice avviso {}", notice.code),
            format!("Ente {}", creditor_institution.tax_code),
            format!("Importo {},{:02}", notice.payment_amount / 100, notice.payment_amount % 100),
            notice.due_date.as_ref().map_or_else(String::new, |day| format!("entro il {day}")),
            notice.subject.clone(),
            debtor.full_name.clone(),
            self.template_id.clone(),
        ]
    }
}

async fn generate(raw: Bytes) -> Response {
    let read = serde_json::from_slice::<Wanted>(&raw).map_err(|error| error.to_string());
    match read.and_then(|wanted| wanted.check().map(|()| wanted)) {
        Ok(wanted) => {
            let pdf = page::with(&wanted.lines());
            (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/pdf")], pdf).into_response()
        }
        Err(detail) => {
            let problem = json!({ "title": "BAD REQUEST", "status": 400, "detail": detail });
            (StatusCode::BAD_REQUEST, Json(problem)).into_response()
        }
    }
}
