//! The outside world for demos and tests.
fn main() {}
