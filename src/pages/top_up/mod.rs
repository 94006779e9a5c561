//! The top-up page (*Esegui ricarica*): amounts for one account or several, and both ways to pay.
//!
//! | file | contains |
//! |---|---|
//! | `check` | reading a typed amount, and its errors |
//! | `quick_amounts` | amounts to choose with one tap |
//! | `order_form` | the state of the form, and what follows |
//! | `line`, `ways`, `notes` | the parts of the page |

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
    reactive::{Runs, context},
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

/// The page.
#[component]
pub fn TopUpPage(
    accounts: ChosenAccounts,
    /// The initial value of the field, if there is one account.
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

/// The accounts that the address names.
fn only(chosen: &ChosenAccounts, accounts: Vec<Account>) -> Vec<Account> {
    match chosen {
        ChosenAccounts::All => accounts,
        ChosenAccounts::These(ids) => {
            accounts.into_iter().filter(|account| ids.contains(&account.id)).collect()
        }
    }
}

/// The accounts of the form.
#[derive(Clone, Copy)]
struct AccountsOfForm {
    client: Client,
    state: AccountsState,
    shown: RwSignal<Asked<Accounts>>,
    /// The lines of the mounted form, and the accounts that the address names.
    lines: StoredValue<Vec<AccountLine>>,
    lines_of: StoredValue<Option<ChosenAccounts>>,
    /// Answers of earlier requests are ignored.
    requests: Runs,
}

impl AccountsOfForm {
    fn new() -> Self {
        let state: AccountsState = context();
        // After a redirect to the payment page the guardian may have paid, so cached accounts are not shown.
        let fresh = state.fresh_accounts().filter(|_| Draft::restore().redirected_to().is_none());
        Self {
            client: context(),
            state,
            // Fresh cached accounts are shown at once.
            shown: RwSignal::new(fresh.map(Ok)),
            lines: StoredValue::new(Vec::new()),
            lines_of: StoredValue::new(None),
            requests: Runs::new(),
        }
    }

    /// Reads the accounts. Newer balances and limits are put into the mounted form; other accounts mount it again.
    fn start(self) {
        let request = self.requests.start();
        spawn_local(async move {
            let answer = self.read().await;
            if !request.is_latest() {
                return;
            }
            let is_shown = self.shown.try_with_untracked(|shown| matches!(shown, Some(Ok(_))));
            match answer {
                Ok(accounts) if is_shown == Some(true) && self.renew(&accounts) => {}
                // A failed refresh leaves the page as it is.
                Err(_) if is_shown == Some(true) => {}
                answer => put(self.shown, Some(answer)),
            }
        });
    }

    async fn read(self) -> Result<Accounts, ClientError> {
        // The draft of a concluded checkout is done.
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
    /// Where the form puts its lines, so that newer balances and limits can be shown.
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

/// The sum of the valid amounts.
#[component]
fn Total(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let total = move || {
        let amounts =
            form.lines.get_value().into_iter().filter_map(|line| check(&line.typed.get(), None).ok());
        let sum = amounts.fold(Amount::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(Amount::MAX));
        intl::money(texts.language, Money::from(sum))
    };
    view! { <p class="total">{texts.top_up.total}" "<strong class="money" translate="no">{total}</strong></p> }
}
