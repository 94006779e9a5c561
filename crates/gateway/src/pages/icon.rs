//! The pages' icons, each one path on a grid of 24. The app has the same shapes.

use maud::{Markup, html};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Alert,
    Bank,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 3 2 21h20zM12 10v5M12 18v.01",
            Self::Bank => "M3 9 12 4l9 5zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18",
        }
    }
}

/// A decorative icon, hidden from screen readers.
pub fn icon(shape: Shape) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" { path d=(shape.path()) {} }
    }
}
