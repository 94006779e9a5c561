//! The offer to load a new version of the app.

use super::{Icon, Shape, use_texts};
use crate::browser::update;
use leptos::prelude::*;

/// For pages that may be reloaded. Empty while there is no new version.
#[component]
pub fn UpdateOffer() -> impl IntoView {
    let texts = use_texts();
    let waiting = update::update_waiting();
    view! {
        {move || {
            waiting
                .get()
                .then(|| {
                    view! {
                        <div class="strip update-offer" role="status">
                            <span>{texts.update.ready}</span>
                            <button type="button" class="btn btn-outline-primary" data-ask=update::ASK>
                                <Icon shape=Shape::Turning />
                                {texts.update.apply}
                            </button>
                        </div>
                    }
                })
        }}
    }
}
