//! The link by which somebody else pays the notice.

use crate::{
    browser::{document, intl},
    client::Client,
    components::{Icon, ProblemPanel, Shape, Share, Skeleton, remount, use_texts},
    layout::error_message,
    reactive::{Runs, context},
    routes::Route,
    state::Asked,
};
use contract::{LinkKey, Money, TopUpId};
use leptos::{prelude::*, task::spawn_local};

/// Asks for the link when it is unfolded, because browsers share only right after a tap, and a request takes too long.
#[component]
pub fn SomebodyElse(id: TopUpId, amount: Money) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.shared_notice;
    let client: Client = context();
    let names = RwSignal::new(false);
    // The outer `None`: it was not asked for.
    let key = RwSignal::new(None::<Asked<LinkKey>>);
    let requests = Runs::new();
    let of = StoredValue::new(id);
    let ask = move || {
        key.set(Some(None));
        let (run, id) = (requests.start(), of.get_value());
        spawn_local(async move {
            let answer = client.share_notice(&id, names.get_untracked()).await;
            // Another answer may have been asked for meanwhile, or the page is gone.
            if run.is_latest() {
                key.try_set(Some(Some(answer)));
            }
        });
    };
    let unfold = move |event: leptos::ev::Event| {
        let open = event_target::<web_sys::HtmlDetailsElement>(&event).open();
        if open && !key.with_untracked(|key| matches!(key, Some(Some(Ok(_))))) {
            ask();
        }
    };
    view! {
        <details class="fold somebody-else" on:toggle=unfold>
            <summary>{words.ask_title}<Icon shape=Shape::Chevron /></summary>
            <p>{words.ask_lead}</p>
            <div class="choices">
                <div>
                    <label>
                        <input
                            type="checkbox"
                            prop:checked=move || names.get()
                            on:change=move |event| {
                                names.set(event_target_checked(&event));
                                ask();
                            }
                        />
                        <span>{words.names}" "<span class="small">{words.names_more}</span></span>
                    </label>
                </div>
            </div>
            {remount(
                move || key.get(),
                move |key: Option<Asked<LinkKey>>| match key {
                    None => ().into_any(),
                    Some(None) => view! { <Skeleton cards=1 /> }.into_any(),
                    Some(Some(Ok(key))) => {
                        let link = Route::SharedNotice { id: of.get_value(), key: Some(key) };
                        let link = [document::origin(), link.to_string()].concat();
                        let text = words.text.of(&intl::money(texts.language, amount), &link);
                        let content = Callback::new(move |()| (text.clone(), None));
                        view! { <Share label=words.share title=words.title content=content /> }.into_any()
                    }
                    Some(Some(Err(error))) => view! {
                        <ProblemPanel
                            message=error_message(texts, &error)
                            on_retry=Callback::new(move |()| ask())
                        />
                    }
                    .into_any(),
                },
            )}
        </details>
    }
}
