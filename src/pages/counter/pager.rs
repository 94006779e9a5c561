//! The way from one notice to the next: buttons, arrow keys and swipes.

use crate::{
    browser::{address::Address, lifecycle::on_window},
    components::{Icon, Shape, use_texts},
    reactive::context,
    routes::Route,
    state::SavedNotice,
};
use contract::TopUpId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The least length of a swipe, in CSS pixels, so that the thumb that holds the phone does not change the notice.
const SWIPE: i32 = 60;

/// The position of a notice among the saved ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    pub previous: Option<TopUpId>,
    pub next: Option<TopUpId>,
    /// From 1.
    pub place: usize,
    pub count: usize,
}

impl Pager {
    /// The position of the notice of this top-up. Empty if it is not among `notices`.
    pub fn around(id: &TopUpId, notices: &[SavedNotice]) -> Self {
        let Some(place) = notices.iter().position(|saved| saved.top_up_id == *id) else {
            return Self::default();
        };
        let at = |place: Option<usize>| Some(notices.get(place?)?.top_up_id.clone());
        Self {
            previous: at(place.checked_sub(1)),
            next: at(place.checked_add(1)),
            place: place + 1,
            count: notices.len(),
        }
    }
}

/// The buttons, arrow keys and swipes. Empty if there is only one notice.
#[component]
pub fn PagerButtons(pager: Pager) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.counter;
    if pager.count < 2 {
        return ().into_any();
    }
    let address: Address = context();
    let go = {
        let pager = pager.clone();
        move |to_next: bool| {
            let id = if to_next { &pager.next } else { &pager.previous };
            if let Some(id) = id {
                address.replace(Route::Counter(Some(id.clone())));
            }
        }
    };
    follow_keys(go.clone());
    follow_swipes(go);
    view! {
        <nav class="turning" aria-label=words.place.of(&pager.place.to_string(), &pager.count.to_string())>
            {arrow(pager.previous.as_ref(), words.previous, "back")}
            <span aria-hidden="true">{[pager.place.to_string(), " / ".to_owned(), pager.count.to_string()].concat()}</span>
            {arrow(pager.next.as_ref(), words.next, "on")}
        </nav>
    }
    .into_any()
}

fn arrow(id: Option<&TopUpId>, label: &'static str, class: &'static str) -> AnyView {
    match id {
        Some(id) => {
            let address: Address = context();
            let to = Route::Counter(Some(id.clone()));
            view! {
                <button
                    type="button"
                    class=["arrow ", class].concat()
                    aria-label=label
                    on:click=move |_| address.replace(&to)
                >
                    <Icon shape=Shape::Chevron />
                </button>
            }
            .into_any()
        }
        // It takes the same space, so that the other button does not move.
        None => view! { <span class="arrow"></span> }.into_any(),
    }
}

fn follow_keys(go: impl Fn(bool) + 'static) {
    on_window("keydown", move |event| {
        let event: &web_sys::KeyboardEvent = event.unchecked_ref();
        // In the switch the arrow keys select the code.
        let in_a_field = event.target().is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>());
        match event.key().as_str() {
            "ArrowLeft" if !in_a_field => go(false),
            "ArrowRight" if !in_a_field => go(true),
            _ => {}
        }
    });
}

fn follow_swipes(go: impl Fn(bool) + 'static) {
    let start = StoredValue::new(None::<(i32, i32)>);
    on_window("pointerdown", move |event| {
        let event: &web_sys::PointerEvent = event.unchecked_ref();
        // A second finger zooms.
        start.set_value(event.is_primary().then(|| (event.client_x(), event.client_y())));
    });
    on_window("pointerup", move |event| {
        let event: &web_sys::PointerEvent = event.unchecked_ref();
        let Some((x, y)) = start.try_update_value(Option::take).flatten() else { return };
        let (across, along) = (event.client_x() - x, event.client_y() - y);
        if across.abs() > SWIPE && across.abs() > along.abs() * 2 {
            go(across < 0);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_notice_has_no_neighbours() {
        let id = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap();
        assert_eq!(Pager::around(&id, &[]), Pager::default());
    }
}
