//! The gateway's log of one thread.

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fmt::{Debug, Write as _},
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt as _},
};

/// A line of level WARN or ERROR.
#[derive(Clone, Default)]
struct Line {
    text: String,
    reason: String,
    top_up: Option<String>,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        match field.name() {
            "message" => self.text.push_str(&value),
            "error" | "cause" | "detail" => self.reason = format!(": {value}"),
            "top_up" => self.top_up = Some(value),
            _ => {}
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}

#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<Line>>>);

impl Log {
    /// From now on, on this thread.
    pub fn begin(&self) -> DefaultGuard {
        tracing::subscriber::set_default(tracing_subscriber::registry().with(self.clone()))
    }

    pub fn clear(&self) {
        self.0.lock().unwrap().clear();
    }

    pub fn has(&self, text: &str) -> bool {
        self.0.lock().unwrap().iter().any(|line| line.text.contains(text))
    }

    /// Each line once; lines about other top-ups are of other moments.
    pub fn lines_about(&self, top_ups: &[&Value]) -> Vec<String> {
        let lines = self.0.lock().unwrap();
        let here = lines.iter().filter(|line| {
            line.top_up.as_ref().is_none_or(|id| top_ups.iter().any(|top_up| top_up.as_str() == Some(id)))
                && !line.reason.contains("left alone after failures")
        });
        let lines: BTreeSet<String> = here.map(|line| without_numbers(&line.text) + &line.reason).collect();
        lines.into_iter().collect()
    }
}

/// A notice number differs in each run.
fn without_numbers(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let is_number = word.len() == 18 && word.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { "NUMBER" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        if *metadata.level() > Level::WARN || !metadata.target().starts_with("gateway") {
            return;
        }
        let mut line = Line::default();
        write!(line.text, "{} ", metadata.level()).unwrap();
        event.record(&mut line);
        self.0.lock().unwrap().push(line);
    }
}
