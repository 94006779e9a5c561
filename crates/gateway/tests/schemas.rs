//! Both databases have the same tables: columns, kinds of values, what may be missing, unique keys, references.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{TestDatabase, database::server};
use gateway::store::Store;
use sqlx::{Connection as _, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::collections::BTreeSet;

/// One fact of a schema, in words.
type Facts = BTreeSet<String>;

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn both_databases_have_the_same_tables() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ricarica.db");
    Store::open(&file.clone().into()).await.unwrap().close().await;
    let on_server = TestDatabase::on(server().expect("RICARICA_TEST_DATABASE names a server")).await;
    Store::open(&on_server.database()).await.unwrap().close().await;

    let (sqlite, postgres) = (facts_of_sqlite(&file).await, facts_of_postgres(&on_server.address).await);
    assert!(sqlite.len() > 100, "{sqlite:#?}");
    let only = |one: &Facts, other: &Facts| one.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!(only(&sqlite, &postgres), Vec::<String>::new(), "in SQLite only");
    assert_eq!(only(&postgres, &sqlite), Vec::<String>::new(), "in PostgreSQL only");
}

async fn facts_of_sqlite(file: &std::path::Path) -> Facts {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut database = SqliteConnection::connect_with(&options).await.unwrap();
    let columns =
        "SELECT s.name || '.' || c.name || ' ' || c.type || iif(c.\"notnull\" OR c.pk > 0, '', ' or NULL')
        FROM sqlite_schema s JOIN pragma_table_info(s.name) c
        WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite%' AND s.name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
    let keys = "SELECT 'unique ' || s.name || ' (' ||
            (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')'
            || iif(i.partial, ' in part', '')
        FROM sqlite_schema s JOIN pragma_index_list(s.name) i
        WHERE s.type = 'table' AND i.\"unique\" AND s.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
        UNION SELECT 'unique ' || s.name || ' (' || c.name || ')'
        FROM sqlite_schema s JOIN pragma_table_info(s.name) c
        WHERE s.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER' AND s.name NOT LIKE 'sqlite%'
            AND 1 = (SELECT count(*) FROM pragma_table_info(s.name) WHERE pk > 0)";
    let references = "SELECT s.name || '.' || r.\"from\" || ' is in ' || r.\"table\"
        FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) r WHERE s.type = 'table'";
    let mut facts = Facts::new();
    for sql in [columns, keys, references] {
        let found: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut database).await.unwrap();
        assert!(!found.is_empty(), "{sql}");
        facts.extend(found);
    }
    facts
}

async fn facts_of_postgres(address: &str) -> Facts {
    let mut database = PgConnection::connect(address).await.unwrap();
    let columns = "SELECT table_name || '.' || column_name || ' ' ||
            CASE data_type WHEN 'text' THEN 'TEXT' WHEN 'json' THEN 'TEXT' WHEN 'bigint' THEN 'INTEGER'
                WHEN 'boolean' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB' ELSE data_type END ||
            CASE is_nullable WHEN 'YES' THEN ' or NULL' ELSE '' END
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
    let keys = "SELECT 'unique ' || c.relname || ' (' ||
            (SELECT string_agg(a.attname, ', ' ORDER BY k.position) FROM unnest(i.indkey) WITH ORDINALITY k(number, position)
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number) || ')' ||
            CASE WHEN i.indpred IS NULL THEN '' ELSE ' in part' END
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE i.indisunique AND n.nspname = 'public' AND c.relname NOT LIKE '\\_sqlx%'";
    let references = "SELECT c.conrelid::regclass || '.' || a.attname || ' is in ' || c.confrelid::regclass
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f'";
    let mut facts = Facts::new();
    for sql in [columns, keys, references] {
        let found: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut database).await.unwrap();
        assert!(!found.is_empty(), "{sql}");
        facts.extend(found);
    }
    facts
}
