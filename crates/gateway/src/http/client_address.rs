//! The address of the client: the connection's, or the one that the configured proxies write into a header.

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName},
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU8,
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
            let address = last_trusted(request.headers(), name, config.client_address_hops);
            if address.is_none() {
                ADDRESS_MISSING.call_once(|| {
                    tracing::warn!(%name, hops = config.client_address_hops,
                        "no address of a client in the configured header: the connection's is used");
                });
            }
            address
        });
        Self(named.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }
}

/// The entry that the first of so many proxies wrote. All lines of the header are one list (RFC 9110, section 5.3), and each
/// proxy adds its entry at the end: what stands before these may be the client's own.
fn last_trusted(headers: &HeaderMap, name: &HeaderName, hops: NonZeroU8) -> Option<IpAddr> {
    let lines = headers.get_all(name).iter().rev();
    // A line that is not ASCII has no address, but it counts as an entry.
    let mut entries = lines.flat_map(|line| line.to_str().unwrap_or("?").rsplit(','));
    address(entries.nth(usize::from(hops.get()) - 1)?)
}

/// An address as proxies write it: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`, each also in
/// quotes. A zone (`%eth0`) is taken off.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"');
    let host = match entry.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        // One colon: before a port. An IPv6 address has at least two.
        None => match entry.split_once(':') {
            Some((host, port)) if !port.contains(':') => host,
            _ => entry,
        },
    };
    host.split_once('%').map_or(host, |(host, _zone)| host).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn trusted(lines: &[&'static [u8]], hops: u8) -> Option<String> {
        let name = HeaderName::from_static("x-forwarded-for");
        let lines = lines.iter().map(|line| (name.clone(), HeaderValue::from_bytes(line).unwrap()));
        last_trusted(&lines.collect(), &name, NonZeroU8::new(hops).unwrap())
            .map(|address| address.to_string())
    }

    #[test]
    fn address_of_the_client_is_the_last_that_the_proxy_wrote() {
        let address = |lines: &[&'static str]| {
            trusted(&lines.iter().map(|line| line.as_bytes()).collect::<Vec<_>>(), 1)
        };
        assert_eq!(address(&["192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(address(&["203.0.113.9, 192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        // A proxy may append its own line to the client's.
        assert_eq!(address(&["203.0.113.9", "192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(address(&["203.0.113.9", "2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(address(&["192.0.2.1", "unknown"]), None);
        assert_eq!(address(&["192.0.2.1,"]), None);
        assert_eq!(address(&[]), None);
    }

    #[test]
    fn lines_are_one_list_and_each_proxy_is_one_entry() {
        let both = [&b"198.51.100.7, 192.0.2.1"[..], b"10.0.0.2"];
        assert_eq!(trusted(&both, 1).as_deref(), Some("10.0.0.2"));
        assert_eq!(trusted(&both, 2).as_deref(), Some("192.0.2.1"));
        assert_eq!(trusted(&both, 3).as_deref(), Some("198.51.100.7"));
        // Fewer entries than proxies: the request did not come through all of them.
        assert_eq!(trusted(&both, 4), None);
        assert_eq!(trusted(&[b"192.0.2.1", b"\xff\xfe"], 1), None);
        assert_eq!(trusted(&[b"192.0.2.1", b"\xff\xfe"], 2).as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn ports_brackets_quotes_and_zones_are_taken_off() {
        for (entry, expected) in [
            ("192.0.2.1:4711", Some("192.0.2.1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("[2001:db8::1]:4711", Some("2001:db8::1")),
            ("\"[2001:db8::1]:4711\"", Some("2001:db8::1")),
            ("  192.0.2.1  ", Some("192.0.2.1")),
            ("fe80::1%eth0", Some("fe80::1")),
            ("::ffff:192.0.2.1", Some("::ffff:192.0.2.1")),
            ("_hidden", None),
            ("unknown", None),
            ("[2001:db8::1", None),
            ("", None),
            ("999.0.2.1", None),
        ] {
            assert_eq!(address(entry).map(|address| address.to_string()).as_deref(), expected, "{entry}");
        }
    }
}
