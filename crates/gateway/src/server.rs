//! Starts the modules, and stops them in order.

use std::{io, net::SocketAddr, path::Path, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tracing_subscriber::EnvFilter;

use crate::{
    assets::Assets,
    config::{Config, ConfigError, LogFormat},
    installation::{self, InstallationError},
    jobs,
    letters::Letters,
    municipality::MunicipalityInfo,
    platform::pagopa_gpd::PagopaGpd,
    router,
    service::Service,
    store::{StoreError, idempotency},
};

/// Time limit for requests after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Time limit for background work after that.
const JOBS_GRACE: Duration = Duration::from_secs(8);

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
    #[error("the platform's client: {0}")]
    Client(#[from] reqwest::Error),
    #[error("the server stopped: {0}")]
    Serve(io::Error),
}

/// Starts everything but the listener.
pub async fn start(config: Config) -> Result<Service, ServerError> {
    let service = open(config).await?;
    let mut write = service.store().write().await?;
    idempotency::end_all_leases(&mut write).await?;
    write.commit().await?;
    Ok(service)
}

/// The use cases, for a command beside a running server.
pub async fn open(config: Config) -> Result<Service, ServerError> {
    // Every TLS connection of this process uses ring; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let letters = Letters::new(&config)?;
    let municipality = MunicipalityInfo::new(&config)?;
    let (store, secret) = installation::open(&config).await?;
    let platform = Box::new(PagopaGpd::new(&config)?);
    Ok(Service::new(config, municipality, store, platform, letters, secret))
}

/// Serves until SIGTERM or ctrl-c.
pub async fn serve(config: Config) -> Result<(), ServerError> {
    log(&config);
    let assets = match std::env::var_os("RICARICA_DIST") {
        Some(folder) => Assets::folder(Path::new(&folder)).map_err(ServerError::Assets)?,
        None => Assets::embedded(),
    };
    let wanted = config.listen;
    let listener = TcpListener::bind(wanted).await.map_err(|error| ServerError::Listen(wanted, error))?;
    let address = listener.local_addr().map_err(|error| ServerError::Listen(wanted, error))?;
    let service = start(config).await?;
    let (stop, stopped) = watch::channel(false);
    let mut background = JoinSet::new();
    background.spawn(jobs::reconcile::run(service.clone(), stopped.clone()));
    background.spawn(jobs::outbox::run(service.clone(), stopped.clone()));
    background.spawn(jobs::clean_up::run(service.clone(), stopped.clone()));

    let app = router::router(service.clone(), Arc::new(assets));
    println!("gateway: listening on http://{address}");
    let server = axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            stop_signal().await;
            tracing::info!("stopping");
            // An error means that all jobs have ended already.
            let _ = stop.send(true);
        });
    let mut limit = stopped.clone();
    tokio::select! {
        served = server => served.map_err(ServerError::Serve)?,
        () = async {
            // An error here means that the sender was dropped: the server has ended.
            let _ = limit.wait_for(|stop| *stop).await;
            tokio::time::sleep(GRACE).await;
        } => tracing::warn!(seconds = GRACE.as_secs(), "requests that had not ended were aborted"),
    }
    let ended = tokio::time::timeout(JOBS_GRACE, async { while background.join_next().await.is_some() {} });
    if ended.await.is_err() {
        let left = background.len();
        tracing::warn!(left, "background work was aborted; it continues at the next start");
        background.shutdown().await;
    }
    service.store().close().await;
    Ok(())
}

/// SIGTERM (a service manager) or SIGINT (ctrl-c).
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be handled, only ctrl-c");
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// Logs go to standard error: standard output is for the process that started the gateway.
fn log(config: &Config) {
    let filter = EnvFilter::try_new(&config.log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // Setting it twice in one process (tests) keeps the first.
    let _ = match config.log.format {
        LogFormat::Json => builder.json().try_init(),
        LogFormat::Text => builder.with_ansi(false).try_init(),
    };
}
