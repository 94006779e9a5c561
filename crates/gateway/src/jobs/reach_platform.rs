//! At the start: warns of a platform that cannot be reached. The gateway serves all the same: what is stored can be shown,
//! and the platform may come back.

use std::{collections::BTreeSet, io, time::Duration};
use tokio::net::TcpStream;
use url::Url;

use crate::service::Service;

/// Of one connection.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Tries each address of the configuration once.
pub async fn run(service: Service) {
    let config = service.config();
    let urls = [&config.platform.gpd_url, &config.platform.checkout_url];
    let print = config.letter.print_service().map(|(address, _)| address);
    let servers: BTreeSet<(&str, u16)> = urls.into_iter().chain(print).filter_map(server).collect();
    for (host, port) in servers {
        if let Err(error) = reach(host, port).await {
            tracing::warn!(
                host, port, %error,
                "the platform cannot be reached: no top-up can be opened or read. Check the addresses of the sections \
                 platform and letter, the name server and the firewall; it is tried again with every request"
            );
        }
    }
}

/// Without the brackets of an IPv6 address.
fn server(url: &Url) -> Option<(&str, u16)> {
    Some((url.host_str()?.trim_matches(['[', ']']), url.port_or_known_default()?))
}

async fn reach(host: &str, port: u16) -> io::Result<()> {
    match tokio::time::timeout(TIMEOUT, TcpStream::connect((host, port))).await {
        Ok(connected) => connected.map(drop),
        Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "no answer within five seconds")),
    }
}
