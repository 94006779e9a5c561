//! Connections to the gateway, and their limits: how many there are, of one address and of all, and how long the gateway
//! waits for a client. hyper reads and writes HTTP.
//!
//! | | |
//! |---|---|
//! | [`open`] | the open connections: what each does, and which one may be closed |
//! | `stream`, `body` | notice what a connection does |
//! | `refusal` | the answer when all places are taken |
//! | [`files`] | how many files, and so connections, the system allows |

mod body;
pub mod files;
pub mod open;
mod refusal;
mod stream;

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    io::ErrorKind,
    net::SocketAddr,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::MissedTickBehavior,
};
use tower::ServiceExt as _;

use self::{
    body::{AnswerBody, RequestBody},
    open::{Admission, Limits, OpenConnections, Place},
    refusal::Refusals,
    stream::Watched,
};
use crate::metrics::connections::ConnectionMetrics;

/// How often overdue connections are looked for. Time limits are whole seconds.
const TICK: Duration = Duration::from_secs(1);
/// The pause after a connection could not be accepted, for example because too many files are open.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stopped` turns true, and then until the last request has ended. Dropped, it ends all requests.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stopped: watch::Receiver<bool>,
    metrics: ConnectionMetrics,
) {
    let mut stop = stopped.clone();
    let open = OpenConnections::new(limits);
    let mut refusals = Refusals::default();
    let mut connections = JoinSet::new();
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stops(&mut stop) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let place = match open.admit(peer.ip(), Instant::now()) {
                        Admission::Admitted(place) => place,
                        Admission::InPlaceOfAnother(place) => {
                            metrics.one_gave_way();
                            refusals.one_gave_way(&open);
                            place
                        }
                        Admission::Full => {
                            metrics.refused();
                            refusals.refuse(stream, &open);
                            continue;
                        }
                    };
                    let served = connection(stream, peer, place, router.clone(), limits, stopped.clone());
                    let counted = metrics.opened();
                    connections.spawn(async move {
                        served.await;
                        drop(counted);
                    });
                }
                Err(error) if is_of_the_client(error.kind()) => {}
                Err(error) => {
                    metrics.not_accepted();
                    refusals.not_accepted(&error, &open);
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
            Some(_) = connections.join_next() => {}
            () = refusals.ended() => {}
            _ = tick.tick(), if !open.is_empty() => open.close_overdue(Instant::now()),
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Returns when the gateway stops.
async fn stops(stopped: &mut watch::Receiver<bool>) {
    // An error means that the sender was dropped: it has stopped.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// The client went away before its connection was accepted.
fn is_of_the_client(error: ErrorKind) -> bool {
    matches!(error, ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused)
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    router: Router,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are written whole: waiting to fill a packet only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection without TCP_NODELAY");
    }
    let known = place.connection();
    let body_limit = limits.time.body();
    let service = service_fn({
        let known = Arc::clone(&known);
        move |mut request: Request<Incoming>| {
            known.request_began(Instant::now());
            request.extensions_mut().insert(ConnectInfo(peer));
            let request =
                request.map(|body| Body::new(RequestBody::new(body, Arc::clone(&known), body_limit)));
            let (answer, known) = (router.clone().oneshot(request), Arc::clone(&known));
            async move { answer.await.map(|answer| answer.map(|body| AnswerBody::new(body, known))) }
        }
    });
    let mut builder = http1::Builder::new();
    // The limits of time are here: hyper has one for waiting and reading together.
    builder.max_buf_size(limits.time.header_bytes).header_read_timeout(None);
    let io = TokioIo::new(Watched::new(stream, Arc::clone(&known)));
    let mut served = pin!(builder.serve_connection(io, service));
    let mut stopping = false;
    loop {
        tokio::select! {
            ended = served.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            () = known.closed() => return,
            () = stops(&mut stopped), if !stopping => {
                stopping = true;
                if known.waits_for_a_request() {
                    return;
                }
                served.as_mut().graceful_shutdown();
            }
        }
    }
}
