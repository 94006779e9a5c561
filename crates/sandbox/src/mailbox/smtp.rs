//! The mail server. It accepts every sender and recipient; `mailin` is the protocol, this file the sockets.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mailin::{Action, Handler, Response, SessionBuilder, response};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::clock::now;
use crate::state::knobs::Knobs;
use crate::state::mailbox::Mailbox;
use crate::state::mailbox::mail::Envelope;
use crate::state::shared::Shared;

/// Largest mail, in bytes.
const MAIL_MAX: usize = 10 * 1024 * 1024;
/// Longest line, in bytes.
const LINE_MAX: u64 = 1024 * 1024;
/// A client may be silent this long (RFC 5321, 4.5.3.2, asks for minutes).
const IDLE_MAX: Duration = Duration::from_secs(300);

pub async fn serve(listener: TcpListener, mailbox: Shared<Mailbox>, knobs: Shared<Knobs>) {
    let first_seen = Shared::default();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                let receiver = Receiver {
                    mailbox: mailbox.clone(),
                    knobs: knobs.clone(),
                    first_seen: Shared::clone(&first_seen),
                    envelope: Envelope::default(),
                    too_large: false,
                };
                tokio::spawn(async move {
                    if let Err(error) = serve_connection(stream, peer, receiver).await {
                        tracing::debug!(%error, "an SMTP session ended early");
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "an SMTP connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

struct Receiver {
    mailbox: Shared<Mailbox>,
    knobs: Shared<Knobs>,
    /// When the first mail to each mailbox came, while the server greylists.
    first_seen: Shared<HashMap<String, Instant>>,
    envelope: Envelope,
    too_large: bool,
}

impl Handler for Receiver {
    fn rcpt(&mut self, to: &str) -> Response {
        let (refused, wait) = {
            let knobs = self.knobs.lock();
            let refused = knobs.smtp_refused.as_ref().is_some_and(|mailbox| mailbox.eq_ignore_ascii_case(to));
            (refused, Duration::from_secs(knobs.smtp_greylist_seconds))
        };
        if refused {
            // As most servers do, it repeats the mailbox.
            return Response::custom(550, format!("5.1.1 <{to}>: Recipient address rejected: User unknown"));
        }
        let mut first_seen = self.first_seen.lock();
        if wait.is_zero() {
            first_seen.clear();
        } else if first_seen.entry(to.to_lowercase()).or_insert_with(Instant::now).elapsed() < wait {
            return Response::custom(451, format!("4.7.1 <{to}>: Greylisted, try again later"));
        }
        response::OK
    }

    fn data_start(&mut self, _domain: &str, from: &str, _is8bit: bool, to: &[String]) -> Response {
        self.envelope = Envelope { from: from.to_owned(), to: to.to_vec(), raw: Vec::new() };
        self.too_large = false;
        response::OK
    }

    fn data(&mut self, line: &[u8]) -> std::io::Result<()> {
        if self.envelope.raw.len().saturating_add(line.len()) > MAIL_MAX {
            self.too_large = true;
        } else {
            self.envelope.raw.extend_from_slice(line);
        }
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let envelope = std::mem::take(&mut self.envelope);
        if self.too_large {
            // After an error `mailin` would go on reading the mail, so the connection closes.
            let mut refused = response::NO_STORAGE;
            refused.action = Action::Close;
            return refused;
        }
        self.mailbox.lock().deliver(&envelope, now());
        response::OK
    }
}

async fn serve_connection(stream: TcpStream, peer: SocketAddr, receiver: Receiver) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    let is_down = receiver.knobs.lock().smtp_down;
    if is_down {
        return write.write_all(b"421 sandbox Service not available, closing connection\r\n").await;
    }
    let mut session = SessionBuilder::new("sandbox").build(peer.ip(), receiver);
    send(&mut write, &session.greeting()).await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        let limited = &mut (&mut read).take(LINE_MAX);
        let reading = limited.read_until(b'\n', &mut line);
        match tokio::time::timeout(IDLE_MAX, reading).await {
            Ok(Ok(0)) | Err(_) => return Ok(()),
            Ok(Err(error)) => return Err(error),
            Ok(Ok(_)) => {}
        }
        let answer = session.process(&line);
        match answer.action {
            Action::NoReply => {}
            Action::Reply | Action::UpgradeTls => send(&mut write, &answer).await?,
            Action::Close => return send(&mut write, &answer).await,
        }
    }
}

async fn send(write: &mut (impl AsyncWriteExt + Unpin), answer: &Response) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    answer.write_to(&mut bytes)?;
    write.write_all(&bytes).await
}
