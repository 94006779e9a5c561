//! The invitation to install the app. It is not shown again after the guardian has declined.

use super::{Announcer, Icon, Shape, use_texts};
use crate::{
    browser::{
        install::{self, InstallWay},
        storage::Storage,
    },
    messages::Texts,
};
use leptos::prelude::*;

/// Where the refusal is saved.
const KEY: &str = "ricarica.install";

/// For pages that show a notice. Empty if the app is installed, cannot be installed, or was declined.
#[component]
pub fn InstallInvitation() -> impl IntoView {
    let texts = use_texts();
    let announcer = use_context::<Announcer>();
    let way = install::way();
    let wanted = RwSignal::new(Storage::Local.get_text(KEY).is_none());
    let never_again = move || {
        // If it cannot be saved, it holds until the page is left.
        let _ = Storage::Local.set_text(KEY, "no");
        wanted.set(false);
    };
    let dismiss = Callback::new(move |()| {
        never_again();
        if let Some(announcer) = announcer {
            announcer.say(texts.install.dismissed);
        }
    });
    // The browser asks now. It does not ask twice, so the invitation is not shown again.
    let asked = Callback::new(move |()| never_again());
    move || {
        wanted.get().then(|| way.get()).flatten().map(|way| {
            view! {
                <section class="it-card install">
                    <h2><Icon shape=Shape::Phone />{texts.install.title}</h2>
                    <p>{texts.install.why}</p>
                    {match way {
                        InstallWay::Question => question(texts, asked),
                        InstallWay::Steps => steps(texts),
                    }}
                    <button type="button" class="btn btn-link w-100" on:click=move |_| dismiss.run(())>
                        {texts.install.dismiss}
                    </button>
                </section>
            }
        })
    }
}

fn question(texts: Texts, asked: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="btn btn-outline-primary w-100"
            data-ask=install::ASK
            on:click=move |_| asked.run(())
        >
            {texts.install.install}
        </button>
    }
    .into_any()
}

fn steps(texts: Texts) -> AnyView {
    let words = &texts.install;
    view! {
        <ol>
            <li>{words.share}" "<Icon shape=Shape::Share />" "{words.share_where}</li>
            <li>{words.choose}" "<strong>{words.add_to_home}</strong>"."</li>
        </ol>
        <p class="small">{words.sign_in_again}</p>
    }
    .into_any()
}
