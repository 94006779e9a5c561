//! *Esegui ricarica*: an amount for one account or for several, and both ways to pay it, on one screen.
//!
//! | file | what |
//! |---|---|
//! | `check` | from what was typed to an amount, or to a sentence beside the field |
//! | `quick_amounts` | amounts one tap away |
//! | `order_form` | what is typed, what stopped it, what follows |
//! | `line`, `ways`, `notes` | what is seen |

mod check;
mod line;
mod notes;
mod order_form;
mod quick_amounts;
mod ways;

pub use line::{AccountLine, AmountFor};

use crate::{
    browser::{intl, lifecycle},
    client::{Client, ClientError},
    components::{PageHeading, ProblemPanel, Skeleton, remount, use_texts},
    layout::error_message,
    reactive::context,
    routes::{ChosenAccounts, Route},
    state::{
        AccountsState, Asked,
        checkout::{CheckoutFlow, Draft},
        put,
    },
};
use check::check;
use contract::{Account, Accounts, Money};
use leptos::{prelude::*, task::spawn_local};
use line::{as_typed, renew};
use messages::Texts;
use notes::{DuplicateQuestion, Notes};
use order_form::{CHECKOUT_TEXT_MAX, OrderForm};
use pagopa::Amount;
use ways::{NoticeWay, OnlineWay};

/// The screen.
#[component]
pub fn TopUpPage(
    accounts: ChosenAccounts,
    /// What is typed into the field of one account at first.
    amount: Option<Amount>,
) -> impl IntoView {
    let texts = use_texts();
    let title = if accounts.is_one() { texts.top_up.title } else { texts.top_up.title_several };
    let read = AccountsOfForm::new();
    read.start();
    let retry = Callback::new(move |()| {
        read.shown.set(None);
        read.start();
    });
    read.lines_of.set_value(Some(accounts.clone()));
    view! {
        <PageHeading title=title />
        {remount(
            move || read.shown.get(),
            move |shown| match shown {
                None => view! { <Skeleton cards=1 /> }.into_any(),
                Some(Ok(all)) => match only(&accounts, all.items) {
                    none if none.is_empty() => unknown(texts),
                    accounts => {
                        view! { <TopUpForm accounts=accounts amount=amount lines=read.lines /> }.into_any()
                    }
                },
                Some(Err(error)) => {
                    view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry /> }.into_any()
                }
            },
        )}
    }
}

/// Those that the address names.
fn only(chosen: &ChosenAccounts, accounts: Vec<Account>) -> Vec<Account> {
    match chosen {
        ChosenAccounts::All => accounts,
        ChosenAccounts::These(ids) => {
            accounts.into_iter().filter(|account| ids.contains(&account.id)).collect()
        }
    }
}

/// The accounts that the form is made of. `Copy`: tasks and views share it.
#[derive(Clone, Copy)]
struct AccountsOfForm {
    client: Client,
    state: AccountsState,
    shown: RwSignal<Asked<Accounts>>,
    /// The lines of the form that is there, and the accounts that the address names.
    lines: StoredValue<Vec<AccountLine>>,
    lines_of: StoredValue<Option<ChosenAccounts>>,
    /// Of several questions under way only the youngest counts.
    youngest: StoredValue<u32>,
}

impl AccountsOfForm {
    fn new() -> Self {
        let state: AccountsState = context();
        // A guardian who was sent to the payment page before may have paid there: that is asked first.
        let fresh = state.fresh_accounts().filter(|_| Draft::restore().left_for().is_none());
        Self {
            client: context(),
            state,
            // What was read a moment ago is there at once.
            shown: RwSignal::new(fresh.map(Ok)),
            lines: StoredValue::new(Vec::new()),
            lines_of: StoredValue::new(None),
            youngest: StoredValue::new(0),
        }
    }

    /// Asks the gateway. What is newer is put into the form that is there; what does not fit is drawn anew.
    fn start(self) {
        let mine = self.youngest.try_update_value(|count| {
            *count = count.wrapping_add(1);
            *count
        });
        spawn_local(async move {
            let answer = self.read().await;
            if mine.is_none() || self.youngest.try_get_value() != mine {
                return;
            }
            let is_shown = self.shown.try_with_untracked(|shown| matches!(shown, Some(Ok(_))));
            match answer {
                Ok(accounts) if is_shown == Some(true) && self.renew(&accounts) => {}
                // What is on the screen stays there when a quiet refresh fails.
                Err(_) if is_shown == Some(true) => {}
                answer => put(self.shown, Some(answer)),
            }
        });
    }

    async fn read(self) -> Result<Accounts, ClientError> {
        // A draft whose payment is concluded is no draft any more.
        if CheckoutFlow::concluded(self.client, Draft::restore()).await.is_some() {
            Draft::forget();
        }
        self.state.read_accounts(self.client).await
    }

    fn renew(self, accounts: &Accounts) -> bool {
        let Some(Some(chosen)) = self.lines_of.try_get_value() else { return false };
        let newer = only(&chosen, accounts.items.clone());
        self.lines.try_with_value(|lines| renew(lines, newer)) == Some(true)
    }
}

fn unknown(texts: Texts) -> AnyView {
    view! {
        <p class="alert alert-warning">{texts.top_up.unknown_account}</p>
        <p><a class="btn btn-primary w-100" href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
    }
    .into_any()
}

#[component]
fn TopUpForm(
    accounts: Vec<Account>,
    amount: Option<Amount>,
    /// Where its lines are put, for newer balances and limits.
    lines: StoredValue<Vec<AccountLine>>,
) -> impl IntoView {
    let texts = use_texts();
    let form = OrderForm::new(texts);
    let several = accounts.len() > 1;
    let suggested = amount.filter(|_| !several).map(|amount| as_typed(texts.language, amount));
    let suggested = suggested.unwrap_or_default();
    let payable = accounts.iter().any(|account| account.limits.is_some());
    let all: Vec<AccountLine> =
        accounts.into_iter().map(|account| AccountLine::new(account, form.draft(), &suggested)).collect();
    lines.set_value(all.clone());
    form.lines.set_value(
        all.iter().copied().filter(|line| line.account.get_untracked().limits.is_some()).collect(),
    );
    lifecycle::on_bfcache_restore(move || spawn_local(form.go_to_outcome_if_concluded()));

    let busy = Signal::derive(move || form.flow.busy.get().is_some());
    view! {
        {several.then(|| view! { <p class="lead">{texts.top_up.several_lead.of(&CHECKOUT_TEXT_MAX.to_string())}</p> })}
        <div class="columns top-up">
            <div>
                {all.into_iter().map(|line| view! { <AmountFor line=line busy=busy /> }).collect_view()}
                {several.then(|| view! { <Total form=form /> })}
                <Notes form=form />
            </div>
            {payable
                .then(|| {
                    view! {
                        <div>
                            <OnlineWay form=form />
                            <NoticeWay form=form several=several />
                        </div>
                    }
                })}
        </div>
        {payable.then(|| view! { <DuplicateQuestion form=form /> })}
    }
}

/// The sum of what can be read so far.
#[component]
fn Total(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let total = move || {
        let amounts =
            form.lines.get_value().into_iter().filter_map(|line| check(&line.typed.get(), None).ok());
        let sum = amounts.fold(Amount::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(Amount::MAX));
        intl::money(texts.language, Money::from(sum))
    };
    view! { <p class="total">{texts.top_up.total}" "<strong class="money">{total}</strong></p> }
}
