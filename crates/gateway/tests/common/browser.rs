//! A browser without scripts: it stores cookies by path and sends forms with its origin.

use super::TestEnvironment;
use reqwest::{Client, Method, StatusCode, header};
use std::collections::BTreeMap;

pub struct Page {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub html: String,
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The target of the redirect.
    pub fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.html);
        assert_eq!(self.header("cache-control"), "no-store");
        self.header("location")
    }

    pub fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The `Set-Cookie` of this name.
    pub fn cookie(&self, name: &str) -> &str {
        let all = self.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
        let prefix = format!("{name}=");
        all.into_iter().find(|cookie| cookie.starts_with(&prefix)).unwrap_or("")
    }

    /// Asserts that this is an HTML page with the headers of the sign-in pages.
    #[track_caller]
    pub fn is_page(&self, status: StatusCode) {
        assert_eq!(self.status, status, "{}", self.html);
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(self.header("cache-control"), "no-store");
        assert_eq!(self.header("vary"), "Cookie, Accept-Language");
        assert_eq!(self.header("referrer-policy"), "same-origin");
        assert!(self.header("content-security-policy").contains("form-action 'self'"));
        assert!(
            !self.html.contains("<style")
                && !self.html.contains(" style=")
                && !self.html.contains(" onclick")
        );
    }
}

pub struct Browser<'a> {
    pub environment: &'a TestEnvironment,
    client: Client,
    /// Name to value and path.
    pub cookies: BTreeMap<String, (String, String)>,
    pub accept_language: Option<&'static str>,
    /// Like a browser whose settings block cookies.
    pub blocks_cookies: bool,
}

impl<'a> Browser<'a> {
    pub fn new(environment: &'a TestEnvironment) -> Self {
        let cookies = BTreeMap::new();
        Self {
            environment,
            client: environment.client(),
            cookies,
            accept_language: Some("it"),
            blocks_cookies: false,
        }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, &[("sec-fetch-mode", "navigate")], None).await
    }

    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let origin = self.environment.base.clone();
        self.submit_from(&[("origin", &origin)], path, fields).await
    }

    pub async fn submit_from(
        &mut self,
        headers: &[(&str, &str)],
        path: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-mode", "navigate")];
        self.send(Method::POST, path, &[headers, &form].concat(), Some(body)).await
    }

    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Page {
        let mut request = self.client.request(method, format!("{}{path}", self.environment.base));
        let sent: Vec<String> = self
            .cookies
            .iter()
            .filter(|(_, (_, under))| path.starts_with(under.as_str()))
            .map(|(name, (value, _))| format!("{name}={value}"))
            .collect();
        if !sent.is_empty() {
            request = request.header("cookie", sent.join("; "));
        }
        if let Some(languages) = self.accept_language {
            request = request.header("accept-language", languages);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.body(body.unwrap_or_default()).send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let page = Page { status, headers, html: answer.text().await.unwrap() };
        if !self.blocks_cookies {
            self.store_cookies(&page);
        }
        page
    }

    fn store_cookies(&mut self, page: &Page) {
        for cookie in page.headers.get_all("set-cookie") {
            let mut parts = cookie.to_str().unwrap().split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let rest: Vec<&str> = parts.collect();
            let path = rest.iter().find_map(|part| part.strip_prefix("Path=")).unwrap();
            if rest.contains(&"Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), (value.to_owned(), path.to_owned()));
            }
        }
    }

    /// Changes the time of the request for the code, in milliseconds, in the cookie.
    pub fn change_sent_at(&mut self, change: impl FnOnce(i64) -> i64) {
        let (value, path) = self.cookies["ricarica-challenge"].clone();
        let value = value.replace("%3D", "=").replace("%26", "&").replace("%25", "%");
        let at = url::form_urlencoded::parse(value.as_bytes()).find(|(name, _)| name == "at").unwrap().1;
        let changed = value.replace(&*at, &change(at.parse().unwrap()).to_string());
        self.cookies.insert("ricarica-challenge".into(), (changed, path));
    }

    /// Requests a code. Returns the code from the mailbox.
    pub async fn ask_for_code(&mut self, email: &str) -> String {
        let before = self.environment.mails(email).await.len();
        let sent = self.submit("/accesso", &[("email", email)]).await;
        assert_eq!(sent.location(), "/accesso/codice");
        self.environment.guest().code(email, before).await
    }

    pub async fn sign_in(&mut self, email: &str) {
        let code = self.ask_for_code(email).await;
        let entered = self.submit("/accesso/codice", &[("code", &code)]).await;
        assert_eq!(entered.location(), "/");
    }
}
