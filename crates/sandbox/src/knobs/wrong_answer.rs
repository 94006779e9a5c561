//! The wrong answers of the platform, as HTTP.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use crate::cut_connection::CutConnection;
use crate::gpd::problem::Problem;
use crate::state::moment::Moment;
use crate::state::platform_faults::WrongAnswer;

/// Where `redirect` leads: no address of the platform, and none that exists.
const ELSEWHERE: &str = "https://manutenzione.example/";

/// `other` is the body of another debt position, for the answer that needs one.
pub async fn respond(answer: WrongAnswer, moment: Moment, other: Value) -> Response {
    match answer {
        WrongAnswer::Html200 => html(StatusCode::OK),
        WrongAnswer::Html502 => html(StatusCode::BAD_GATEWAY),
        WrongAnswer::Html504 => html(StatusCode::GATEWAY_TIMEOUT),
        WrongAnswer::NotFoundHtml => html(StatusCode::NOT_FOUND),
        WrongAnswer::GoneHtml => html(StatusCode::GONE),
        WrongAnswer::NetworkAuth => html(StatusCode::NETWORK_AUTHENTICATION_REQUIRED),
        WrongAnswer::Empty200 => StatusCode::OK.into_response(),
        WrongAnswer::NoContent => StatusCode::NO_CONTENT.into_response(),
        WrongAnswer::Redirect => (StatusCode::FOUND, [(header::LOCATION, ELSEWHERE)]).into_response(),
        WrongAnswer::Unauthorized => gateway(StatusCode::UNAUTHORIZED, "The subscription key is not valid."),
        WrongAnswer::Forbidden => {
            gateway(StatusCode::FORBIDDEN, "You are not allowed to access this resource.")
        }
        WrongAnswer::TooMany => gateway(StatusCode::TOO_MANY_REQUESTS, "The rate limit is exceeded."),
        WrongAnswer::NotFound => problem(StatusCode::NOT_FOUND, "Not found the debt position"),
        WrongAnswer::Refused400 => problem(StatusCode::BAD_REQUEST, refused_400_title(moment)),
        WrongAnswer::Refused409 => problem(StatusCode::CONFLICT, refused_409_title(moment)),
        WrongAnswer::Refused422 => problem(StatusCode::UNPROCESSABLE_ENTITY, "Invalid payment info"),
        WrongAnswer::Unavailable => problem(StatusCode::SERVICE_UNAVAILABLE, "Service unavailable"),
        WrongAnswer::OtherPosition => Json(other).into_response(),
        WrongAnswer::Malformed => {
            let half = r#"{"iupd":"77777777777-01","paymentOption":[{"nav":"3"#;
            ([(header::CONTENT_TYPE, "application/json")], half).into_response()
        }
        WrongAnswer::Cut => CutConnection.into_response(),
        WrongAnswer::Hang => std::future::pending().await,
    }
}

fn refused_400_title(moment: Moment) -> &'static str {
    if moment == Moment::Cart { "Request validation error" } else { "BAD REQUEST" }
}

fn refused_409_title(moment: Moment) -> &'static str {
    match moment {
        Moment::Create => "The debt position violated constraints of uniqueness",
        Moment::Cancel => "Existing related payment found or not in invalidable state",
        _ => "Conflict",
    }
}

fn problem(status: StatusCode, title: &'static str) -> Response {
    Problem::new(status, title, "A fault is set at this moment").into_response()
}

/// The form of the gateway in front of the platform's services.
fn gateway(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "statusCode": status.as_u16(), "message": message }))).into_response()
}

fn html(status: StatusCode) -> Response {
    let title = status.to_string();
    let page = format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    );
    (status, Html(page)).into_response()
}
