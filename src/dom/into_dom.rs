//! What may stand between braces in the markup.

use super::{Dom, append_dom, dynamic, fragment, text};
use crate::signal::RwSignal;
use leptos::prelude::*;

/// Something that can be shown.
pub trait IntoDom {
    fn into_dom(self) -> Dom;
}

impl IntoDom for Dom {
    fn into_dom(self) -> Dom {
        self
    }
}

impl IntoDom for &str {
    fn into_dom(self) -> Dom {
        text(self)
    }
}

impl IntoDom for String {
    fn into_dom(self) -> Dom {
        text(&self)
    }
}

impl IntoDom for () {
    fn into_dom(self) -> Dom {
        fragment()
    }
}

impl<T: IntoDom> IntoDom for Option<T> {
    fn into_dom(self) -> Dom {
        self.map_or_else(fragment, T::into_dom)
    }
}

impl<T: IntoDom> IntoDom for Vec<T> {
    fn into_dom(self) -> Dom {
        self.into_iter().collect()
    }
}

impl<T: IntoDom, const N: usize> IntoDom for [T; N] {
    fn into_dom(self) -> Dom {
        self.into_iter().collect()
    }
}

impl<T: IntoDom> FromIterator<T> for Dom {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let all = fragment();
        for item in items {
            append_dom(&all, &item.into_dom());
        }
        all
    }
}

/// Run again, and shown anew, whenever a signal in it changes.
impl<T: IntoDom, F: Fn() -> T + 'static> IntoDom for F {
    fn into_dom(self) -> Dom {
        dynamic(self)
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<T: IntoDom + Clone + Send + Sync + 'static> IntoDom for $signal<T> {
            fn into_dom(self) -> Dom {
                dynamic(move || self.get())
            }
        }
    )*};
}
signals!(Signal, Memo);

impl<T: IntoDom + Clone + 'static> IntoDom for RwSignal<T> {
    fn into_dom(self) -> Dom {
        dynamic(move || self.get())
    }
}
