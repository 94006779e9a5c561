//! The app, which stays as long as the page.

use ricarica::{app::app, dom::Mounted, frame};

fn main() {
    frame::start(app).map(Mounted::for_ever);
}
