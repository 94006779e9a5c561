//! Code and description do not part: every path of the contract is described, every described operation is
//! there, and (in `common`) every answer of every test is held against the description.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::TestEnvironment;
use contract::paths;
use gateway::{
    http::{self, probes},
    pages::paths as pages,
};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn served_description_is_the_generated_one_and_contains_every_path() {
    let environment = TestEnvironment::start().await;
    let served = environment.guest().get(paths::OPENAPI).await;
    assert_eq!(served.status, StatusCode::OK);
    assert_eq!(served.body, environment.description);
    let tag = served.header("etag").to_owned();
    let again = environment.guest().send(Method::GET, paths::OPENAPI, &[("if-none-match", &tag)], None).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    assert!(served.body["openapi"].as_str().unwrap().starts_with("3."));
    let described: BTreeSet<&str> =
        environment.description["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let contract: BTreeSet<&str> = [
        paths::SIGN_IN_CODES,
        paths::SESSION,
        paths::PROFILE,
        paths::MAIL_LANGUAGE,
        paths::EMAIL_CHANGES,
        paths::EMAIL,
        paths::OPEN_SESSIONS,
        paths::OPEN_SESSION,
        paths::MY_DATA,
        paths::ERASURE_REQUESTS,
        paths::ACCOUNTS,
        paths::TOP_UPS,
        paths::TOP_UP,
        paths::NOTICE,
        paths::LETTER,
        paths::NOTICE_EMAILS,
        paths::RECEIPT,
        paths::RECEIPT_EMAILS,
        paths::STATEMENTS,
        paths::STATEMENT,
        paths::MOVEMENTS,
        paths::MOVEMENTS_FILE,
        paths::NOTICE_STATUS,
        paths::NOTICE_LINKS,
        paths::SHARED_NOTICE,
        paths::SHARED_LETTER,
        paths::SHARED_CHECKOUTS,
        paths::CHECKOUTS,
        paths::OUTCOME,
        paths::RATINGS,
        paths::MUNICIPALITY,
        paths::LOGO,
        paths::STATUS,
        paths::RETURNS,
    ]
    .into();
    assert_eq!(described, contract);
}

#[tokio::test]
async fn every_described_operation_is_there() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    for (template, item) in environment.description["paths"].as_object().unwrap() {
        for method in ["get", "post", "delete", "put", "patch"] {
            let path = template.replace("{top_up_id}", "01JD3Z8K0V7Q2M5N9R4T6W8Y0A");
            let path = path
                .replace("{year}", "2026")
                .replace("{checkout_id}", "01JD3Z8K0V7Q2M5N9R4T6W8Y0A")
                .replace("{session_id}", "01JD3Z8K0V7Q2M5N9R4T6W8Y0A")
                .replace("{result}", "ok");
            let method_name: Method = method.to_uppercase().parse().unwrap();
            let reply = guest
                .send(method_name, &path, &[("content-type", "application/json")], Some("{}".into()))
                .await;
            let described = !item[method].is_null();
            assert_eq!(
                reply.status != StatusCode::METHOD_NOT_ALLOWED,
                described,
                "{method} {path}: {}",
                reply.status
            );
        }
    }
}

