//! A browser, signed in or not. Every answer is compared with the description.

use super::{TestEnvironment, eventually, key, new_top_up};
use reqwest::{Client, Method, StatusCode, header};
use serde_json::{Value, json};

#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The slug of a problem.
    pub fn problem(&self) -> &str {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        assert_eq!(self.body["status"], self.status.as_u16());
        assert!(self.body["request_id"].as_str().is_some_and(|id| id.len() == 16));
        assert!(self.body["instance"].as_str().is_some_and(|path| path.starts_with('/')));
        self.body["type"].as_str().unwrap().trim_start_matches("/problems/")
    }
}

pub struct Guest<'a> {
    pub environment: &'a TestEnvironment,
    pub(super) client: Client,
    pub cookie: Option<String>,
}

impl Guest<'_> {
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Reply {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.environment.base));
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap().to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let reply = Reply { status, headers, body, bytes };
        self.environment.check(&method, path, &reply);
        reply
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, &[], None).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PUT, path, &[("content-type", "application/json")], Some(body.to_string())).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, &[("content-type", "application/json")], Some(body.to_string())).await
    }

    pub async fn post_with_key(&self, path: &str, key: &str, body: Value) -> Reply {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        self.send(Method::POST, path, &headers, Some(body.to_string())).await
    }

    pub async fn sign_in(&mut self, email: &str) {
        let before = self.environment.mails(email).await.len();
        let asked = self.post("/api/v1/sign-in-codes", json!({ "email": email, "language": "it" })).await;
        assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.body);
        let code = self.code(email, before).await;
        let challenge = asked.body["challenge_id"].clone();
        let signed_in =
            self.post("/api/v1/session", json!({ "challenge_id": challenge, "code": code })).await;
        assert_eq!(signed_in.status, StatusCode::CREATED, "{}", signed_in.body);
        let cookie = signed_in.header("set-cookie").split(';').next().unwrap();
        self.cookie = Some(cookie.to_owned());
    }

    /// The code in the mail that came after the first `before` ones; a receipt may come between.
    pub async fn code(&self, email: &str, before: usize) -> String {
        eventually("the code's mail", async || {
            let mails = self.environment.mails(email).await;
            mails.iter().skip(before).find_map(|mail| code_in(mail["subject"].as_str().unwrap()))
        })
        .await
    }

    /// The id of the account with this child.
    pub async fn account(&self, child: &str) -> Value {
        let accounts = self.get("/api/v1/accounts").await;
        let items = accounts.body["items"].as_array().unwrap().clone();
        items.into_iter().find(|item| item["children"][0] == child).expect("an account of this child")
    }

    pub async fn open(&self, child: &str, amount: &str) -> Value {
        let account = self.account(child).await;
        let body = new_top_up(&account["id"], amount);
        let reply = self.post_with_key("/api/v1/top-ups", &key(), body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
        reply.body
    }

    /// Pays it at a counter. Returns when the account is credited.
    pub async fn pay(&self, top_up: &Value) {
        self.environment.pay_at_counter(&top_up["notice"]).await;
        self.until(&top_up["id"], "credited").await;
    }

    /// A new top-up that is paid and credited.
    pub async fn paid(&self, child: &str, amount: &str) -> Value {
        let top_up = self.open(child, amount).await;
        self.pay(&top_up).await;
        top_up
    }

    pub async fn top_up(&self, id: &Value) -> Value {
        let reply = self.get(&format!("/api/v1/top-ups/{}", id.as_str().unwrap())).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        reply.body
    }

    pub async fn until(&self, id: &Value, state: &str) -> Value {
        eventually(&format!("state {state}"), async || {
            let top_up = self.top_up(id).await;
            (top_up["state"] == state).then_some(top_up)
        })
        .await
    }

    pub async fn checkout(&self, ids: &[&Value], sign_in: &str) -> Reply {
        let body = json!({ "top_up_ids": ids, "sign_in": sign_in, "language": "it" });
        self.post_with_key("/api/v1/checkouts", &key(), body).await
    }
}

/// A code's mail begins its subject with it.
fn code_in(subject: &str) -> Option<String> {
    let first = subject.split_whitespace().next()?;
    (first.len() >= 6 && first.bytes().all(|byte| byte.is_ascii_digit())).then(|| first.to_owned())
}
