//! Messages and questions of the form.

use super::order_form::{Duplicate, OrderForm};
use crate::{
    browser::{focus::focus, intl},
    components::{
        ConfirmDialog, ErrorMessage, Icon, ProblemPanel, Shape, account_name, remount, top_up_name, use_texts,
    },
    reactive::{effect, memo},
    routes::Route,
};
use contract::CheckoutId;
use leptos::prelude::*;
use messages::Texts;

const NOTES: &str = "top-up-notes";

/// Errors, the wait for the platform, and the link to a checkout that was opened before. A new message takes the focus,
/// because the pressed button may be far below.
#[component]
pub fn Notes(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let OrderForm { error, not_replaced, bad_redirect, flow, .. } = form;
    let (opening, redirected_to) = (flow.opening, flow.redirected_to);
    effect(move || {
        let failed = error.with(Option::is_some) || not_replaced.with(Option::is_some);
        if failed || bad_redirect.get() || opening.get() {
            focus(NOTES);
        }
    });
    view! {
        <div id=NOTES tabindex="-1" class="notes">
            {move || redirected_to.get().map(|checkout| open_checkout(form, checkout))}
            {move || summary(form)}
            {remount(
                move || error.get(),
                |error| error.map(|message| view! { <ProblemPanel message=message /> }),
            )}
            {remount(
                move || not_replaced.get(),
                move |why| why.map(|why| refused(texts, &why)),
            )}
            {move || {
                bad_redirect
                    .get()
                    .then(|| view! { <p class="alert alert-danger" role="alert">{texts.top_up.bad_redirect}</p> })
            }}
            {move || opening.get().then(|| waiting(texts))}
        </div>
    }
}

/// If several amounts are wrong: a link to each field. If only one is wrong, its field already has the focus.
fn summary(form: OrderForm) -> Option<AnyView> {
    let texts = form.texts;
    let mut wrong = form.lines.get_value();
    wrong.retain(|line| line.error.with(Option::is_some));
    let count = u64::try_from(wrong.len()).ok().filter(|count| *count > 1)?;
    let links = wrong.into_iter().map(|line| {
        let name = account_name(texts, &line.account.get_untracked());
        // A jump within the page: `rel` keeps the app from handling the click.
        view! { <li><a rel="external" href=["#", &line.field_id()].concat()>{name}</a></li> }
    });
    Some(
        view! {
            <section class="alert alert-danger">
                <h2><Icon shape=Shape::Alert />{texts.top_up.amounts_wrong.of(count)}</h2>
                <ul>{links.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn waiting(texts: Texts) -> AnyView {
    view! {
        <section class="alert alert-info" role="status">
            <h2><Icon shape=Shape::Clock />{texts.top_up.opening_title}</h2>
            <p>{texts.top_up.opening}</p>
            <p>{texts.top_up.opening_later}</p>
            <p><a href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
        </section>
    }
    .into_any()
}

/// The open top-up could not be cancelled, and nothing was opened.
fn refused(texts: Texts, why: &ErrorMessage) -> AnyView {
    view! {
        <section class="alert alert-warning" role="alert">
            <h2><Icon shape=Shape::Alert />{texts.top_up.not_replaced_title}</h2>
            <p>{why.text.what}" "{texts.top_up.not_replaced}</p>
            <p>{why.text.now}</p>
        </section>
    }
    .into_any()
}

fn open_checkout(form: OrderForm, checkout: CheckoutId) -> AnyView {
    let texts = form.texts;
    let same = memo(move || form.is_unchanged());
    let notice = remount(
        move || if same.get() { texts.top_up.left_same } else { texts.top_up.left_other },
        |notice| notice,
    );
    view! {
        <section class="alert alert-warning">
            <h2><Icon shape=Shape::Clock />{texts.top_up.left_title}</h2>
            <p>{texts.top_up.left}" "{notice}</p>
            <p><a class="btn btn-outline-primary" href=Route::Outcome(checkout).to_string()>{texts.top_up.left_see}</a></p>
        </section>
    }.into_any()
}

/// The question if a top-up of the account is open: pay it, replace it, or open another besides.
#[component]
pub fn DuplicateQuestion(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let duplicate = form.duplicate;
    // The answer closes the question and continues the order.
    let go_on = move |answer: fn(OrderForm, &Duplicate)| {
        if let Some(found) = duplicate.get_untracked() {
            duplicate.set(None);
            answer(form, &found);
            form.press(found.way);
        }
    };
    let open_amount = move |found: &Duplicate| intl::money(texts.language, found.existing.amount);
    let question = move || {
        let found = duplicate.get()?;
        Some(top_up.duplicate.of(&open_amount(&found), &top_up_name(texts, &found.existing)))
    };
    let pay_it = move || Some(top_up.duplicate_use.of(&open_amount(&duplicate.get()?)));
    // Another amount: an equal one need not be replaced.
    let replace_it = move || {
        let found = duplicate.get()?;
        (found.existing.amount.amount != found.order.amount)
            .then(|| top_up.duplicate_replace.of(&intl::money(texts.language, found.order.amount.into())))
    };
    view! {
        <ConfirmDialog
            id="duplicate"
            title=top_up.duplicate_title
            open=Signal::derive(move || duplicate.with(Option::is_some))
            on_dismiss=Callback::new(move |()| duplicate.set(None))
        >
            <p>{question}</p>
            <div class="buttons">
                <button
                    type="button"
                    class="btn btn-primary"
                    on:click=move |_| {
                        go_on(|form, found| {
                            let (account, amount) = (&found.order.account_id, found.existing.amount.amount);
                            form.draft().set_made(account, amount, found.existing.id.clone());
                            if let Some(line) = form.line(account) {
                                line.typed.set(intl::typed_money(form.texts.language, amount));
                            }
                        })
                    }
                >
                    {pay_it}
                </button>
                {move || replace_it().map(|label| view! {
                    <button
                        type="button"
                        class="btn btn-outline-primary"
                        on:click=move |_| {
                            go_on(|form, found| {
                                let order = &found.order;
                                form.draft().replace(&order.account_id, order.amount, found.existing.id.clone());
                            })
                        }
                    >
                        {label}
                    </button>
                })}
                <button
                    type="button"
                    class="btn btn-outline-primary"
                    on:click=move |_| {
                        go_on(|form, found| form.draft().renew(&found.order.account_id, found.order.amount, true))
                    }
                >
                    {top_up.duplicate_second}
                </button>
                <button type="button" class="btn btn-link" on:click=move |_| duplicate.set(None)>
                    {top_up.duplicate_back}
                </button>
            </div>
        </ConfirmDialog>
    }
}
