//! Opens the two listeners and serves them until SIGTERM or ctrl-c.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::cut_connection::CutConnection;
use crate::mailbox::smtp;
use crate::router::router;
use crate::schemas::checker::Checker;
use crate::schemas::error::SchemaError;
use crate::settings::Settings;
use crate::state::app::AppState;

/// How long open connections may take to end after the signal to stop.
const SHUTDOWN_MAX: Duration = Duration::from_secs(2);

/// The environment variable with the folder of the platform's published descriptions.
const PLATFORM_FILES: &str = "RICARICA_PLATFORM_FILES";

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error("cannot write to standard output: {0}")]
    Stdout(std::io::Error),
    #[error("{0}")]
    Schema(#[from] SchemaError),
}

#[derive(Debug, thiserror::Error)]
#[error("the connection is cut off on purpose")]
struct Cut;

pub async fn serve(settings: Settings) -> Result<(), ServeError> {
    let (http, http_address) = listen(settings.listen).await?;
    let (smtp_listener, smtp_address) = listen(settings.smtp).await?;
    let public_url = match &settings.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{http_address}"),
    };
    let checker = if settings.check_schemas { Some(checker()?) } else { None };
    let state = AppState::new(settings, &public_url);
    announce(http_address, smtp_address).map_err(ServeError::Stdout)?;
    let mail = tokio::spawn(smtp::serve(smtp_listener, state.mailbox.clone(), state.knobs.clone()));
    serve_http(http, router(state, checker)).await;
    mail.abort();
    Ok(())
}

fn checker() -> Result<Checker, SchemaError> {
    Checker::load(std::env::var_os(PLATFORM_FILES).as_deref().map(Path::new))
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Listen(address, error))?;
    let bound = listener.local_addr().map_err(|error| ServeError::Listen(address, error))?;
    Ok((listener, bound))
}

/// The only line on standard output. The program that starts the sandbox waits for it and reads the ports.
fn announce(http: SocketAddr, smtp: SocketAddr) -> std::io::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "sandbox: http {http} smtp {smtp}")?;
    out.flush()
}

async fn serve_http(listener: TcpListener, app: Router) {
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop_signal());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, _)) => serve_connection(stream, app.clone(), &graceful),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(SHUTDOWN_MAX, graceful.shutdown()).await.is_err() {
        tracing::info!("stopping with connections still open");
    }
}

fn serve_connection(stream: TcpStream, app: Router, graceful: &GracefulShutdown) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no-delay could not be set");
    }
    let service = service_fn(move |request: Request<Incoming>| answer(app.clone(), request));
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

async fn answer(app: Router, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
    let answered: Result<_, Infallible> = app.oneshot(request.map(Body::new)).await;
    let Ok(response) = answered;
    if response.extensions().get::<CutConnection>().is_some() {
        return Err(Cut);
    }
    Ok(response)
}

async fn stop_signal() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "SIGTERM cannot be watched");
                std::future::pending().await
            }
        }
    };
    tokio::select! {
        () = terminated => {}
        result = tokio::signal::ctrl_c() => {
            if let Err(error) = result {
                tracing::warn!(%error, "ctrl-c cannot be watched");
            }
        }
    }
}
