//! *Esegui ricarica*: an amount for one account or for several, and both ways to pay it, on one screen.
//!
//! | file | what |
//! |---|---|
//! | `check` | from what was typed to an amount, or to a sentence beside the field |
//! | `quick_amounts` | amounts one tap away |
//! | `draft` | what is half done, kept in this tab; the keys that make requests safe to repeat |
//! | `flow`, `steps` | from the press of a button to the payment page or the notice |
//! | `line`, `ways`, `notes` | what is seen |

mod check;
mod draft;
mod flow;
mod hint;
mod line;
mod notes;
mod quick_amounts;
mod steps;
mod ways;

pub use draft::KeptDraft;
pub(super) use hint::first as first_hint;
pub use line::{AccountLine, AmountFor};
use line::{as_typed, renew};
pub use ways::SignInChoice;

use super::shared::{known::Known, load::load_unless, town::Town, use_client};
use crate::{
    browser::{address::Address, intl, lifecycle},
    client::Client,
    components::{PageHeading, remount, use_texts},
    messages::Texts,
};
use check::check;
use contract::{Account, AccountId, CheckoutId, Language, Money};
use flow::Flow;
use leptos::{prelude::*, task::spawn_local};
use notes::{DuplicateQuestion, Notes};
use pagopa::Amount;
use ways::{NoticeWay, OnlineWay};

/// `contract::paths::CHECKOUT_MAX`, as the plural functions of the texts count.
const CHECKOUT_MAX: u64 = 5;

/// Which accounts the address names. Ids say nothing about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Chosen {
    All,
    These(Vec<AccountId>),
}

impl Chosen {
    /// `/ricarica/A`, `/ricarica?conti=A,B`, `/ricarica`. What is no id names no account.
    fn read(one: Option<String>, several: Option<String>) -> Self {
        match one.or(several) {
            None => Self::All,
            Some(text) => Self::These(text.split(',').filter_map(|id| id.parse().ok()).collect()),
        }
    }

    fn is_one(&self) -> bool {
        matches!(self, Self::These(ids) if ids.len() == 1)
    }

    fn of(&self, accounts: Vec<Account>) -> Vec<Account> {
        match self {
            Self::All => accounts,
            Self::These(ids) => accounts.into_iter().filter(|account| ids.contains(&account.id)).collect(),
        }
    }
}

/// The screen.
#[component]
pub fn TopUpPage(
    /// The account that the path names.
    account: Option<String>,
) -> impl IntoView {
    let address: Address = expect_context();
    let chosen = Memo::new(move |_| Chosen::read(account.clone(), address.query("conti")));
    remount(move || chosen.get(), |chosen| view! { <TopUpOf chosen=chosen /> })
}

#[component]
fn TopUpOf(chosen: Chosen) -> impl IntoView {
    let texts = use_texts();
    let client = use_client();
    let title = if chosen.is_one() { texts.top_up.title } else { texts.top_up.title_several };
    let known: Known = expect_context();
    // Whoever went to the payment page before may have paid there: that is asked first.
    let told = known.accounts().filter(|_| KeptDraft::restore().left_for().is_none());
    let shown = told.clone();
    let is_shown = shown.is_some();
    let lines = StoredValue::new(Vec::new());
    let these = chosen.clone();
    let accounts = load_unless(told, move || {
        let (shown, these) = (shown.clone(), these.clone());
        async move {
            // A draft whose payment is concluded is no draft any more.
            if concluded(client, KeptDraft::restore()).await.is_some() {
                KeptDraft::forget();
            }
            let told = known.ask_accounts(client).await?;
            // What is newer is put into the form that is there; what does not fit is drawn anew.
            let fits = lines.try_with_value(|lines| renew(lines, these.of(told.items.clone())));
            Ok(shown.filter(|_| fits == Some(true)).unwrap_or(told))
        }
    });
    if is_shown {
        // What was told a moment ago is there at once.
        accounts.refresh();
    }
    view! {
        <PageHeading title=title />
        {accounts
            .view(
                1,
                move |accounts| match chosen.of(accounts.items) {
                    none if none.is_empty() => unknown(texts),
                    accounts => view! { <TopUpForm accounts=accounts lines=lines /> }.into_any(),
                },
            )}
    }
}

/// The visit to the payment page that this draft left for, once it is concluded. When nobody can be asked, it is not.
async fn concluded(client: Client, draft: KeptDraft) -> Option<CheckoutId> {
    let checkout = draft.left_for()?;
    client.outcome(&checkout).await.ok()?.is_concluded().then_some(checkout)
}

