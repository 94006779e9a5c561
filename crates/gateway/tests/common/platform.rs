//! What the platform and the database are made to do and to show.

use super::TestEnvironment;
use gateway::store::Store;
use serde_json::{Value, json};

pub async fn sql(store: &Store, statement: &'static str) {
    let mut write = store.write().await.unwrap();
    gateway::execute!(write, sqlx::query(statement)).unwrap();
    write.commit().await.unwrap();
}

/// The position's name at the platform.
pub fn iupd(top_up: &Value) -> String {
    format!("00101440073-{}", top_up["id"].as_str().unwrap())
}

/// Moves the due date at the platform, as time or the office does.
pub async fn set_due_date(environment: &TestEnvironment, top_up: &Value, due_date: &str) {
    let url = format!("{}/manopole/posizioni/{}/scadenza.json", environment.sandbox_url(), iupd(top_up));
    let answer = environment.client().post(url).json(&json!({ "due_date": due_date })).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

pub async fn requests(environment: &TestEnvironment) -> Value {
    let url = format!("{}/manopole/richieste.json", environment.sandbox_url());
    environment.client().get(url).send().await.unwrap().json().await.unwrap()
}

pub async fn reset_requests(environment: &TestEnvironment) {
    let url = format!("{}/manopole/richieste.json", environment.sandbox_url());
    assert!(environment.client().delete(url).send().await.unwrap().status().is_success());
}

/// The moment of the next question, and the questions without an answer.
pub async fn scheduled(environment: &TestEnvironment, top_up: &Value) -> (Option<i64>, i64) {
    let mut write = environment.service.store().write().await.unwrap();
    gateway::fetch_one!(
        write,
        sqlx::query_as("SELECT next_check_at, failures FROM top_ups WHERE id = $1")
            .bind(top_up["id"].as_str().unwrap())
    )
    .unwrap()
}

/// Every debt position of the creditor at the platform.
pub async fn positions(environment: &TestEnvironment) -> Vec<Value> {
    let list = format!(
        "{}/gpd/debt-positions-service/v1/organizations/00101440073/debtpositions?limit=50&page=0",
        environment.sandbox_url()
    );
    let request = environment.client().get(list).header("Ocp-Apim-Subscription-Key", "sandbox-key");
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    answer["payment_position_list"].as_array().unwrap().clone()
}
