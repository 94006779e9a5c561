//! The log, on standard error: standard output is for the process that started the gateway.
//!
//! Whatever a library or another server writes into it: each event is one line, without e-mail addresses and fiscal codes.
//! The audit trail (`service/audit.rs`) is part of it at every level.

use std::io::{self, Write};
use tracing_subscriber::{
    EnvFilter, Layer, Registry, fmt::MakeWriter, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::{
    config::{Config, LogFormat},
    masking,
};

/// The name of the audit trail's lines.
pub const AUDIT: &str = "gateway::audit";
/// The spans of traces, which are not for the log.
const TRACES: &str = "gateway::traces::spans";

/// What gets the process's spans beside the log.
pub type Beside = Box<dyn Layer<Registry> + Send + Sync>;

/// Begins it. In a process that has one already (tests), that one goes on.
pub fn begin(config: &Config, beside: Option<Beside>) {
    let filter = EnvFilter::try_new(&config.log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let always = [format!("{AUDIT}=info"), format!("{TRACES}=off")];
    let filter =
        always.iter().filter_map(|directive| directive.parse().ok()).fold(filter, EnvFilter::add_directive);
    let lines = Lines::new(io::stderr, config.creditor.code.to_string());
    // A log that cannot be written, because its disk is full, would else be reported by a panic.
    let log = tracing_subscriber::fmt::layer().with_writer(lines).log_internal_errors(false);
    let log = match config.log.format {
        LogFormat::Json => log.json().boxed(),
        LogFormat::Text => log.with_ansi(false).boxed(),
    };
    let _ = tracing_subscriber::registry().with(beside).with(log.with_filter(filter)).try_init();
}

/// Writes each event as one masked line.
pub struct Lines<M> {
    to: M,
    /// The creditor's code, which is no personal data.
    own: String,
}

impl<M> Lines<M> {
    pub const fn new(to: M, own: String) -> Self {
        Self { to, own }
    }
}

/// The writer of one event.
pub struct Line<'a, W> {
    to: W,
    own: &'a str,
}

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Lines<M> {
    type Writer = Line<'a, M::Writer>;
    fn make_writer(&'a self) -> Self::Writer {
        Line { to: self.to.make_writer(), own: &self.own }
    }
}

impl<W: Write> Write for Line<'_, W> {
    /// `tracing_subscriber` writes an event at once, with the line break at its end.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let mut line = masking::masked(&masking::on_one_line(text), self.own);
        line.push('\n');
        self.to.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Buffer(Arc<Mutex<Vec<u8>>>);

    impl Write for Buffer {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn answer_of_a_server_forges_no_line_and_names_nobody() {
        let buffer = Buffer::default();
        let to = {
            let buffer = buffer.clone();
            move || buffer.clone()
        };
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(Lines::new(to, "00101440073".into()))
            .finish();
        let answer = "550 <anna@example.org> unknown\r\n2026-01-01T00:00:00Z ERROR gateway: forged\u{2028}RSSMRA45C12F205C";
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(error = %answer, iupd = "00101440073-01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "a mail could not be sent");
            tracing::error!("second {}", answer);
        });
        let text = String::from_utf8(buffer.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.ends_with('\n') && !text.contains('\r') && !text.contains('\u{2028}'), "{text}");
        assert!(!text.contains("anna") && !text.contains("RSSMRA"), "{text}");
        assert!(text.contains("[address]") && text.contains("[fiscal code]"), "{text}");
        assert!(text.contains("00101440073-01JD3Z8K0V7Q2M5N9R4T6W8Y0A"), "{text}");
    }
}