fn unknown(texts: Texts) -> AnyView {
    view! {
        <p class="alert alert-warning">{texts.top_up.unknown_account}</p>
        <p><a class="btn btn-primary w-100" href="/">{texts.common.back_to_accounts}</a></p>
    }
    .into_any()
}

#[component]
fn TopUpForm(
    accounts: Vec<Account>,
    /// Where its lines are put, for whoever learns more about them.
    lines: StoredValue<Vec<AccountLine>>,
) -> impl IntoView {
    let texts = use_texts();
    let client = use_client();
    let town: Town = expect_context();
    let draft = KeptDraft::restore();
    let offered = move || town.get().map(|town| town.sign_in_hints.clone()).unwrap_or_default();
    let sign_in = RwSignal::new(hint::first(&untrack(offered)));
    // The municipality's answer may arrive after the accounts.
    Effect::new(move |_| sign_in.set(hint::first(&offered())));

    let flow = Flow::new(client, texts, draft, sign_in);
    let several = accounts.len() > 1;
    let suggested = suggested(texts.language).filter(|_| !several).unwrap_or_default();
    let payable = accounts.iter().any(|account| account.limits.is_some());
    let all: Vec<AccountLine> =
        accounts.into_iter().map(|account| AccountLine::new(account, draft, &suggested)).collect();
    lines.set_value(all.clone());
    flow.lines.set_value(
        all.iter().copied().filter(|line| line.account.get_untracked().limits.is_some()).collect(),
    );
    lifecycle::on_shown_again(move || {
        flow.shown_again();
        spawn_local(go_to_outcome_if_done(flow));
    });

    let busy = Signal::derive(move || flow.busy.get().is_some());
    view! {
        {several.then(|| view! { <p class="lead">{texts.top_up.several_lead.of(&CHECKOUT_MAX.to_string())}</p> })}
        <div class="columns top-up">
            <div>
                {all.into_iter().map(|line| view! { <AmountFor line=line busy=busy /> }).collect_view()}
                {several.then(|| view! { <Total flow=flow /> })}
                <Notes flow=flow />
            </div>
            {payable
                .then(|| {
                    view! {
                        <div>
                            <OnlineWay flow=flow />
                            <NoticeWay flow=flow several=several />
                        </div>
                    }
                })}
        </div>
        {payable.then(|| view! { <DuplicateQuestion flow=flow /> })}
    }
}

/// The amount that the address names (`?importo=53.00`), as it would be typed. What is no amount is not typed.
fn suggested(language: Language) -> Option<String> {
    let address: Address = expect_context();
    let amount: Amount = untrack(|| address.query("importo"))?.parse().ok()?;
    Some(as_typed(language, amount))
}

/// Whoever pays and then presses Back instead of returning sees the outcome, not the form.
async fn go_to_outcome_if_done(flow: Flow) {
    if let Some(checkout) = concluded(flow.client, flow.draft).await {
        flow.show_outcome(&checkout);
    }
}

/// The sum of what can be read so far.
#[component]
fn Total(flow: Flow) -> impl IntoView {
    let texts = use_texts();
    let total = move || {
        let amounts =
            flow.lines.get_value().into_iter().filter_map(|line| check(&line.typed.get(), None).ok());
        let sum = amounts.fold(Amount::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(Amount::MAX));
        intl::money(texts.language, Money::from(sum))
    };
    view! { <p class="total">{texts.top_up.total}" "<strong class="money">{total}</strong></p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
    const B: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0B";

    #[test]
    fn the_address_names_one_account_or_several_or_all() {
        assert_eq!(Chosen::read(None, None), Chosen::All);
        assert!(Chosen::read(Some(A.into()), None).is_one());
        let both = Chosen::read(None, Some([A, ",", B].concat()));
        assert_eq!(both, Chosen::These(vec![A.parse().unwrap(), B.parse().unwrap()]));
    }

    #[test]
    fn what_is_no_id_names_no_account() {
        assert_eq!(Chosen::read(Some("<script>".into()), None), Chosen::These(vec![]));
    }

    #[test]
    fn the_texts_count_as_many_top_ups_as_the_contract() {
        assert_eq!(usize::try_from(CHECKOUT_MAX).unwrap(), contract::paths::CHECKOUT_MAX);
    }
}
