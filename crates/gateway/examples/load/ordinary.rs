//! An ordinary guardian, who looks at the accounts and at a top-up, each time with a new connection.

use super::{Outcome, guardians};
use contract::{Accounts, NewTopUp, TopUp, paths};
use pagopa::Amount;
use reqwest::Client;

/// Signs in and opens a top-up. Prints the session's cookie and the top-up's id.
pub async fn prepare(server: &str, mailbox: &str, email: &str) -> Outcome<String> {
    let client = Client::new();
    let cookie = guardians::sign_in(server, mailbox, email).await?;
    let listed = client.get(format!("{server}{}", paths::ACCOUNTS)).header("cookie", &cookie).send().await?;
    let listed: Accounts = listed.error_for_status()?.json().await?;
    let account_id = listed.items.into_iter().next().ok_or("a guardian without account")?.id;
    let amount = Amount::from_cents(2500)?.into();
    let body = NewTopUp { account_id, amount, allow_duplicate: true, only_one: false };
    let request = client.post(format!("{server}{}", paths::TOP_UPS)).header("cookie", &cookie).json(&body);
    let opened = request.header(paths::IDEMPOTENCY_KEY, gateway::secrets::new_token()).send().await?;
    let opened: TopUp = opened.error_for_status()?.json().await?;
    Ok(format!("{cookie} {}", opened.id))
}

/// The address of this request: accounts and top-up alternate.
pub fn address(server: &str, top_up: &str, number: usize) -> String {
    if number.is_multiple_of(2) {
        format!("{server}{}", paths::ACCOUNTS)
    } else {
        format!("{server}{}/{top_up}", paths::TOP_UPS)
    }
}
