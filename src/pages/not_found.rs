//! The page of an unknown address.

use crate::{
    components::{PageHeading, use_texts},
    routes::Route,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageHeading title=texts.shell.not_found_title />
        <p>{texts.shell.not_found}</p>
        <p><a class="btn btn-primary w-100" href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
    }
}
