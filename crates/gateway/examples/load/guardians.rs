//! Invented guardians: their accounts as CSV, and their sign-in by the sandbox's mailbox.

use super::Outcome;
use contract::{AccountId, Language, NewChallenge, NewSession, SignInChallenge, TopUpId, TopUps, paths};
use pagopa::FiscalCode;
use reqwest::Client;
use serde::{Deserialize, Serialize};
use std::{fmt::Write as _, time::Duration};

pub fn email(guardian: u32) -> String {
    format!("tutore{guardian}@example.org")
}

/// The address from which a guardian comes, of those that are for measurements (RFC 2544).
pub fn address(guardian: u32) -> String {
    format!("198.18.{}.{}", guardian / 250 % 256, guardian % 250 + 1)
}

/// A guardian who is signed in, with what is needed to use the app.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Signed {
    pub cookie: String,
    pub accounts: Vec<AccountId>,
    pub top_up: TopUpId,
    pub address: String,
    pub files: Vec<String>,
}

/// At most 20,000 guardians: the day of birth and three digits of the place tell their fiscal codes apart.
pub fn csv(guardians: u32, each: u32) -> Outcome<String> {
    let mut csv = String::from(
        "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n",
    );
    for guardian in 0..guardians {
        let first_fifteen = format!("RSSMRA45C{:02}F{:03}", 1 + guardian / 1000, guardian % 1000);
        let code: FiscalCode = format!("{first_fifteen}X").parse()?;
        let (email, check) = (email(guardian), code.expected_check_character());
        for account in 0..each {
            writeln!(
                csv,
                "M-{guardian}-{account},{email},{first_fifteen}{check},Tutore {guardian},Zoé,Mensa scolastica,5.30,0.00"
            )?;
        }
    }
    Ok(csv)
}

/// Requests a code, reads it from the mailbox and returns the session cookie.
pub async fn sign_in(server: &str, mailbox: &str, email: &str) -> Outcome<String> {
    let client = Client::new();
    let before = mails(&client, mailbox, email).await?.len();
    let new = NewChallenge { email: email.to_owned(), language: Language::It };
    let asked = client.post(format!("{server}{}", paths::SIGN_IN_CODES)).json(&new).send().await?;
    let SignInChallenge { challenge_id, .. } = asked.error_for_status()?.json().await?;
    let code = code(&client, mailbox, email, before).await?;
    let session = NewSession { challenge_id, code };
    let answer =
        client.post(format!("{server}{}", paths::SESSION)).json(&session).send().await?.error_for_status()?;
    let cookie = answer.headers().get("set-cookie").ok_or("a session without cookie")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

#[derive(Deserialize)]
struct Mail {
    subject: String,
}

/// The mails to an address, newest first.
async fn mails(client: &Client, mailbox: &str, to: &str) -> Outcome<Vec<Mail>> {
    Ok(client.get(format!("{mailbox}/posta.json?to={to}")).send().await?.error_for_status()?.json().await?)
}

/// Waits for the code: the first six digits of the subject.
pub async fn code(client: &Client, mailbox: &str, email: &str, before: usize) -> Outcome<String> {
    let mut pause = Duration::from_millis(25);
    for _ in 0..60 {
        let mails = mails(client, mailbox, email).await?;
        if let (true, Some(newest)) = (mails.len() > before, mails.first()) {
            return Ok(newest.subject.chars().take(6).collect());
        }
        tokio::time::sleep(pause).await;
        // Many wait at once, and the mailbox has other work.
        pause = (pause * 2).min(Duration::from_millis(400));
    }
    Err(format!("no sign-in code came for {email}").into())
}

/// The parameter `&cursor=…` of the page after `pages` pages of 20.
pub async fn cursor_after(server: &str, cookie: &str, pages: u32) -> Outcome<String> {
    let client = Client::new();
    let mut cursor = String::new();
    for _ in 0..pages {
        let address = format!("{server}{}?limit=20{cursor}", paths::TOP_UPS);
        let page: TopUps =
            client.get(address).header("cookie", cookie).send().await?.error_for_status()?.json().await?;
        cursor = format!("&cursor={}", page.next_cursor.ok_or("too few pages")?);
    }
    Ok(cursor)
}
