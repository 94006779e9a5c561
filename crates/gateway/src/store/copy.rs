//! Everything of one database into another, of either kind, and the proof that both are the same.

mod tables;

use futures_util::{Stream, TryStreamExt as _};
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, ColumnIndex, Database, Decode, Encode, Row, Type, query::Query};

use self::tables::{
    Kind::{Bytes, Json, Text, Truth, Whole},
    TABLES, Table,
};
use super::{Engine, Result, Store, StoreError, Write};

/// What is in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub table: &'static str,
    pub rows: u64,
    /// The sum of its money, whole cents.
    pub cents: Option<i64>,
    /// SHA-256 of all its rows in the order of their keys.
    digest: Vec<u8>,
}

/// How a copy ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Copied {
    Done(Vec<Contents>),
    /// The target has the same rows already. Nothing was changed.
    Before(Vec<Contents>),
    /// The target has other rows in this table. Nothing was changed.
    TargetInUse(&'static str),
    /// What was read back differs in this table. Nothing was changed.
    Differs(&'static str),
}

/// Copies every table in one transaction, and reads it back before the end. No gateway may write to either meanwhile.
pub async fn copy(source: &Store, target: &Store) -> Result<Copied> {
    let (mut from, mut to) = (source.write().await?, target.write().await?);
    sees_one_moment(&mut from).await?;
    may_wait(&mut from).await?;
    may_wait(&mut to).await?;
    let before = contents(&mut to).await?;
    if let Some(used) = before.iter().find(|table| table.rows > 0) {
        let same = contents(&mut from).await? == before;
        return Ok(if same { Copied::Before(before) } else { Copied::TargetInUse(used.table) });
    }
    let mut copied = Vec::new();
    for table in &TABLES {
        copy_rows(table, &mut from, &mut to).await?;
        let (wanted, found) = (contents_of(table, &mut from).await?, contents_of(table, &mut to).await?);
        if wanted != found {
            return Ok(Copied::Differs(table.name));
        }
        if table.is_counted {
            let last = last_id(table.name, &mut from).await?;
            set_last_id(table.name, last, &mut to).await?;
        }
        copied.push(found);
    }
    to.commit().await?;
    Ok(Copied::Done(copied))
}

/// For the source, of which it only reads.
async fn sees_one_moment(write: &mut Write) -> Result<()> {
    set(write, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").await
}

/// While one side reads a large table, the other waits longer than a gateway that hangs may.
async fn may_wait(write: &mut Write) -> Result<()> {
    set(write, "SET LOCAL idle_in_transaction_session_timeout = 0").await
}

async fn set(write: &mut Write, sql: &'static str) -> Result<()> {
    if let Engine::Postgres(connection) = write.engine() {
        let done = sqlx::query(sql).execute(connection).await;
        write.noted(done)?;
    }
    Ok(())
}

async fn contents(write: &mut Write) -> Result<Vec<Contents>> {
    let mut all = Vec::new();
    for table in &TABLES {
        all.push(contents_of(table, write).await?);
    }
    Ok(all)
}

async fn contents_of(table: &Table, write: &mut Write) -> Result<Contents> {
    let (mut rows, mut hash) = (0, Sha256::new());
    let mut add = async |row: Vec<Value>| {
        rows += 1;
        row.iter().for_each(|value| value.add_to(&mut hash));
        Ok(())
    };
    each_row(table, write, &mut add).await?;
    let cents = match table.cents {
        Some(cents) => {
            let sql = format!("SELECT CAST(coalesce(sum({cents}), 0) AS BIGINT) FROM {}", table.name);
            Some(fetch_one!(write, sqlx::query_scalar(AssertSqlSafe(sql)))?)
        }
        None => None,
    };
    Ok(Contents { table: table.name, rows, cents, digest: hash.finalize().to_vec() })
}

async fn copy_rows(table: &Table, from: &mut Write, to: &mut Write) -> Result<()> {
    let sql = table.insert(matches!(to.engine(), Engine::Postgres(_)));
    let mut put = async |row: Vec<Value>| {
        let sql = AssertSqlSafe(sql.clone());
        execute!(to, bind_all(sqlx::query(sql), &row))?;
        Ok(())
    };
    each_row(table, from, &mut put).await
}

impl Table {
    fn select(&self) -> String {
        let columns = self.columns.iter().map(|(name, kind)| match kind {
            Json => format!("CAST({name} AS TEXT)"),
            _ => (*name).to_owned(),
        });
        format!("SELECT {} FROM {} ORDER BY {}", columns.collect::<Vec<_>>().join(", "), self.name, self.key)
    }

    fn insert(&self, is_postgres: bool) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let values = self.columns.iter().zip(1..).map(|((_, kind), number)| match kind {
            Json if is_postgres => format!("CAST(${number} AS JSON)"),
            _ => format!("${number}"),
        });
        let values = values.collect::<Vec<_>>().join(", ");
        format!("INSERT INTO {} ({}) VALUES ({values})", self.name, names.join(", "))
    }
}

/// A value of either database.
enum Value {
    Text(Option<String>),
    Whole(Option<i64>),
    Truth(Option<bool>),
    Bytes(Option<Vec<u8>>),
}

impl Value {
    fn add_to(&self, hash: &mut Sha256) {
        let bytes = match self {
            Self::Text(text) => text.as_ref().map(|text| text.as_bytes().to_vec()),
            Self::Whole(whole) => whole.map(|whole| whole.to_be_bytes().to_vec()),
            Self::Truth(truth) => truth.map(|truth| vec![u8::from(truth)]),
            Self::Bytes(bytes) => bytes.clone(),
        };
        // The length is hashed too, so that no two rows look alike.
        let length = bytes.as_ref().map_or(u64::MAX, |bytes| bytes.len() as u64);
        hash.update(length.to_be_bytes());
        hash.update(bytes.unwrap_or_default());
    }
}

async fn each_row(
    table: &Table,
    write: &mut Write,
    to: &mut impl AsyncFnMut(Vec<Value>) -> Result<()>,
) -> Result<()> {
    let sql = AssertSqlSafe(table.select());
    match write.engine() {
        Engine::Sqlite(from) => each(sqlx::query(sql).fetch(from), table, to).await,
        Engine::Postgres(from) => each(sqlx::query(sql).fetch(from), table, to).await,
    }
}

async fn each<R: Row>(
    mut rows: impl Stream<Item = sqlx::Result<R>> + Unpin,
    table: &Table,
    to: &mut impl AsyncFnMut(Vec<Value>) -> Result<()>,
) -> Result<()>
where
    usize: ColumnIndex<R>,
    for<'r> Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<bool>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<Vec<u8>>: Decode<'r, R::Database> + Type<R::Database>,
{
    while let Some(row) = rows.try_next().await? {
        let values = table.columns.iter().enumerate().map(|(index, (_, kind))| {
            Ok::<_, StoreError>(match kind {
                Text | Json => Value::Text(row.try_get(index)?),
                Whole => Value::Whole(row.try_get(index)?),
                Truth => Value::Truth(row.try_get(index)?),
                Bytes => Value::Bytes(row.try_get(index)?),
            })
        });
        let values = values.collect::<Result<Vec<_>>>()?;
        to(values).await?;
    }
    Ok(())
}

fn bind_all<'q, DB: Database>(
    mut query: Query<'q, DB, DB::Arguments>,
    row: &'q [Value],
) -> Query<'q, DB, DB::Arguments>
where
    Option<&'q str>: Encode<'q, DB> + Type<DB>,
    Option<i64>: Encode<'q, DB> + Type<DB>,
    Option<bool>: Encode<'q, DB> + Type<DB>,
    Option<&'q [u8]>: Encode<'q, DB> + Type<DB>,
{
    for value in row {
        query = match value {
            Value::Text(text) => query.bind(text.as_deref()),
            Value::Whole(whole) => query.bind(*whole),
            Value::Truth(truth) => query.bind(*truth),
            Value::Bytes(bytes) => query.bind(bytes.as_deref()),
        };
    }
    query
}

