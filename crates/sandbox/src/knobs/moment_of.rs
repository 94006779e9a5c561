//! The moment of a request to the platform's interfaces.

use axum::http::Method;

use crate::state::moment::Moment;

/// `path` is the route's path, with its parameters' names in it. `None` for a request at no moment.
pub fn moment_of(method: &Method, path: &str) -> Option<Moment> {
    let ends = |end: &str| path.ends_with(end);
    match method.as_str() {
        "POST" if ends("/debtpositions") || ends("/debtpositions/bulk") => Some(Moment::Create),
        "POST" if ends("/invalidate") => Some(Moment::Cancel),
        "POST" if ends("/carts") => Some(Moment::Cart),
        "POST" if ends("/notices/generate") => Some(Moment::Print),
        "GET" if ends("/debtpositions") => Some(Moment::List),
        "GET" if ends("/debtpositions/{iupd}") || path.contains("/paymentoptions/") => Some(Moment::Read),
        _ => None,
    }
}
