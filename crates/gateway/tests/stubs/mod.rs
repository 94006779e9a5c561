//! Servers that answer every request alike.

use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use std::sync::Arc;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

/// The certificates of the tests.
pub const TLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls");

/// For `localhost`, signed by the tests' own authority.
fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(format!("{TLS}/mail-server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(format!("{TLS}/mail-server.key")).unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = rustls::ServerConfig::builder().with_no_client_auth();
    TlsAcceptor::from(Arc::new(config.with_single_cert(vec![certificate], key).unwrap()))
}

/// Answers every request so.
pub async fn http(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(answer_all(stream, answer.clone()));
        }
    });
    url
}

/// The same with the certificate of the test's own authority.
pub async fn https(answer: String) -> String {
    let acceptor = acceptor();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, answer) = (acceptor.clone(), answer.clone());
            tokio::spawn(async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    answer_all(stream, answer).await;
                }
            });
        }
    });
    url
}

async fn answer_all(stream: impl AsyncRead + AsyncWrite + Unpin, answer: String) {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
        if line == "\r\n" && stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        line.clear();
    }
}

pub fn answer(status: &str, headers: &[&str], body: &str) -> String {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

/// A mail server that answers each word so.
pub async fn smtp(answers: &'static [(&'static str, &'static str)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                stream.write_all(b"220 posta.example.org ESMTP\r\n").await.unwrap();
                let mut line = String::new();
                while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
                    let said = answers.iter().find(|(word, _)| line.starts_with(word));
                    let said = said.map_or("250 fine", |(_, said)| said);
                    if stream.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
                        return;
                    }
                    line.clear();
                }
            });
        }
    });
    address.to_string()
}

/// A mail server with TLS from the beginning that takes no password.
pub async fn refusing_login() -> u16 {
    let acceptor = acceptor();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(stream) = acceptor.accept(stream).await else { continue };
            let mut stream = BufReader::new(stream);
            stream.write_all(b"220 posta.example.org ESMTP\r\n").await.unwrap();
            let mut line = String::new();
            while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
                let said: &[u8] = if line.starts_with("EHLO") {
                    b"250-posta.example.org\r\n250 AUTH PLAIN LOGIN\r\n"
                } else {
                    b"535 5.7.8 wrong\r\n"
                };
                if stream.write_all(said).await.is_err() {
                    break;
                }
                line.clear();
            }
        }
    });
    port
}
