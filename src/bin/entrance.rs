//! The entrance, until the app takes its place.

fn main() {
    ricarica::entrance::open();
}
