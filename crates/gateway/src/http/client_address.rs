//! The address of the client: the connection's, or the one that the configured proxy writes into a header.

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName},
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Once,
};

use crate::config::Config;

/// The warning about a missing address is logged once, not for each request.
static ADDRESS_MISSING: Once = Once::new();

/// The address of the client, for the rate limits.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The address in the configured header, else that of the connection.
    pub fn of(config: &Config, request: &Request) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let named = config.client_address_header.as_ref().and_then(|name| {
            let address = last_address(request.headers(), name);
            if address.is_none() {
                ADDRESS_MISSING.call_once(|| {
                    tracing::warn!(%name, "no address of a client in the configured header");
                });
            }
            address
        });
        Self(named.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }
}

/// The last entry of the last line: the configured proxy wrote it. The client may have written all before it.
fn last_address(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let last_line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    last_line.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn address_of_the_client_is_the_last_that_the_proxy_wrote() {
        let name = HeaderName::from_static("x-forwarded-for");
        let address = |lines: &[&'static str]| {
            let lines = lines.iter().map(|line| (name.clone(), HeaderValue::from_static(line)));
            last_address(&lines.collect(), &name).map(|address| address.to_string())
        };
        assert_eq!(address(&["192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(address(&["203.0.113.9, 192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        // A proxy may append its own line to the client's.
        assert_eq!(address(&["203.0.113.9", "192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(address(&["203.0.113.9", "2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(address(&["192.0.2.1", "unknown"]), None);
        assert_eq!(address(&[]), None);
    }
}
