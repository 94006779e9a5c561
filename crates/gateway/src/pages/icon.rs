//! The pages' icons, each one path on a grid of 24. The app has the same shapes.

use maud::{Markup, html};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Alert,
    Bank,
    Check,
    Chevron,
    Clock,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 3 2 21h20zM12 10v5M12 18v.01",
            Self::Bank => "M3 9 12 4l9 5zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18",
            Self::Check => "M4 12.5 9.5 18 20 6.5",
            Self::Chevron => "m9 5 7 7-7 7",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2",
        }
    }
}

/// A decorative icon, hidden from screen readers.
pub fn icon(shape: Shape) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" { path d=(shape.path()) {} }
    }
}
