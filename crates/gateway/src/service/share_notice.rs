//! A link by which somebody else pays a notice (docs/decisions/0048-links-to-notices.md).
//!
//! The link's key is computed from the gateway's secret and the top-up's id, so nothing is stored and the same request has the
//! same link. There are two for each notice: one with names, one without.

use contract::{Language, LinkKey, NoticeLink, SharedNotice, TopUpId};

use super::{PrintedPdf, Refusal, Service, audit::Act, print_letter::printable, view};
use crate::store::{accounts::Guardian, top_ups::TopUpRow};

impl Service {
    /// The key of an open top-up's link.
    pub async fn share_notice(
        &self,
        guardian: &Guardian,
        id: &TopUpId,
        names: bool,
    ) -> Result<NoticeLink, Refusal> {
        let row = self.own(guardian, id).await?;
        let row = self.refresh_for_a_reader(row).await?;
        printable(&row)?;
        self.audit(&guardian.id, Act::SharedNotice, id.as_str());
        Ok(NoticeLink { key: self.inner.secret.link_key(id, names) })
    }

    /// The notice of a link. A wrong key is answered as if there were no such notice.
    pub async fn show_shared_notice(&self, id: &TopUpId, key: &LinkKey) -> Result<SharedNotice, Refusal> {
        let (row, names) = self.linked(id, key).await?;
        let row = self.refresh_for_a_reader(row).await?;
        let is_open = printable(&row).is_ok();
        Ok(SharedNotice {
            status: view::notice_status(&row),
            amount: row.amount.into(),
            children: if names && is_open { first_names(&row.children) } else { Vec::new() },
            notice: is_open.then(|| view::shared_notice(&self.inner, &row)).flatten(),
            has_letter: names && is_open,
        })
    }

    /// The letter of a link with names.
    pub async fn print_shared_letter(
        &self,
        id: &TopUpId,
        key: &LinkKey,
        language: Language,
    ) -> Result<PrintedPdf, Refusal> {
        let (row, names) = self.linked(id, key).await?;
        if !names {
            return Err(Refusal::not_found());
        }
        let row = self.refresh_for_a_reader(row).await?;
        self.print(&row, language).await
    }

    /// The top-up of a link, and whether the link shows names.
    pub(super) async fn linked(&self, id: &TopUpId, key: &LinkKey) -> Result<(TopUpRow, bool), Refusal> {
        let names = self.inner.secret.link_names(id, key).ok_or_else(Refusal::not_found)?;
        let row = self.store().top_up(id).await?.ok_or_else(Refusal::not_found)?;
        Ok((row, names))
    }
}

/// The office may write surnames too.
fn first_names(children: &[String]) -> Vec<String> {
    children.iter().filter_map(|child| child.split_whitespace().next()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surname_is_left_out() {
        let names = ["Luca Perrin", "Zoé", " "].map(str::to_owned);
        assert_eq!(first_names(&names), ["Luca", "Zoé"]);
    }
}
