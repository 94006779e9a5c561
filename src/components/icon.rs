//! The app's icons, each one path on a grid of 24.

use leptos::prelude::*;

/// The shape of an icon. Every state of a top-up has its own shape, so that colour is never the only sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    Alert,
    Back,
    Bank,
    Card,
    Check,
    CheckTwice,
    Chevron,
    Clock,
    Code,
    Copy,
    Cross,
    Dots,
    Euro,
    House,
    List,
    Magnifier,
    Mail,
    Minus,
    Person,
    Phone,
    Question,
    Share,
    Sheet,
    Star,
    Turning,
}

impl Shape {
    /// The path's data, drawn as strokes.
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 3 2 21h20zM12 10v5M12 18v.01",
            Self::Back => "M20 12H5M11 5l-7 7 7 7",
            Self::Bank => "M3 9 12 4l9 5zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18",
            Self::Card => "M3 6h18v12H3zM3 10h18M6 15h4",
            Self::Check => "M4 12.5 9.5 18 20 6.5",
            Self::CheckTwice => "M1.5 12.5 7 18 17.5 6.5M12.5 17l1 1L23 7.5",
            Self::Chevron => "m9 5 7 7-7 7",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2",
            Self::Code => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v3M14 20h3M20 20v.01",
            Self::Copy => "M9 9h11v12H9zM5 15H4V3h11v2",
            Self::Cross => "M6 6l12 12M18 6 6 18",
            Self::Dots => "M5 12v.01M12 12v.01M19 12v.01",
            Self::Euro => "M18 6a7 7 0 1 0 0 12M4 10.5h9M4 13.5h8",
            Self::House => "m3 11 9-8 9 8M5.5 9v11h13V9M10 20v-6h4v6",
            Self::List => "M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01",
            Self::Magnifier => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
            Self::Mail => "M3 6h18v12H3zM3 7l9 6 9-6",
            Self::Minus => "M5 12h14",
            Self::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c.5-4 3.5-6 8-6s7.5 2 8 6",
            Self::Phone => "M7 2h10v20H7zM11 18.5h2",
            Self::Question => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.3 9.3a2.7 2.7 0 0 1 5.4.2c0 1.8-2.7 2.2-2.7 4M12 17v.01"
            }
            Self::Share => "M12 15V3M8 7l4-4 4 4M8 11H5v10h14V11h-3",
            Self::Sheet => "M6 3h9l4 4v14H6zM9 11h7M9 15h7",
            Self::Star => "m12 3 2.7 5.9 6.4.7-4.8 4.3 1.4 6.3-5.7-3.2-5.7 3.2 1.4-6.3L2.9 9.6l6.4-.7z",
            Self::Turning => "M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5",
        }
    }
}

/// A decoration beside a text; screen readers skip it.
#[component]
pub fn Icon(shape: Shape) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=shape.path() />
        </svg>
    }
}
