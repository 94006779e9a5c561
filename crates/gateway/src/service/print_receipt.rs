//! The receipt of a credited top-up as a PDF.

use contract::{Language, ProblemKind, TopUpId, TopUpState};

use super::{Refusal, Service, audit::Act, print_letter::PrintedPdf};
use crate::{
    clock::Moment,
    letters::Paid,
    store::{accounts::Guardian, top_ups::TopUpRow},
};

impl Service {
    /// Only of a credited top-up: before that there is no receipt. `language` is the reader's; without one it is the
    /// guardian's.
    pub async fn print_receipt(
        &self,
        guardian: &Guardian,
        id: &TopUpId,
        language: Option<Language>,
    ) -> Result<PrintedPdf, Refusal> {
        let row = self.own(guardian, id).await?;
        let row = self.refresh_for_a_reader(row).await?;
        let receipt = self.receipt_of(&row, language.unwrap_or(guardian.language)).await?;
        self.audit(&guardian.id, Act::PrintedReceipt, id.as_str());
        Ok(receipt)
    }

    pub(super) async fn receipt_of(&self, row: &TopUpRow, language: Language) -> Result<PrintedPdf, Refusal> {
        let receipt = self.inner.letters.receipt(row, &credited(row)?, language);
        let name = format!("ricevuta-{}.pdf", row.notice_number);
        let pdf = self.on_paper(row.id.as_str(), move |letters| letters.print_receipt(&receipt)).await?;
        Ok(PrintedPdf { name, pdf })
    }
}

/// What is known of the payment of a credited top-up.
pub(super) fn credited(row: &TopUpRow) -> Result<Paid, Refusal> {
    let none = || Refusal::new(ProblemKind::NotFound, "There is no receipt: the top-up is not credited.");
    if row.state != TopUpState::Credited {
        return Err(none());
    }
    let (Some(receipt_id), Some(credited_at)) = (row.receipt_id.clone(), row.credited_at) else {
        return Err(none());
    };
    Ok(Paid {
        receipt_id,
        paid_on: row.paid_at.map(Moment::italian_day),
        credited_on: credited_at.italian_day(),
    })
}
