//! The notice as a PDF.

use contract::{Language, ProblemKind, TopUpId, TopUpState};
use letter::PrintError;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{Refusal, Service, audit::Act};
use crate::{
    config::LetterSource,
    letters::Letters,
    queue::{Full, Queue, QueueState, Scarce},
    store::{accounts::Guardian, top_ups::TopUpRow},
};

/// A PDF as a file.
pub struct PrintedPdf {
    /// For who downloads it: letters, digits, hyphens.
    pub name: String,
    pub pdf: Vec<u8>,
}

/// Letters, receipts and statements that are printed at once. Each takes a processor for some milliseconds, and some megabytes.
const AT_ONCE: usize = 4;
/// More wait for that: a second's work on one core.
const WAITING_MAX: usize = 128;

/// The places at the printer.
pub(super) struct Printing {
    places: Semaphore,
    queue: Queue,
}

impl Default for Printing {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_ONCE), queue: Queue::new(Scarce::Letters, WAITING_MAX) }
    }
}

impl Printing {
    async fn place(&self) -> Result<SemaphorePermit<'_>, Refusal> {
        let _waiting = self.queue.enter().map_err(|Full| Refusal::full())?;
        // Never closed.
        self.places.acquire().await.map_err(|_| Refusal::full())
    }

    pub fn queue(&self) -> QueueState {
        self.queue.state()
    }
}

impl Service {
    /// Only while the notice can be paid. With the letter of a paid notice someone might pay again.
    pub async fn print_letter(&self, guardian: &Guardian, id: &TopUpId) -> Result<PrintedPdf, Refusal> {
        let row = self.own(guardian, id).await?;
        let row = self.refresh_for_a_reader(row).await?;
        let letter = self.print(&row, guardian.language).await?;
        self.audit(&guardian.id, Act::PrintedLetter, id.as_str());
        Ok(letter)
    }

    pub(super) async fn print(&self, row: &TopUpRow, language: Language) -> Result<PrintedPdf, Refusal> {
        printable(row)?;
        let name = format!("avviso-{}.pdf", row.notice_number);
        if let Some(pdf) = self.printed_by_the_platform(row).await {
            return Ok(PrintedPdf { name, pdf });
        }
        let notice = self.inner.letters.notice(row, language);
        let pdf = self.on_paper(row.id.as_str(), move |letters| letters.print(&notice)).await?;
        Ok(PrintedPdf { name, pdf })
    }

    /// Takes some milliseconds of computing, so it does not run on the threads that answer requests. `about` is an id of
    /// this gateway.
    pub(super) async fn on_paper(
        &self,
        about: &str,
        print: impl FnOnce(&Letters) -> Result<Vec<u8>, PrintError> + Send + 'static,
    ) -> Result<Vec<u8>, Refusal> {
        let _place = self.inner.printing.place().await?;
        let service = self.clone();
        match tokio::task::spawn_blocking(move || print(&service.inner.letters)).await {
            Ok(Ok(pdf)) => Ok(pdf),
            Ok(Err(error)) => {
                tracing::error!(%error, about, "a letter cannot be printed");
                Err(Refusal::new(ProblemKind::InternalError, "The PDF cannot be printed."))
            }
            Err(error) => {
                tracing::error!(%error, about, "the task that prints a letter panicked");
                Err(Refusal::new(ProblemKind::InternalError, "The PDF cannot be printed."))
            }
        }
    }

    /// `None` if the platform is not configured to print or fails: then the gateway prints the letter.
    async fn printed_by_the_platform(&self, row: &TopUpRow) -> Option<Vec<u8>> {
        if self.config().letter.source != LetterSource::Platform {
            return None;
        }
        let letter = self.inner.letters.for_the_platform(row);
        match self.platform().letter(&letter).await {
            Ok(pdf) => Some(pdf),
            Err(error) => {
                tracing::warn!(%error, top_up = %row.id, "the platform did not print a letter, so the gateway prints it");
                None
            }
        }
    }
}

pub(super) fn printable(row: &TopUpRow) -> Result<(), Refusal> {
    match row.state {
        TopUpState::Unpaid | TopUpState::InProgress => Ok(()),
        state => Err(Refusal::not_payable(state)),
    }
}
