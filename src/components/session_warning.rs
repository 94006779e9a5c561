//! The warning that the session ends soon, with a button to stay signed in.

use super::{Icon, Shape, use_texts};
use leptos::prelude::*;

/// Screen readers read it at once.
#[component]
pub fn SessionWarning(on_stay: Callback<()>) -> impl IntoView {
    let words = &use_texts().sign_in;
    view! {
        <section class="strip session-warning" role="alert">
            <span><Icon shape=Shape::Clock />{words.ends_soon}</span>
            <button type="button" class="btn btn-primary" on:click=move |_| on_stay.run(())>{words.stay}</button>
        </section>
    }
}