/// The last id that a table has given, also to a row that is gone; 0 before the first.
async fn last_id(table: &str, write: &mut Write) -> Result<i64> {
    let last: sqlx::Result<Option<i64>> = match write.engine() {
        Engine::Sqlite(from) => {
            let last = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = $1");
            last.bind(table).fetch_optional(from).await
        }
        Engine::Postgres(from) => {
            let last = sqlx::query_scalar(
                "SELECT coalesce(pg_sequence_last_value(CAST(pg_get_serial_sequence($1, 'id') AS regclass)), 0)",
            );
            last.bind(table).fetch_optional(from).await
        }
    };
    Ok(write.noted(last)?.unwrap_or(0))
}

/// Goes on counting after this id.
async fn set_last_id(table: &str, last: i64, write: &mut Write) -> Result<()> {
    if last == 0 {
        return Ok(());
    }
    let set = match write.engine() {
        Engine::Sqlite(to) => {
            // The row is there once the table has had one.
            let sql = "INSERT INTO sqlite_sequence (name, seq) SELECT $1, $2
                WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = $1)";
            let added = sqlx::query(sql).bind(table).bind(last).execute(&mut *to).await;
            match added {
                Ok(_) => {
                    let raise = sqlx::query("UPDATE sqlite_sequence SET seq = $2 WHERE name = $1");
                    raise.bind(table).bind(last).execute(to).await.map(drop)
                }
                Err(error) => Err(error),
            }
        }
        Engine::Postgres(to) => {
            let set = sqlx::query("SELECT setval(CAST(pg_get_serial_sequence($1, 'id') AS regclass), $2)");
            set.bind(table).bind(last).execute(to).await.map(drop)
        }
    };
    Ok(write.noted(set)?)
}
