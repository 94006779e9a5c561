//! The first school day: guardians who have never been here sign in, look, and top up, many at once.
//!
//! Each does what the app does: the sign-in page and the app's files, the code from the mailbox, the session, the accounts,
//! the history, a top-up. What is refused with `Retry-After` is tried again after that, as the app does.

use super::{
    Outcome,
    guardians::{self, Signed},
    tally::{Answer, Kind, Tally},
};
use contract::{Accounts, NewChallenge, NewSession, NewTopUp, SignInChallenge, TopUp, paths};
use pagopa::Amount;
use reqwest::{Client, RequestBuilder};
use std::{
    collections::BTreeSet,
    io::Write as _,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

/// A guardian gives up after so many refusals of one request.
const TRIES: u32 = 20;
/// No answer for so long is a failure.
const TIMEOUT: Duration = Duration::from_secs(30);

#[derive(clap::Args)]
pub struct Day {
    /// The gateways, separated by commas: guardians are shared among them.
    #[arg(long, value_delimiter = ',', required = true)]
    server: Vec<String>,
    #[arg(long)]
    mailbox: String,
    /// As given to `accounts`.
    #[arg(long)]
    guardians: u32,
    /// Guardians at the same time.
    #[arg(long)]
    clients: u32,
    /// Where the sessions are written, for `mix`.
    #[arg(long)]
    sessions: PathBuf,
}

pub async fn run(day: Day) -> Outcome<()> {
    gateway::connections::files::make_room(usize::try_from(day.clients)?)
        .map_err(|(allowed, _)| format!("only {allowed} files may be open"))?;
    let day = Arc::new(day);
    let next = Arc::new(AtomicU32::new(0));
    let idle = usize::try_from(day.clients)?;
    let client = Client::builder().timeout(TIMEOUT).pool_max_idle_per_host(idle).build()?;
    let began = Instant::now();
    let clients: Vec<_> = (0..day.clients)
        .map(|_| {
            let (day, next, client) = (Arc::clone(&day), Arc::clone(&next), client.clone());
            tokio::spawn(async move {
                let (mut tally, mut signed) = (Tally::default(), Vec::new());
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= day.guardians {
                        return Outcome::Ok((tally, signed));
                    }
                    let server =
                        day.server.get(usize::try_from(number)? % day.server.len()).ok_or("no server")?;
                    let mut guardian = Guardian::new(&client, server, number);
                    let done = guardian.spend_the_day(&day.mailbox).await;
                    tally.add(guardian.tally);
                    match done {
                        Ok(one) => signed.push(one),
                        Err(error) => eprintln!("load: guardian {number}: {error}"),
                    }
                }
            })
        })
        .collect();
    let (mut tally, mut sessions) = (Tally::default(), Vec::new());
    for client in clients {
        let (of_one, signed) = client.await??;
        tally.add(of_one);
        sessions.extend(signed);
    }
    let elapsed = began.elapsed();
    let mut file = std::io::BufWriter::new(std::fs::File::create(&day.sessions)?);
    for signed in &sessions {
        writeln!(file, "{}", serde_json::to_string(signed)?)?;
    }
    file.flush()?;
    println!("{} guardians={}", tally.report(elapsed), sessions.len());
    Ok(())
}

struct Guardian {
    server: String,
    email: String,
    address: String,
    client: Client,
    tally: Tally,
}

impl Guardian {
    fn new(client: &Client, server: &str, number: u32) -> Self {
        Self {
            server: server.to_owned(),
            email: guardians::email(number),
            address: guardians::address(number),
            client: client.clone(),
            tally: Tally::default(),
        }
    }

