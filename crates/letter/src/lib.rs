//! The A4 payment notice ("avviso di pagamento") as an accessible PDF.
//!
//! The room is kept, and its place among the others settled: the gateway may use it, it may use
//! `pagopa`, nobody else. Nothing of it is built yet, so the gateway does not depend on it.
