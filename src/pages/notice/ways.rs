//! The three ways to use a notice, one at a time: at a counter, with an app, on paper.

use super::{code_card::CodeCard, on_paper::OnPaper, on_phone::OnPhone, somebody_else::SomebodyElse};
use crate::{
    browser::document,
    components::{NoticeNumbers, Segments, ShareButton, use_texts},
    layout::{Apps, Counters, PdfDelivery},
    routes::Route,
};
use contract::{Notice, TopUpId};
use leptos::prelude::*;

/// The way that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Counter,
    App,
    Paper,
}

/// The switch, the chosen way, and the button that shares the notice.
#[component]
pub fn Ways(
    notice: Notice,
    id: TopUpId,
    letter: PdfDelivery,
    /// Whether the page can be printed.
    print: bool,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.notice;
    let way = RwSignal::new(Way::Counter);
    let choices = vec![
        (Way::Counter, texts.counter.title),
        (Way::App, words.with_app),
        (Way::Paper, words.letter_title),
    ];
    let hidden = move |of: Way| move || way.get() != of;
    let (cbill, number) = (notice.cbill_code.is_some(), notice.notice_number);
    let (somebody, amount) = (id.clone(), notice.amount);
    let link = [document::origin(), Route::Notice(id.clone()).to_string()].concat();
    view! {
        <section class="it-card ways">
            <Segments quiet=true name="way" legend=words.ways chosen=way choices=choices />
            <div hidden=hidden(Way::Counter)>
                <CodeCard notice=notice.clone() id=id />
            </div>
            <div hidden=hidden(Way::App)>
                <NoticeNumbers notice=notice.clone() />
                <Apps cbill=cbill />
                <OnPhone link=link.clone() />
            </div>
            <div hidden=hidden(Way::Paper)><OnPaper letter=letter number=number print=print /></div>
            <ShareButton notice=notice link=link />
            <SomebodyElse id=somebody amount=amount />
            <div hidden=hidden(Way::Counter)><Counters /></div>
        </section>
    }
}
