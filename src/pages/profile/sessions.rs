//! Where the guardian is signed in.

use super::sign_out::Leaving;
use crate::{
    browser::{focus::focus, intl},
    client::{Client, ClientError},
    components::{Announcer, BusyButton, ProblemPanel, Skeleton, remount, use_texts},
    layout::error_message,
    reactive::context,
    state::{Asked, put},
};
use contract::{OpenSession, OpenSessions, SessionId};
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;

/// The `id` of the heading, which takes the focus when a session's button is gone.
const HEADING: &str = "sessions";

/// What is under way.
#[derive(Clone, PartialEq, Eq)]
enum Ending {
    One(SessionId),
    All,
}

#[derive(Clone, Copy)]
struct Sessions {
    client: Client,
    texts: Texts,
    announcer: Announcer,
    leaving: Leaving,
    list: RwSignal<Asked<OpenSessions>>,
    busy: RwSignal<Option<Ending>>,
    failed: RwSignal<Option<ClientError>>,
}

impl Sessions {
    fn read(self) {
        spawn_local(async move { put(self.list, Some(self.client.open_sessions().await)) });
    }

    fn end(self, id: SessionId, name: String) {
        self.failed.set(None);
        self.busy.set(Some(Ending::One(id.clone())));
        spawn_local(async move {
            let done = self.client.end_session(&id).await;
            match done {
                Ok(()) => {
                    // The list changes at once; the gateway's own follows.
                    self.list.try_update(|list| {
                        if let Some(Ok(list)) = list {
                            list.items.retain(|one| one.id != id);
                        }
                    });
                    self.announcer.say(&self.texts.profile.session_ended.of(&name));
                    focus(HEADING);
                }
                Err(error) => drop(self.failed.try_set(Some(error))),
            }
            self.busy.try_set(None);
            self.read();
        });
    }

    fn end_all(self) {
        self.failed.set(None);
        self.busy.set(Some(Ending::All));
        spawn_local(async move {
            match self.client.sign_out_everywhere().await {
                Ok(()) => self.leaving.leave(),
                Err(error) => drop(self.failed.try_set(Some(error))),
            }
            self.busy.try_set(None);
        });
    }
}

/// A line for each session, and the button that ends all.
#[component]
pub fn OpenSessionList() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.profile;
    let sessions = Sessions {
        client: context(),
        texts,
        announcer: context(),
        leaving: Leaving::new(),
        list: RwSignal::new(None),
        busy: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    let Sessions { list, busy, failed, .. } = sessions;
    sessions.read();
    let retry = Callback::new(move |()| {
        put(list, None);
        sessions.read();
    });
    view! {
        <section class="it-card">
            <h2 id=HEADING tabindex="-1">{words.sessions_title}</h2>
            {remount(
                move || list.get(),
                move |list| match list {
                    None => view! { <Skeleton /> }.into_any(),
                    Some(Err(error)) => {
                        view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry /> }.into_any()
                    }
                    Some(Ok(list)) => {
                        let lines = list.items.into_iter().map(|one| line(sessions, one)).collect_view();
                        view! { <ul class="sessions">{lines}</ul> }.into_any()
                    }
                },
            )}
            <p class="small">{words.everywhere_lead}</p>
            {move || failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })}
            <BusyButton
                label=words.sign_out_everywhere
                busy_label=words.ending_session
                busy=Signal::derive(move || busy.get() == Some(Ending::All))
                blocked=Signal::derive(move || busy.get().is_some())
                on_press=Callback::new(move |()| sessions.end_all())
                look="btn-outline-primary"
            />
        </section>
    }
}

fn line(sessions: Sessions, session: OpenSession) -> AnyView {
    let (texts, busy) = (sessions.texts, sessions.busy);
    let words = &texts.profile;
    let name = device(texts, &session);
    let began = words.session_began.of(&intl::moment(texts.language, &session.started_at));
    let used = words.session_used.of(&intl::day(texts.language, &session.last_used_on));
    let end = if session.is_current {
        // This one ends with the page's own sign-out.
        view! { <p class="small"><strong>{words.this_device}</strong></p> }.into_any()
    } else {
        let (id, label) = (session.id.clone(), words.end_session.of(&name));
        let press = {
            let name = name.clone();
            Callback::new(move |()| sessions.end(id.clone(), name.clone()))
        };
        let id = session.id.clone();
        view! {
            <BusyButton
                label=label
                busy_label=words.ending_session
                busy=Signal::derive(move || busy.get() == Some(Ending::One(id.clone())))
                blocked=Signal::derive(move || busy.get().is_some())
                on_press=press
                look="btn-outline-primary"
            />
        }
        .into_any()
    };
    view! {
        <li>
            <p><strong translate="no">{name}</strong></p>
            <p class="small">{began}</p>
            <p class="small">{used}</p>
            {end}
        </li>
    }
    .into_any()
}

fn device(texts: Texts, session: &OpenSession) -> String {
    match (&session.browser, &session.system) {
        (Some(browser), Some(system)) => texts.profile.device.of(browser, system),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => texts.profile.unknown_device.to_owned(),
    }
}
