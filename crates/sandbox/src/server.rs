//! Opens the two listeners, puts the rooms together and serves them until told to stop.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::settings::Settings;
use crate::world::{SharedWorld, World};
use crate::{checkout, counter, gpd, knobs, mailbox, pages, pay, print};

/// A photograph of a notice from a present-day phone is below this, in bytes.
const BODY_MAX: usize = 25 * 1024 * 1024;
/// How long open connections may take to end once the sandbox is told to stop.
const FAREWELL: Duration = Duration::from_secs(2);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error("cannot write to standard output: {0}")]
    Stdout(std::io::Error),
}

/// Marks an answer that is not to be sent: the connection closes instead.
#[derive(Debug, Clone, Copy)]
pub struct CutConnection;

impl IntoResponse for CutConnection {
    fn into_response(self) -> axum::response::Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the connection is cut off on purpose")]
struct Cut;

pub async fn serve(settings: Settings) -> Result<(), ServeError> {
    let (http, http_address) = listen(settings.listen).await?;
    let (smtp, smtp_address) = listen(settings.smtp).await?;
    let public_url = match &settings.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{http_address}"),
    };
    let world = World::new(settings, public_url);
    announce(http_address, smtp_address).map_err(ServeError::Stdout)?;
    let mail = tokio::spawn(mailbox::smtp::serve(smtp, world.clone()));
    serve_http(http, routes(&world).with_state(world)).await;
    mail.abort();
    Ok(())
}

fn routes(world: &SharedWorld) -> Router<SharedWorld> {
    let interfaces = Router::new()
        .nest("/gpd/debt-positions-service/v1", gpd::routes(world))
        .nest("/print-payment-notice-service/external/v1", print::routes(world))
        .nest("/checkout/ec", checkout::routes())
        .layer(from_fn_with_state(world.clone(), knobs::guard));
    let shown = Router::new()
        .merge(pages::routes())
        .merge(checkout::redirect_routes())
        .merge(pay::routes())
        .merge(counter::routes())
        .merge(mailbox::routes())
        .merge(knobs::routes())
        .fallback(pages::home::not_found)
        .layer(map_response(never_stored));
    interfaces.merge(shown).layer(DefaultBodyLimit::max(BODY_MAX))
}

/// Pages change with every payment: Back must show the present state.
async fn never_stored(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'",
        ),
    );
    response
}

async fn listen(wanted: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let listener = TcpListener::bind(wanted).await.map_err(|error| ServeError::Listen(wanted, error))?;
    let address = listener.local_addr().map_err(|error| ServeError::Listen(wanted, error))?;
    Ok((listener, address))
}

/// The one line on standard output: whoever started the sandbox waits for it.
fn announce(http: SocketAddr, smtp: SocketAddr) -> std::io::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "sandbox: http {http} smtp {smtp}")?;
    out.flush()
}

async fn serve_http(listener: TcpListener, app: Router) {
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(told_to_stop());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, _)) => converse(stream, app.clone(), &graceful),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::info!("stopping with connections still open");
    }
}

fn converse(stream: TcpStream, app: Router, graceful: &GracefulShutdown) {
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

async fn told_to_stop() {
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
