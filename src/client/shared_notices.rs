//! Notices that are opened by a link, without a session; and the link.

use super::{Client, ClientError, Fresh};
use contract::{
    Checkout, LinkKey, NewNoticeLink, NewSharedCheckout, NoticeLink, SharedNotice, SignInHint, TopUpId, paths,
};
use gloo_net::http::Method;
use web_sys::Blob;

impl Client {
    /// The key of a notice's link. The same request has the same key.
    pub async fn share_notice(self, id: &TopUpId, names: bool) -> Result<LinkKey, ClientError> {
        let link: NoticeLink =
            self.call(Method::POST, &paths::notice_links(id)).body(&NewNoticeLink { names }).answer().await?;
        Ok(link.key)
    }

    /// The notice of a link, and when to ask again.
    pub async fn shared_notice(
        self,
        id: &TopUpId,
        key: &LinkKey,
    ) -> Result<Fresh<SharedNotice>, ClientError> {
        self.call(Method::GET, &paths::shared_notice(id)).bearer(key.as_str()).fresh().await
    }

    /// The letter of a link that shows names.
    pub async fn shared_letter(self, id: &TopUpId, key: &LinkKey) -> Result<Blob, ClientError> {
        self.call(Method::GET, &paths::shared_letter(id)).bearer(key.as_str()).pdf().await
    }

    /// Opens the payment page for the notice of a link.
    pub async fn open_shared_checkout(
        self,
        id: &TopUpId,
        key: &LinkKey,
        sign_in: SignInHint,
    ) -> Result<Checkout, ClientError> {
        let checkout = NewSharedCheckout { sign_in, language: self.language() };
        self.call(Method::POST, &paths::shared_checkouts(id))
            .bearer(key.as_str())
            .body(&checkout)
            .answer()
            .await
    }
}
