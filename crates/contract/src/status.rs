//! Health (RAC_REST_NAME_011).

use serde::{Deserialize, Serialize};

/// A problem document with status 200 when all is well, 503 when nothing works; the parts say which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Status {
    pub title: String,
    #[cfg_attr(feature = "openapi", schema(format = "int32", minimum = 100, maximum = 599))]
    pub status: u16,
    pub version: String,
    pub database: Component,
    /// The payment platform, as of the last time it was called.
    pub platform: Component,
    /// Outgoing mail, as of the last message.
    pub mail: Component,
}

/// One part of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Component {
    pub health: Health,
}

/// How a part was when it was last used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Health {
    Up,
    Down,
    /// Not used since the start.
    Unknown,
}
