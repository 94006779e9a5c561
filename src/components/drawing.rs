//! Small line drawings for a page that has nothing to list or one thing to say. Lines have the colour of the text, one part
//! of each has the municipality's second colour.

use leptos::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// A laid table with an empty plate: there is nothing to list yet.
    Empty,
    /// A cloud over the mountains, crossed out: no network.
    Offline,
    /// A receipt with a tick.
    Paid,
    /// A pot on the fire: something is on its way.
    Waiting,
}

impl Scene {
    pub const ALL: [Self; 4] = [Self::Empty, Self::Offline, Self::Paid, Self::Waiting];

    /// The paths' data on a grid of 160 × 112: lines, lines in the second colour.
    const fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => (
                "M80 20a36 36 0 1 0 0 72 36 36 0 0 0 0-72M20 20v16a9 9 0 0 0 18 0V20M29 20v72M130 92V20c9 5 13 22 10 42h-10M8 106h144",
                "M80 34a22 22 0 0 1 22 22M80 78a22 22 0 0 1-22-22",
            ),
            Self::Offline => (
                "M48 58h58a17 17 0 0 0 2-34 25 25 0 0 0-48-5 20 20 0 0 0-12 39M8 106l34-36 16 18 14-14 20 24 22-26 38 34",
                "M56 66l48-56",
            ),
            Self::Paid => (
                "M44 8h64v42M44 8v86l9-6 9 6 9-6 9 6 5-3M58 28h36M58 44h24M58 60h14M8 106h144",
                "M112 58a22 22 0 1 0 0 44 22 22 0 0 0 0-44M102 80l7 8 13-15",
            ),
            Self::Waiting => (
                "M44 54h72v34a14 14 0 0 1-14 14H58a14 14 0 0 1-14-14zM44 66H30M116 66h14M38 54h84M8 106h144",
                "M62 40c-6-9 6-13 0-24M80 40c-6-9 6-13 0-24M98 40c-6-9 6-13 0-24",
            ),
        }
    }
}

/// A decoration above a text; screen readers skip it.
#[component]
pub fn Drawing(scene: Scene) -> impl IntoView {
    let (lines, accent) = scene.paths();
    view! {
        <svg class="drawing" viewBox="0 0 160 112" aria-hidden="true" focusable="false">
            <path d=lines />
            <path class="accent" d=accent />
        </svg>
    }
}