#[tokio::test]
async fn service_worker_ignores_every_route_of_the_gateway() {
    let worker = include_str!("../../../public/sw.js");
    let list = worker.split_once("const GATEWAY = ").and_then(|(_, rest)| rest.split_once(';')).unwrap().0;
    let left_alone: Vec<String> = serde_json::from_str(list).unwrap();
    let environment = TestEnvironment::start().await;
    let described = environment.description["paths"].as_object().unwrap().keys().map(String::as_str);
    let problems = contract::ProblemKind::ALL.iter().map(|kind| kind.uri());
    // The help is the gateway's only where no worker is: the app shows it without a network too.
    let pages = [pages::SIGN_IN, pages::CODE, pages::RESEND, pages::CHANGE_EMAIL, pages::LANGUAGE];
    let routes: Vec<&str> = described
        .chain(problems)
        .chain(pages)
        .chain([paths::OPENAPI, paths::API, probes::LIVE, probes::READY])
        .collect();
    let covers = |prefix: &str, route: &str| {
        route.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for route in &routes {
        assert!(left_alone.iter().any(|prefix| covers(prefix, route)), "{route}");
    }
    assert!(http::PREFIXES.iter().all(|prefix| left_alone.iter().any(|other| other == prefix)));
    assert!(routes.iter().all(|route| http::is_api(route) || pages::is_page(route)));
    // And no address of a screen, because the worker must answer those without a network.
    for prefix in &left_alone {
        assert!(routes.iter().any(|route| covers(prefix, route)), "{prefix}");
    }
}

#[tokio::test]
async fn every_problem_has_a_page_behind_its_type() {
    let environment = TestEnvironment::start().await;
    for kind in contract::ProblemKind::ALL {
        let reply = environment.guest().get(kind.uri()).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", kind.uri());
    }
    assert_eq!(environment.guest().get("/problems/none").await.problem(), "not-found");
}

#[tokio::test]
async fn health_and_description_count_against_the_rate_limit() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 2).await;
    let guest = environment.guest();
    assert_eq!(guest.get(paths::STATUS).await.status, StatusCode::OK);
    assert_eq!(guest.get(paths::OPENAPI).await.status, StatusCode::OK);
    for path in [paths::STATUS, paths::OPENAPI] {
        assert_eq!(guest.get(path).await.problem(), "too-many-requests", "{path}");
    }
    assert_ne!(guest.get("/favicon.ico").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn status_has_the_security_headers() {
    let environment = TestEnvironment::start().await;
    let status = environment.guest().get(paths::STATUS).await;
    assert_eq!((status.status, &status.body["status"]), (StatusCode::OK, &json!(200)));
    assert_eq!(status.header("content-type"), "application/problem+json");
    assert_eq!(status.header("cache-control"), "no-store");
    let policy = status.header("content-security-policy");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'") && !policy.contains("unsafe-inline"));
    assert_eq!(status.header("referrer-policy"), "no-referrer");
    assert_eq!(status.header("request-id").len(), 16);
    let municipality = environment.guest().get(paths::MUNICIPALITY).await;
    assert_eq!(
        municipality.body["name"],
        json!({"it": "Comune di Valtournenche", "fr": "Commune de Valtournenche"})
    );
    assert_eq!(municipality.body["sign_in_hints"], json!(["spid", "email"]));
    assert_eq!(municipality.body["payment_methods"][0], "Visa");
    assert_eq!(municipality.header("cache-control"), "no-store");
}

#[tokio::test]
async fn description_says_what_italian_rules_ask_for() {
    let environment = TestEnvironment::start().await;
    let info = &environment.description["info"];
    for name in ["title", "version", "description", "x-summary", "termsOfService"] {
        assert!(info[name].as_str().is_some_and(|text| !text.is_empty()), "info.{name}");
    }
    assert!(info["contact"]["name"].is_string() && info["contact"]["url"].is_string(), "{info}");
    let servers = environment.description["servers"].as_array().unwrap();
    assert!(servers.iter().all(|server| server["url"].is_string() && server["description"].is_string()));
    let mut parameters = 0;
    for (path, item) in environment.description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for name in ["summary", "description", "operationId"] {
                let is_text = operation[name].as_str().is_some_and(|text| !text.is_empty());
                assert!(is_text, "{method} {path}: {name}");
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                if ["Idempotency-Key", "cursor"].contains(&parameter["name"].as_str().unwrap()) {
                    assert!(parameter["schema"]["pattern"].is_string(), "{method} {path}: {parameter}");
                    parameters += 1;
                }
            }
        }
    }
    assert_eq!(parameters, 6);
}

#[tokio::test]
async fn status_of_a_database_that_does_not_answer_is_a_problem() {
    let environment = TestEnvironment::start().await;
    environment.service.store().close().await;
    let status = environment.guest().get(paths::STATUS).await;
    assert_eq!((status.status, status.problem()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    assert_eq!(status.body["detail"], "The database does not answer.");
}
