//! Top-ups, their notices, and PDFs.

use super::{Client, ClientError, Fresh};
use contract::{
    IdempotencyKey, NewNoticeEmail, NewTopUp, Notice, NoticeEmail, NoticeKey, NoticeStatus, Statements,
    TopUp, TopUpId, TopUps, paths,
};
use gloo_net::http::Method;
use web_sys::Blob;

impl Client {
    /// Opens a top-up. A request with the same `key` returns the same top-up.
    pub async fn open_top_up(self, top_up: &NewTopUp, key: &IdempotencyKey) -> Result<TopUp, ClientError> {
        self.call(Method::POST, paths::TOP_UPS).key(key).body(top_up).answer().await
    }

    /// A page of top-ups, newest first. `cursor` comes from the page before.
    pub async fn top_ups(self, cursor: Option<&str>) -> Result<TopUps, ClientError> {
        let path = match cursor {
            None => paths::TOP_UPS.to_owned(),
            Some(cursor) => {
                let cursor = String::from(js_sys::encode_uri_component(cursor));
                [paths::TOP_UPS, "?cursor=", &cursor].concat()
            }
        };
        self.call(Method::GET, &path).answer().await
    }

    /// One top-up, and when to ask again. The gateway asks the platform first, unless it has just asked.
    pub async fn fresh_top_up(self, id: &TopUpId) -> Result<Fresh<TopUp>, ClientError> {
        self.call(Method::GET, &paths::top_up(id)).fresh().await
    }

    /// The status of a notice, and when to ask again. It needs the notice's key but no session.
    pub async fn notice_status(
        self,
        id: &TopUpId,
        key: &NoticeKey,
    ) -> Result<Fresh<NoticeStatus>, ClientError> {
        self.call(Method::GET, &paths::notice_status(id)).bearer(key.as_str()).fresh().await
    }

    /// Cancels a top-up.
    pub async fn cancel_top_up(self, id: &TopUpId) -> Result<(), ClientError> {
        self.call(Method::DELETE, &paths::top_up(id)).done().await
    }

    /// The notice of a top-up.
    pub async fn notice(self, id: &TopUpId) -> Result<Notice, ClientError> {
        self.call(Method::GET, &paths::notice(id)).answer().await
    }

    /// The years that have a statement for the tax return.
    pub async fn statements(self) -> Result<Statements, ClientError> {
        self.call(Method::GET, paths::STATEMENTS).answer().await
    }

    /// A PDF: a letter, a receipt, a statement.
    pub async fn pdf(self, path: &str) -> Result<Blob, ClientError> {
        self.call(Method::GET, path).pdf().await
    }

    /// Asks the gateway to mail a PDF to the guardian. With the same `key` it is sent only once.
    pub async fn email_pdf(self, path: &str, key: &IdempotencyKey) -> Result<NoticeEmail, ClientError> {
        let email = NewNoticeEmail { language: self.language() };
        self.call(Method::POST, path).key(key).body(&email).answer().await
    }
}
