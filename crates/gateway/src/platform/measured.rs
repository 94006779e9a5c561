//! A platform whose calls are counted and timed.

use contract::{Health, Language, SignInHint};
use std::time::Instant;
use tracing::Instrument as _;
use url::Url;

use super::{
    Answer, Invalidated, Listed, NewCart, NewLetter, NewPosition, Opened, PaymentPlatform, PlatformError,
    Position,
};
use crate::{
    clock::Moment,
    health::PlatformService,
    metrics::platform::{CallResult, Operation, PlatformMetrics},
    queue::QueueState,
    traces::spans,
};

/// Passes every call on.
pub struct Measured<P> {
    platform: P,
    metrics: PlatformMetrics,
}

impl<P: PaymentPlatform> Measured<P> {
    pub const fn new(platform: P, metrics: PlatformMetrics) -> Self {
        Self { platform, metrics }
    }

    fn measured<'a, T: Send + 'a>(&'a self, operation: Operation, call: Answer<'a, T>) -> Answer<'a, T> {
        Box::pin(async move {
            let (began, span) = (Instant::now(), spans::platform_call(operation.word()));
            let answer = call.instrument(span.clone()).await;
            let result = answer.as_ref().map_or_else(result_of, |_| CallResult::Ok);
            spans::called(&span, result.word());
            self.metrics.called(operation, result, began.elapsed());
            answer
        })
    }
}

const fn result_of(error: &PlatformError) -> CallResult {
    match error {
        PlatformError::Down { .. } => CallResult::Down,
        PlatformError::KeyRefused(_) => CallResult::KeyRefused,
        PlatformError::NotThePlatform { .. } => CallResult::NotThePlatform,
        PlatformError::Refused { .. } => CallResult::Refused,
        PlatformError::Malformed(_) => CallResult::Malformed,
        PlatformError::ForeignHost(_) => CallResult::ForeignHost,
    }
}

impl<P: PaymentPlatform> PaymentPlatform for Measured<P> {
    fn open<'a>(&'a self, position: &'a NewPosition) -> Answer<'a, Opened> {
        self.measured(Operation::Open, self.platform.open(position))
    }

    fn read<'a>(&'a self, iupd: &'a str) -> Answer<'a, Option<Position>> {
        self.measured(Operation::Read, self.platform.read(iupd))
    }

    fn made_since(&self, since: Moment) -> Answer<'_, Vec<Listed>> {
        self.measured(Operation::List, self.platform.made_since(since))
    }

    fn look_up<'a>(&'a self, iupd: &'a str) -> Answer<'a, Option<Listed>> {
        self.measured(Operation::Read, self.platform.look_up(iupd))
    }

    fn invalidate<'a>(&'a self, iupd: &'a str) -> Answer<'a, Invalidated> {
        self.measured(Operation::Cancel, self.platform.invalidate(iupd))
    }

    fn open_cart<'a>(&'a self, cart: &'a NewCart) -> Answer<'a, Url> {
        self.measured(Operation::OpenCart, self.platform.open_cart(cart))
    }

    fn entry_url(&self, page: Url, sign_in: SignInHint, language: Language) -> Url {
        self.platform.entry_url(page, sign_in, language)
    }

    fn letter<'a>(&'a self, letter: &'a NewLetter) -> Answer<'a, Vec<u8>> {
        self.measured(Operation::Print, self.platform.letter(letter))
    }

    fn health(&self) -> Health {
        self.platform.health()
    }

    fn misconfigured(&self) -> Vec<(PlatformService, String)> {
        self.platform.misconfigured()
    }

    fn is_available(&self) -> bool {
        self.platform.is_available()
    }

    fn availability(&self) -> Vec<(PlatformService, bool)> {
        self.platform.availability()
    }

    fn queues(&self) -> Vec<QueueState> {
        self.platform.queues()
    }
}
