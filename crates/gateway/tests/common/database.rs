//! The database of a test: a file, or a database of its own on the server that `RICARICA_TEST_DATABASE` names.

use gateway::config::Database;
use sqlx::{Connection as _, PgConnection};
use std::path::{Path, PathBuf};
use url::Url;

/// Removed with everything in it when dropped.
pub struct TestDatabase {
    pub address: String,
    /// The server, where it is not a file.
    server: Option<String>,
}

/// The address of a server on which databases may be made. Without one the tests use SQLite.
pub fn server() -> Option<String> {
    std::env::var("RICARICA_TEST_DATABASE").ok().filter(|server| !server.is_empty())
}

impl TestDatabase {
    /// `folder` is where a file lies.
    pub async fn new(folder: &Path) -> Self {
        match server() {
            Some(server) => Self::on(server).await,
            None => {
                let file: PathBuf = folder.join("data").join("ricarica.db");
                Self { address: file.to_str().unwrap().to_owned(), server: None }
            }
        }
    }

    /// A new and empty one.
    pub async fn on(server: String) -> Self {
        let name = format!("test_{}", gateway::secrets::new_token().to_lowercase().replace(['-', '_'], ""));
        execute(&server, format!("CREATE DATABASE {name}")).await;
        let mut address = Url::parse(&server).unwrap();
        address.set_path(&name);
        Self { address: address.into(), server: Some(server) }
    }

    pub fn database(&self) -> Database {
        self.address.parse().unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some(server) = self.server.take() else { return };
        let name = Url::parse(&self.address).unwrap().path().trim_start_matches('/').to_owned();
        // The test's own runtime may be at its end.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&server, format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        if dropping.join().is_err() {
            eprintln!("a test's database stays on the server");
        }
    }
}

async fn execute(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
