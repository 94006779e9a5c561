//! Writes finished top-ups and meals directly into a gateway's database, to measure how fast a page of them is read. The gateway must
//! not be running. The writes are not durable and do not need to be.

use clap::Parser;
use contract::MovementKind;
use gateway::{
    clock::{Moment, start_of_italian_day},
    config::Database,
    secrets,
    store::{
        Store, Write,
        accounts::{self, AccountRow, Guardian},
        movements::{self, MovementRow},
    },
};
use pagopa::FiscalCode;
use sqlx::{
    Connection as _, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteSynchronous},
};
use std::{error::Error, time::Duration};

/// Rows in one transaction.
const PORTION: u32 = 50_000;

const MEALS_A_DAY: u32 = 10;
const MEAL_CENTS: i64 = 530;

#[derive(Parser)]
struct Cli {
    /// The SQLite file, created if missing; or the address of a database of PostgreSQL.
    #[arg(long)]
    database: Database,
    #[arg(long)]
    top_ups: u32,
    /// Number of guardians, at most 1000. The first has the address `storia0@example.org`.
    #[arg(long, default_value_t = 1)]
    guardians: u32,
    /// Meals of each guardian, ten a day up to today, with a balance of the office after each hundred.
    #[arg(long, default_value_t = 0)]
    meals: u32,
}

/// An id has 26 characters, which may be digits. A notice number is `3`, the segregation code, a base of 13 digits and two
/// check digits modulo 93 (SANP, "Numero avviso").
const FILL: &str = "
    WITH RECURSIVE numbers (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?2),
    bases (n, base) AS (SELECT n, 3010000000000000 + n FROM numbers)
    INSERT INTO top_ups (id, guardian_id, account_id, amount_cents, state, created_at, due_date, notice_number, iupd,
                         subject, paid_at, credited_at, checked_at)
    SELECT printf('01%024d', n), printf('storia-%d', n % ?3), printf('02%024d', n % ?3), 500 + n % 1000, 'credited',
           1700000000000 + n, '2026-12-31', printf('%d%02d', base, base % 93), printf('00101440073-01%024d', n),
           'Ricarica Mensa scolastica', 1700000000000 + n, 1700000000000 + n, 1700000000000 + n
    FROM bases";

const FILL_POSTGRES: &str = "
    INSERT INTO top_ups (id, guardian_id, account_id, amount_cents, state, created_at, due_date, notice_number, iupd,
                         subject, paid_at, credited_at, checked_at)
    SELECT '01' || lpad(n::text, 24, '0'), 'storia-' || n % $3, '02' || lpad((n % $3)::text, 24, '0'), 500 + n % 1000,
           'credited', 1700000000000 + n, '2026-12-31', base::text || lpad((base % 93)::text, 2, '0'),
           '00101440073-01' || lpad(n::text, 24, '0'), 'Ricarica Mensa scolastica',
           1700000000000 + n, 1700000000000 + n, 1700000000000 + n
    FROM generate_series($1, $2 - 1) AS numbers (n), LATERAL (SELECT 3010000000000000 + n AS base) AS bases";

/// From this number on, and below that one.
fn portions(count: u32) -> impl Iterator<Item = (u32, u32)> {
    (0..count.div_ceil(PORTION)).map(move |portion| {
        let from = portion * PORTION;
        (from, from.saturating_add(PORTION).min(count))
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let cli = Cli::parse();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let store = Store::open(&cli.database).await?;
    let mut write = store.write().await?;
    for number in 0..cli.guardians {
        let guardian = guardian(number)?;
        accounts::put_guardian(&mut write, &guardian).await?;
        let account = account(number, &guardian, cli.meals)?;
        accounts::put_account(&mut write, &account, Moment::now()).await?;
        fill_meals(&mut write, &account, cli.meals).await?;
    }
    write.commit().await?;
    store.close().await;

    match &cli.database {
        Database::Sqlite(file) => {
            let options = SqliteConnectOptions::new().filename(file).synchronous(SqliteSynchronous::Off);
            let mut connection = SqliteConnection::connect_with(&options).await?;
            for (from, to) in portions(cli.top_ups) {
                sqlx::query(FILL).bind(from).bind(to).bind(cli.guardians).execute(&mut connection).await?;
            }
            connection.close().await?;
        }
        Database::Postgres(address) => {
            let options = address.options().clone().options([("synchronous_commit", "off")]);
            let mut connection = PgConnection::connect_with(&options).await?;
            for (from, to) in portions(cli.top_ups) {
                let fill = sqlx::query(FILL_POSTGRES).bind(i64::from(from)).bind(i64::from(to));
                fill.bind(i64::from(cli.guardians)).execute(&mut connection).await?;
            }
            // As it is after some days: the planner knows the table, and the server has cleaned it up.
            sqlx::query("VACUUM (ANALYZE) top_ups").execute(&mut connection).await?;
            connection.close().await?;
        }
    }
    println!("{} top-ups of {} guardians, {} meals of each", cli.top_ups, cli.guardians, cli.meals);
    Ok(())
}

fn guardian(number: u32) -> Result<Guardian, Box<dyn Error>> {
    let first_fifteen = format!("RSSMRA45C12F{number:03}");
    let code: FiscalCode = format!("{first_fifteen}X").parse()?;
    Ok(Guardian {
        id: format!("storia-{number}"),
        email: format!("storia{number}@example.org"),
        office_email: None,
        fiscal_code: format!("{first_fifteen}{}", code.expected_check_character()).parse()?,
        name: format!("Tutore {number}"),
        language: contract::Language::default(),
    })
}

/// The oldest first, as an office gives its balances.
async fn fill_meals(write: &mut Write, account: &AccountRow, meals: u32) -> Result<(), Box<dyn Error>> {
    for number in 0..meals {
        let days = meals.saturating_sub(number + 1) / MEALS_A_DAY;
        let day = Moment::now().minus(Duration::from_secs(u64::from(days) * 24 * 3600));
        let at = start_of_italian_day(&day.italian_day());
        let row = MovementRow {
            id: secrets::new_movement_id(),
            account_id: account.id.clone(),
            at,
            kind: MovementKind::Meal,
            amount_cents: -MEAL_CENTS,
            note: String::new(),
            office_id: Some(number.to_string()),
            ordinal: 0,
        };
        movements::insert(write, &row).await?;
        if (number + 1).is_multiple_of(100) {
            let balance = -MEAL_CENTS * i64::from(number + 1);
            movements::note_office_balance(write, &account.id, balance, at).await?;
        }
    }
    Ok(())
}

fn account(number: u32, guardian: &Guardian, meals: u32) -> Result<AccountRow, Box<dyn Error>> {
    Ok(AccountRow {
        id: format!("02{number:024}").parse()?,
        guardian_id: guardian.id.clone(),
        reference: format!("S-{number}"),
        children: vec!["Zoé".to_owned()],
        children_shares: None,
        service: "Mensa scolastica".to_owned(),
        meal_price: None,
        balance_cents: -MEAL_CENTS * i64::from(meals),
        imported_balance_cents: -MEAL_CENTS * i64::from(meals),
    })
}
