//! Mail servers that say nothing, say it slowly, offer no encryption, or have a certificate of their own authority.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

use gateway::{
    config::Config,
    notify::{Lane, Mail, MailError, Mailer},
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

const CODES_AT_ONCE: usize = 8;

fn mailer(smtp_url: &str, more: &[(&str, &str)]) -> Mailer {
    let example = include_str!("../gateway.example.toml");
    let all = [("SMTP_URL", smtp_url), ("TIMEOUT_SECONDS", "1")].into_iter().chain(more.iter().copied());
    let environment = all.map(|(name, value)| (format!("RICARICA_MAIL__{name}"), value.to_owned()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls/gateway.toml");
    Mailer::new(&Config::parse(example, &path, environment).unwrap().mail)
}

fn mail() -> Mail {
    let (subject, text) = ("Prova".to_owned(), "Una prova.".to_owned());
    Mail { id: None, sender: None, reply_to: None, subject, text, html: None, attachment: None }
}

/// Accepts, writes these bytes one after another with this pause between, and then waits. Counts its connections: all,
/// and most at once.
async fn slow_server(bytes: &'static [u8], pause: Duration) -> (String, Arc<[AtomicUsize; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let counts: Arc<[AtomicUsize; 2]> = Arc::default();
    let counted = Arc::clone(&counts);
    let open = Arc::new(AtomicUsize::new(0));
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            counted[0].fetch_add(1, Ordering::SeqCst);
            counted[1].fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let open = Arc::clone(&open);
            tokio::spawn(async move {
                for byte in bytes {
                    if stream.write_all(&[*byte]).await.is_err() {
                        break;
                    }
                    tokio::time::sleep(pause).await;
                }
                // Ends when the client closes.
                let _ = stream.read_to_end(&mut Vec::new()).await;
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (url, counts)
}

#[tokio::test]
async fn silent_and_trickling_mail_servers_are_left_in_time() {
    let silent = slow_server(b"", Duration::ZERO).await;
    let trickling =
        slow_server(b"220-posta.example.org ESMTP e molto altro", Duration::from_millis(200)).await;
    let stuck = slow_server(b"220 posta.example.org ESMTP\r\n", Duration::ZERO).await;
    for (url, _) in [silent, trickling, stuck] {
        let (mailer, began) = (mailer(&url, &[]), Instant::now());
        let error = mailer.send("anna@example.org", &mail()).await.unwrap_err();
        assert!(began.elapsed() < Duration::from_secs(3), "{error}");
        assert!(
            matches!(error, MailError::Silent(1)) && error.to_string().contains("mail.smtp_url"),
            "{error}"
        );
        assert_eq!(mailer.health(), contract::Health::Down);
    }
}

#[tokio::test]
async fn sign_in_codes_take_a_bounded_number_of_connections_and_end_in_time() {
    let (url, counts) = slow_server(b"", Duration::ZERO).await;
    let (mailer, began) = (mailer(&url, &[]), Instant::now());
    let mut codes = JoinSet::new();
    for _ in 0..400 {
        let mailer = mailer.clone();
        codes.spawn(async move { mailer.send_in(Lane::SignInCodes, "anna@example.org", &mail()).await });
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    // Other mail has places of its own.
    let other = mailer.send("bruno@example.org", &mail()).await.unwrap_err();
    assert!(matches!(other, MailError::Silent(_)), "{other}");
    let errors = codes.join_all().await;
    assert!(errors.iter().all(Result::is_err));
    let without_place = errors.iter().filter(|error| matches!(error, Err(MailError::NoPlace))).count();
    assert!(without_place >= 400 - 3 * CODES_AT_ONCE, "{without_place}");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    let [all, at_once] = [0, 1].map(|which| counts[which].load(Ordering::SeqCst));
    assert!(at_once <= CODES_AT_ONCE + 1 && all <= 3 * CODES_AT_ONCE + 1, "{at_once} of {all}");
}

/// What the client said, each line with whether it was encrypted.
type Said = Arc<Mutex<Vec<(bool, String)>>>;

/// A mail server with STARTTLS if `offers_tls`. It takes every user, password and mail.
async fn server(offers_tls: bool) -> (u16, Said) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let said = Said::default();
    let here = Arc::clone(&said);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let said = Arc::clone(&here);
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                stream.write_all(b"220 posta.example.org ESMTP\r\n").await.unwrap();
                if converse(&mut stream, offers_tls, false, &said).await
                    && let Ok(encrypted) = acceptor().accept(stream.into_inner()).await
                {
                    converse(&mut BufReader::new(encrypted), false, true, &said).await;
                }
            });
        }
    });
    (port, said)
}

/// Until the end, or STARTTLS (true).
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    offers_tls: bool,
    encrypted: bool,
    said: &Said,
) -> bool {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return false;
        }
        let line = line.trim_end().to_owned();
        said.lock().unwrap().push((encrypted, line.clone()));
        let word = line.split_whitespace().next().unwrap_or_default().to_owned();
        let answer = match word.as_str() {
            "EHLO" if offers_tls => "250-posta.example.org\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n",
            "EHLO" => "250-posta.example.org\r\n250 AUTH PLAIN LOGIN\r\n",
            "STARTTLS" => "220 go on\r\n",
            "AUTH" => "235 welcome\r\n",
            "DATA" => "354 go on\r\n",
            "QUIT" => "221 bye\r\n",
            "MAIL" | "RCPT" | "." => "250 fine\r\n",
            // The mail itself.
            _ => "",
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return false;
        }
        if word == "STARTTLS" {
            return true;
        }
    }
}

fn acceptor() -> TlsAcceptor {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let certificate = CertificateDer::from_pem_slice(include_bytes!("tls/mail-server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/mail-server.key")).unwrap();
    let config = rustls::ServerConfig::builder().with_no_client_auth();
    TlsAcceptor::from(Arc::new(config.with_single_cert(vec![certificate], key).unwrap()))
}

fn begin_with(said: &Said, word: &str) -> Vec<bool> {
    said.lock()
        .unwrap()
        .iter()
        .filter(|(_, line)| line.starts_with(word))
        .map(|(encrypted, _)| *encrypted)
        .collect()
}

#[tokio::test]
async fn password_is_not_sent_to_a_server_without_encryption() {
    let (port, said) = server(false).await;
    let error = mailer(&format!("smtp://utente:segreta@localhost:{port}"), &[])
        .send("anna@example.org", &mail())
        .await;
    assert!(error.unwrap_err().to_string().contains("STARTTLS"));
    assert_eq!((begin_with(&said, "AUTH"), begin_with(&said, "MAIL")), (vec![], vec![]));
    // Without a password this server may be used.
    mailer(&format!("smtp://localhost:{port}"), &[]).send("anna@example.org", &mail()).await.unwrap();
    assert_eq!(begin_with(&said, "MAIL"), [false]);
}

#[tokio::test]
async fn password_and_mail_go_through_starttls_with_the_own_authoritys_certificate() {
    let (port, said) = server(true).await;
    let url = format!("smtp://utente:s#gr/ta@localhost:{port}");
    mailer(&url, &[("CA_FILE", "authority.pem")]).send("anna@example.org", &mail()).await.unwrap();
    assert_eq!((begin_with(&said, "AUTH"), begin_with(&said, "MAIL")), (vec![true], vec![true]));
    // A certificate that no known authority signed is refused.
    said.lock().unwrap().clear();
    mailer(&url, &[]).send("anna@example.org", &mail()).await.unwrap_err();
    assert_eq!((begin_with(&said, "AUTH"), begin_with(&said, "MAIL")), (vec![], vec![]));
}