    async fn spend_the_day(&mut self, mailbox: &str) -> Outcome<Signed> {
        let page = self.ask(Kind::Read, self.get("/accesso")).await?;
        let mut files = files_in(&String::from_utf8_lossy(&page));
        let language = contract::Language::It;
        let new = NewChallenge { email: self.email.clone(), language };
        let codes = self.client.post(format!("{}{}", self.server, paths::SIGN_IN_CODES)).json(&new);
        let asked = self.ask(Kind::SignIn, codes).await?;
        let SignInChallenge { challenge_id, .. } = serde_json::from_slice(&asked)?;
        let code = guardians::code(&self.client, mailbox, &self.email, 0).await?;
        let session = NewSession { challenge_id, code };
        let cookie = self.sign_in(&session).await?;

        let home = self.ask(Kind::Read, self.get("/").header("cookie", &cookie)).await?;
        files.extend(files_in(&String::from_utf8_lossy(&home)));
        for file in &files {
            self.ask(Kind::File, self.get(file)).await?;
        }
        let listed = self.ask(Kind::Read, self.get(paths::ACCOUNTS).header("cookie", &cookie)).await?;
        let listed: Accounts = serde_json::from_slice(&listed)?;
        let history = format!("{}?limit=20", paths::TOP_UPS);
        self.ask(Kind::Read, self.get(&history).header("cookie", &cookie)).await?;
        let accounts: Vec<_> = listed.items.into_iter().map(|account| account.id).collect();
        let account_id = accounts.first().cloned().ok_or("a guardian without account")?;
        let amount = Amount::from_cents(2500)?.into();
        let body = NewTopUp { account_id, amount, allow_duplicate: true, only_one: false };
        let key = gateway::secrets::new_token();
        let open = self.client.post(format!("{}{}", self.server, paths::TOP_UPS)).json(&body);
        let open = open.header("cookie", &cookie).header(paths::IDEMPOTENCY_KEY, key);
        let top_up: TopUp = serde_json::from_slice(&self.ask(Kind::TopUp, open).await?)?;
        Ok(Signed {
            cookie,
            accounts,
            top_up: top_up.id,
            address: self.address.clone(),
            files: files.into_iter().collect(),
        })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.server))
    }

    /// The session's cookie is in the headers of the answer.
    async fn sign_in(&mut self, session: &NewSession) -> Outcome<String> {
        for _ in 0..TRIES {
            let sent = Instant::now();
            let post = self.client.post(format!("{}{}", self.server, paths::SESSION)).json(session);
            let answer = post.header("x-forwarded-for", &self.address).send().await;
            let cookie = answer.as_ref().ok().and_then(|answer| {
                let cookie = answer.headers().get("set-cookie")?.to_str().ok()?;
                Some(cookie.split(';').next().unwrap_or_default().to_owned())
            });
            let (answer, _) = self.tally.take(Kind::SignIn, sent, answer).await;
            match (answer, cookie) {
                (Answer::Done, Some(cookie)) => return Ok(cookie),
                (Answer::Refused(pause), _) => tokio::time::sleep(pause).await,
                _ => return Err("no session".into()),
            }
        }
        Err("refused again and again".into())
    }

    /// The body of the answer, after as many tries as it needs.
    async fn ask(&mut self, kind: Kind, request: RequestBuilder) -> Outcome<Vec<u8>> {
        let request = request.header("x-forwarded-for", &self.address);
        for _ in 0..TRIES {
            let sent = Instant::now();
            let answer = request.try_clone().ok_or("it cannot be sent twice")?.send().await;
            match self.tally.take(kind, sent, answer).await {
                (Answer::Done, body) => return Ok(body),
                (Answer::Refused(pause), _) => tokio::time::sleep(pause).await,
                (Answer::Failed, _) => return Err("an answer that is no answer".into()),
            }
        }
        Err("refused again and again".into())
    }
}

/// The addresses of files in a page: scripts, styles, fonts, the program.
fn files_in(page: &str) -> BTreeSet<String> {
    const ENDINGS: [&str; 6] = [".js", ".css", ".wasm", ".woff2", ".svg", ".png"];
    page.split(['"', '\'', '(', ')', ' ', '>'])
        .filter(|word| word.starts_with('/') && ENDINGS.iter().any(|ending| word.ends_with(ending)))
        .map(str::to_owned)
        .collect()
}
