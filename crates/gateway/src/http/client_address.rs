//! The address of the client, which the middleware finds out.

use std::net::IpAddr;

/// The address of the client, for the rate limits.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);
