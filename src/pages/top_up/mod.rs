//! The top-up page (*Esegui ricarica*): amounts for one account or several, and both ways to pay.
//!
//! | file | contains |
//! |---|---|
//! | `check` | reading a typed amount, and its errors |
//! | `order_form` | the state of the form, and what follows |
//! | `line`, `ways`, `notes` | the parts of the page |
//! | `notices_made` | several new notices, in place of the form |

mod check;
mod line;
mod notes;
mod notices_made;
mod order_form;
mod ways;

pub use line::{AccountLine, AmountFor};

use crate::{
    browser::{intl, lifecycle},
    client::{Client, ClientError},
    components::{PageHeading, ProblemPanel, Skeleton, remount, use_texts},
    layout::error_message,
    reactive::{Runs, context, on_change},
    routes::{ChosenAccounts, Route},
    state::{
        AccountsState, Asked,
        checkout::{CheckoutFlow, Draft},
        put,
    },
};
use contract::{Account, AccountId, Accounts, TopUp};
use leptos::{prelude::*, task::spawn_local};
use line::renew;
use messages::Texts;
use notes::{DuplicateQuestion, Notes};
use notices_made::NoticesMade;
use order_form::{CHECKOUT_TEXT_MAX, OrderForm};
use ways::{Bar, Ways};

/// The page.
#[component]
pub fn TopUpPage(accounts: ChosenAccounts) -> impl IntoView {
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
                    all => {
                        view! { <TopUpForm accounts=all chosen=accounts.clone() lines=read.lines /> }.into_any()
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
    accounts.into_iter().filter(|account| chosen.contains(&account.id)).collect()
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
        let (state, client) = (self.state, self.client);
        // The open top-ups are shown when they are known. The form does not wait for them.
        spawn_local(async move { drop(state.read_top_ups(client).await) });
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
    /// What the address names, with the initial values of the fields.
    chosen: ChosenAccounts,
    /// Where the form puts its lines, so that newer balances and limits can be shown.
    lines: StoredValue<Vec<AccountLine>>,
) -> impl IntoView {
    let texts = use_texts();
    let form = OrderForm::new(texts);
    let several = accounts.len() > 1;
    let all: Vec<AccountLine> = accounts
        .into_iter()
        .map(|account| {
            // An account in need starts with its suggestion, unless there are several to choose from.
            let suggested = || account.suggestion().filter(|_| !several).map(|result| result.amount);
            let amount = chosen.amount_of(&account.id).or_else(suggested);
            let typed = amount.map(|amount| intl::typed_money(texts.language, amount)).unwrap_or_default();
            AccountLine::new(account, form.draft(), &typed)
        })
        .collect();
    lines.set_value(all.clone());
    form.lines.set_value(
        all.iter().copied().filter(|line| line.account.get_untracked().limits.is_some()).collect(),
    );
    lifecycle::on_bfcache_restore(move || spawn_local(form.go_to_outcome_if_concluded()));
    // The message beside the button is about amounts that have changed.
    on_change(move || form.total(), move |_| form.wrong.set(None));
    view! {
        {remount(
            move || form.is_made.get(),
            move |is_made| match is_made {
                false => amounts(form, &all, several),
                true => view! { <NoticesMade notices=form.made.get_value() /> }.into_any(),
            },
        )}
    }
}

/// The amounts, the ways to pay, and the button.
fn amounts(form: OrderForm, all: &[AccountLine], several: bool) -> AnyView {
    let texts = form.texts;
    let state: AccountsState = context();
    let busy = Signal::derive(move || form.flow.busy.get().is_some());
    let payable = !form.lines.with_value(Vec::is_empty);
    let open = move |account: &AccountId| -> Vec<TopUp> {
        let page = state.top_ups.get().and_then(Result::ok);
        let top_ups = page.map(|page| page.items).unwrap_or_default();
        top_ups.into_iter().filter(|top_up| top_up.account_id == *account && top_up.state.is_open()).collect()
    };
    let lines = all.iter().map(|&line| {
        let account = line.account.get_untracked().id;
        view! { <AmountFor line=line busy=busy open=Signal::derive(move || open(&account)) /> }
    });
    view! {
        {several.then(|| view! { <p class="lead">{texts.top_up.several_lead.of(&CHECKOUT_TEXT_MAX.to_string())}</p> })}
        <div class="columns top-up">
            <div>{lines.collect_view()}</div>
            <div>
                <Notes form=form />
                {payable
                    .then(|| {
                        view! {
                            <Ways form=form />
                            <Bar form=form several=several />
                        }
                    })}
            </div>
        </div>
        {payable.then(|| view! { <DuplicateQuestion form=form /> })}
    }
    .into_any()
}
