//! Top-ups and their notices.

use super::{Client, ClientError, Fresh};
use contract::{
    IdempotencyKey, NewNoticeEmail, NewTopUp, Notice, NoticeEmail, NoticeKey, NoticeStatus, TopUp, TopUpId,
    TopUps, paths,
};
use gloo_net::http::Method;
use web_sys::Blob;

impl Client {
    /// Opens a top-up. The same `key` again gives the same top-up, however often it is sent.
    pub async fn open_top_up(self, top_up: &NewTopUp, key: &IdempotencyKey) -> Result<TopUp, ClientError> {
        self.call(Method::POST, paths::TOP_UPS).key(key).body(top_up).answer().await
    }

    /// A page of top-ups, newest first; `cursor` is what the page before said.
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

    /// One top-up, and when to ask again. The gateway asks the platform first, unless it has just done so.
    pub async fn fresh_top_up(self, id: &TopUpId) -> Result<Fresh<TopUp>, ClientError> {
        self.call(Method::GET, &paths::top_up(id)).fresh().await
    }

    /// The status of a notice, by its key and without a session; and when to ask again.
    pub async fn notice_status(
        self,
        id: &TopUpId,
        key: &NoticeKey,
    ) -> Result<Fresh<NoticeStatus>, ClientError> {
        self.call(Method::GET, &paths::notice_status(id)).bearer(key.as_str()).fresh().await
    }

    /// Calls a top-up off.
    pub async fn cancel_top_up(self, id: &TopUpId) -> Result<(), ClientError> {
        self.call(Method::DELETE, &paths::top_up(id)).done().await
    }

    /// The notice that pays a top-up.
    pub async fn notice(self, id: &TopUpId) -> Result<Notice, ClientError> {
        self.call(Method::GET, &paths::notice(id)).answer().await
    }

    /// The same on paper: a PDF.
    pub async fn letter(self, id: &TopUpId) -> Result<Blob, ClientError> {
        self.call(Method::GET, &paths::letter(id)).pdf().await
    }

    /// Has the letter sent to the guardian's own address. With the same `key` again it is sent once.
    pub async fn email_notice(self, id: &TopUpId, key: &IdempotencyKey) -> Result<NoticeEmail, ClientError> {
        let email = NewNoticeEmail { language: self.language() };
        self.call(Method::POST, &paths::notice_emails(id)).key(key).body(&email).answer().await
    }
}
