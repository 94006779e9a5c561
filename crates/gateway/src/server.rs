//! Starts the modules, and stops them in order.

use std::{io, net::SocketAddr, path::Path, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::JoinSet,
};
use tracing_subscriber::Layer as _;

use crate::{
    assets::Assets,
    config::{Config, ConfigError, Connections},
    connections::{self, files, open::Limits},
    http::probes,
    installation::{self, InstallationError},
    jobs,
    letters::Letters,
    log,
    metrics::{Metrics, connections::ConnectionMetrics},
    municipality::MunicipalityInfo,
    platform::{measured::Measured, pagopa_gpd::PagopaGpd},
    router,
    service::Service,
    store::StoreError,
    traces::{Traces, TracesError},
};

/// Time limit for requests after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Time limit for background work after that.
const JOBS_GRACE: Duration = Duration::from_secs(8);

/// Connections at once to the listener `metrics`.
const WATCHERS: usize = 32;

/// Why the gateway could not start or continue.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    #[error("the app's folder: {0}")]
    Assets(io::Error),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Installation(#[from] InstallationError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Traces(#[from] TracesError),
    #[error("the platform's client: {0}")]
    Client(#[from] reqwest::Error),
    #[error("the signals of the system cannot be handled: {0}")]
    Signals(io::Error),
    #[error(
        "connections.max is too high for this process: it may open {allowed} files and needs {needed}. Raise the limit \
         (LimitNOFILE= of the systemd service, or ulimit -n), or lower connections.max"
    )]
    OpenFiles { allowed: u64, needed: u64 },
}

/// Starts everything but the listener. What an ended gateway was at work on is free when its leases are over: another
/// gateway may still be at work on the rest.
pub async fn start(config: Config) -> Result<Service, ServerError> {
    open(config).await
}

/// The use cases, for a command beside a running server.
pub async fn open(config: Config) -> Result<Service, ServerError> {
    // Every TLS connection of this process uses ring; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let letters = Letters::new(&config)?;
    let municipality = MunicipalityInfo::new(&config)?;
    let (store, secret) = installation::open(&config).await?;
    let metrics = Metrics::new();
    let platform = Box::new(Measured::new(PagopaGpd::new(&config)?, metrics.platform.clone()));
    Ok(Service::new(config, municipality, store, platform, letters, secret, metrics))
}

/// Serves until SIGTERM or ctrl-c.
pub async fn serve(config: Config) -> Result<(), ServerError> {
    // The collector may be behind TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let traces = Traces::begin(&config.traces)?;
    log::begin(&config, traces.as_ref().map(|traces| traces.layer().boxed()));
    let assets = match std::env::var_os("RICARICA_DIST") {
        Some(folder) => Assets::folder(Path::new(&folder)).map_err(ServerError::Assets)?,
        None => Assets::embedded(),
    };
    let mut signals = Signals::listen().map_err(ServerError::Signals)?;
    files::make_room(config.connections.max)
        .map_err(|(allowed, needed)| ServerError::OpenFiles { allowed, needed })?;
    let wanted = config.listen;
    let listener = TcpListener::bind(wanted).await.map_err(|error| ServerError::Listen(wanted, error))?;
    let address = listener.local_addr().map_err(|error| ServerError::Listen(wanted, error))?;
    let watching = match config.metrics {
        Some(wanted) => {
            Some(TcpListener::bind(wanted).await.map_err(|error| ServerError::Listen(wanted, error))?)
        }
        None => None,
    };
    let _lock = installation::lock(&config)?;
    let service = start(config).await?;
    share_app_files(&service, &assets).await;
    let (stop, stopped) = watch::channel(false);
    let mut background = JoinSet::new();
    background.spawn(jobs::reconcile::run(service.clone(), stopped.clone()));
    background.spawn(jobs::outbox::run(service.clone(), stopped.clone()));
    background.spawn(jobs::clean_up::run(service.clone(), stopped.clone()));
    background.spawn(jobs::listen::run(service.clone(), stopped.clone()));
    tokio::spawn(jobs::reach_platform::run(service.clone()));

    // Until the very end: who watches sees that the gateway stops.
    let (_watched, unwatched) = watch::channel(false);
    if let Some(listener) = watching {
        watch_over(listener, &service, unwatched)?;
    }
    let limits = Limits::of(service.config());
    let app = router::router(service.clone(), Arc::new(assets));
    println!("gateway: listening on http://{address}");
    let stopping = service.clone();
    tokio::spawn(async move {
        signals.stop().await;
        stopping.drain();
        let pause = Duration::from_secs(stopping.config().drain_seconds);
        tracing::info!(drain_seconds = pause.as_secs(), "stopping");
        tokio::time::sleep(pause).await;
        stopping.stop();
        // An error means that all jobs have ended already.
        let _ = stop.send(true);
    });
    let counted = service.metrics().connections.clone();
    let mut limit = stopped.clone();
    tokio::select! {
        () = connections::serve(listener, app, limits, stopped.clone(), counted) => {}
        () = async {
            // An error here means that the sender was dropped: the server has ended.
            let _ = limit.wait_for(|stop| *stop).await;
            tokio::time::sleep(GRACE).await;
        } => tracing::warn!(seconds = GRACE.as_secs(), "requests that had not ended were aborted"),
    }
    let ended = tokio::time::timeout(JOBS_GRACE, async {
        while background.join_next().await.is_some() {}
        service.finish().await;
    });
    if ended.await.is_err() {
        let left = background.len() + service.unfinished();
        tracing::warn!(left, "background work was aborted; it continues at the next start");
        background.shutdown().await;
    }
    service.store().close().await;
    if let Some(traces) = traces {
        traces.end().await;
    }
    Ok(())
}

/// Before the first page: the next request of its browser may be answered by another gateway.
async fn share_app_files(service: &Service, assets: &Assets) {
    match service.share_app_files(assets).await {
        Ok(0) => {}
        Ok(new) => tracing::info!(new, "the app's files are stored for pages of this version"),
        Err(error) => {
            tracing::error!(%error, "the app's files could not be stored for pages of this version")
        }
    }
}

/// Answers who watches, on a listener of its own with places of its own: those of the guardians may all be taken.
fn watch_over(
    listener: TcpListener,
    service: &Service,
    stopped: watch::Receiver<bool>,
) -> Result<(), ServerError> {
    let wanted = service.config().metrics.unwrap_or(service.config().listen);
    let address = listener.local_addr().map_err(|error| ServerError::Listen(wanted, error))?;
    tracing::info!(%address, "metrics");
    let time = Connections { max: WATCHERS, max_per_address: WATCHERS, ..Connections::default() };
    let limits = Limits { time, max_per_address: None };
    let served = connections::serve(
        listener,
        probes::routes(service.clone()),
        limits,
        stopped,
        ConnectionMetrics::default(),
    );
    tokio::spawn(served);
    Ok(())
}

/// The signals that are handled, from the start on.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// Returns at SIGTERM (a service manager) or SIGINT (ctrl-c). SIGHUP, which a closed terminal and some service
    /// managers send, changes nothing.
    async fn stop(&mut self) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hang_up.recv() => {
                    tracing::info!("SIGHUP: nothing to do; the configuration is read at the start only");
                }
            }
        }
    }
}
