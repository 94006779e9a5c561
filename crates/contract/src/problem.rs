//! Errors as problem documents (RFC 9457).

use crate::TopUpId;
use serde::{Deserialize, Serialize};

/// An error. `kind` (`type` in JSON) is for programs; `detail` is for developers, in English. The app has its own text for
/// each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    pub title: String,
    #[cfg_attr(feature = "openapi", schema(format = "int32", minimum = 100, maximum = 599))]
    pub status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The requested path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The guardian gives it to the office, which finds the request in the log.
    pub request_id: String,
    /// The platform's error code, if the platform caused the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream_code: Option<String>,
    /// The open top-up that prevents this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_up_id: Option<TopUpId>,
    /// The invalid fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// One invalid field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// A JSON pointer into the request's body (RFC 6901).
    pub pointer: String,
    pub detail: String,
}

macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $name:ident = $slug:literal, $status:literal, $title:literal;)*) => {
        /// The kinds of problem. In JSON each is a relative URI, `/problems/<slug>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ProblemKind {
            $($(#[$doc])* #[serde(rename = $slug)] $name,)*
            /// A kind that this version of the app does not know.
            #[serde(other)]
            Other,
        }

        impl ProblemKind {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The relative URI that names the kind.
            pub const fn uri(self) -> &'static str {
                match self { $(Self::$name => $slug,)* Self::Other => "about:blank" }
            }

            /// Its HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Other => 500 }
            }

            /// A short English name.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* Self::Other => "Unexpected error" }
            }
        }
    };
}

problem_kinds! {
    /// The request does not match the contract.
    MalformedRequest = "/problems/malformed-request", 400, "The request is malformed";
    IdempotencyKeyMissing = "/problems/idempotency-key-missing", 400, "The Idempotency-Key header is missing or malformed";
    NotSignedIn = "/problems/not-signed-in", 401, "No valid session";
    /// The code is wrong, used, expired or was never sent. The answer does not say which.
    CodeRefused = "/problems/code-refused", 401, "The code is not valid";
    ForeignOrigin = "/problems/foreign-origin", 403, "The request comes from another site";
    /// Unknown, or it belongs to another guardian.
    NotFound = "/problems/not-found", 404, "Not found";
    MethodNotAllowed = "/problems/method-not-allowed", 405, "The method is not allowed here";
    AlreadyPaid = "/problems/already-paid", 409, "Already paid";
    PaymentInProgress = "/problems/payment-in-progress", 409, "A payment is in progress";
    Expired = "/problems/expired", 409, "The due date has passed";
    Cancelled = "/problems/cancelled", 409, "Cancelled";
    /// The platform does not know the top-up yet.
    StillOpening = "/problems/still-opening", 409, "Not at the payment platform yet";
    DuplicateOpenTopUp = "/problems/duplicate-open-top-up", 409, "An equal top-up is open";
    IdempotencyKeyInFlight = "/problems/idempotency-key-in-flight", 409, "The first request with this key is still being processed";
    TooLarge = "/problems/too-large", 413, "The request is too large";
    UnsupportedMediaType = "/problems/unsupported-media-type", 415, "The body must be application/json";
    InvalidField = "/problems/invalid-field", 422, "A field is not acceptable";
    AmountOutOfRange = "/problems/amount-out-of-range", 422, "The amount is out of range";
    IdempotencyKeyReused = "/problems/idempotency-key-reused", 422, "The key was used with another body";
    TooManyRequests = "/problems/too-many-requests", 429, "Too many requests";
    InternalError = "/problems/internal-error", 500, "Internal error";
    PlatformError = "/problems/platform-error", 502, "The payment platform refused";
    PlatformDown = "/problems/platform-down", 503, "The payment platform does not answer";
    Unavailable = "/problems/unavailable", 503, "The service is not available";
}

/// Written by hand, because the derive does not see names that a macro generates.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ProblemKind {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("uri-reference".into())))
            .enum_values(Some(Self::ALL.iter().map(|kind| kind.uri())))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ProblemKind {
    fn name() -> std::borrow::Cow<'static, str> {
        "ProblemKind".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_serialises_as_its_uri() {
        for &kind in ProblemKind::ALL {
            let wire = serde_json::to_string(&kind).unwrap();
            assert_eq!(wire, format!("{:?}", kind.uri()));
            assert_eq!(serde_json::from_str::<ProblemKind>(&wire).unwrap(), kind);
            assert!((400..=599).contains(&kind.status()), "{kind:?}");
        }
    }

    #[test]
    fn an_unknown_kind_is_read_as_other() {
        assert_eq!(serde_json::from_str::<ProblemKind>("\"/problems/new\"").unwrap(), ProblemKind::Other);
    }
}
