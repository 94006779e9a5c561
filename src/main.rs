//! The app, which stays as long as the page.

use ricarica::{app::app, frame};

fn main() {
    if let Some(mounted) = frame::start(app) {
        mounted.for_ever();
    }
}
