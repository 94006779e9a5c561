//! Health of the service (RAC_REST_NAME_011).

use serde::{Deserialize, Serialize};

/// A problem document with status 200 if the service works and 503 if it does not, with the health of each part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Status {
    pub title: String,
    #[cfg_attr(feature = "openapi", schema(format = "int32", minimum = 100, maximum = 599))]
    pub status: u16,
    pub version: String,
    pub database: Component,
    /// The payment platform, at the last call.
    pub platform: Component,
    /// Outgoing mail, at the last message.
    pub mail: Component,
}

/// One part of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Component {
    pub health: Health,
}

/// Health of a part at its last use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Health {
    Up,
    Down,
    /// It cannot be used as it is configured: it refuses the key, or something else answers at its address.
    Misconfigured,
    /// Not used since the gateway started.
    Unknown,
}
