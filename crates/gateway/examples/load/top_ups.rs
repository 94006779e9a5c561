//! Opening top-ups: each request for another account, with its own key.

use super::{Outcome, guardians};
use contract::{AccountId, Accounts, NewTopUp, paths};
use pagopa::Amount;
use reqwest::{Client, RequestBuilder};

/// The accounts to top up, with the sessions of their guardians.
pub struct Plan {
    server: String,
    guardians: Vec<Guardian>,
    /// Makes the keys of two runs against one gateway differ.
    run: String,
}

struct Guardian {
    cookie: String,
    accounts: Vec<AccountId>,
}

impl Plan {
    pub async fn prepare(server: &str, mailbox: &str, count: u32) -> Outcome<Self> {
        let client = Client::new();
        let mut all = Vec::new();
        for guardian in 0..count {
            let cookie = guardians::sign_in(server, mailbox, &guardians::email(guardian)).await?;
            let listed =
                client.get(format!("{server}{}", paths::ACCOUNTS)).header("cookie", &cookie).send().await?;
            let listed: Accounts = listed.error_for_status()?.json().await?;
            let accounts = listed.items.into_iter().map(|account| account.id).collect();
            all.push(Guardian { cookie, accounts });
        }
        Ok(Self {
            server: server.to_owned(),
            guardians: all,
            run: gateway::secrets::new_token().split_off(48),
        })
    }

    /// The next request. Guardians alternate, and so do the accounts of each.
    pub fn request(&self, client: &Client, number: usize) -> Outcome<RequestBuilder> {
        let guardian = self.guardians.get(number % self.guardians.len()).ok_or("no guardian")?;
        let round = number / self.guardians.len();
        let account =
            guardian.accounts.get(round % guardian.accounts.len()).ok_or("a guardian without account")?;
        let amount = Amount::from_cents(2500)?.into();
        let body = NewTopUp { account_id: account.clone(), amount, allow_duplicate: true, only_one: false };
        let request =
            client.post(format!("{}{}", self.server, paths::TOP_UPS)).header("cookie", &guardian.cookie);
        Ok(request.header(paths::IDEMPOTENCY_KEY, format!("bench-{}-{number:08}", self.run)).json(&body))
    }
}
