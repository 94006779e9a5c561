//! Files of accounts, imported into a database without a gateway.

use super::TestDatabase;
use gateway::{
    clock::Moment,
    service::import_accounts::{ImportError, Summary, import_accounts},
    store::Store,
};

pub const HEADER: &str =
    "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n";
/// Anna's and Bruno's fiscal codes.
pub const A: &str = "RSSMRA45C12F205C";
pub const B: &str = "MRTNTN23M02D969P";

/// An empty database, which is there as long as the first value.
pub async fn store() -> (impl Sized, Store) {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new(folder.path()).await;
    let store = Store::open(&database.database()).await.unwrap();
    ((folder, database), store)
}

pub async fn import(store: &Store, csv: impl AsRef<[u8]>) -> Result<Summary, ImportError> {
    import_accounts(store, csv.as_ref(), Moment::now()).await
}

/// The lines that were refused, as they are printed.
pub async fn refused(store: &Store, csv: impl AsRef<[u8]>) -> String {
    let done = import(store, csv).await;
    let Err(error @ ImportError::Lines(_)) = done else { panic!("expected bad lines, got {done:?}") };
    error.to_string()
}

/// A file with a line for each account: number, address, fiscal code, name.
pub fn file(lines: &[[&str; 4]]) -> String {
    let line = |[account, email, code, name]: &[&str; 4]| {
        format!("{account},{email},{code},{name},Zoé,Mensa,5.30,10.00\n")
    };
    HEADER.to_owned() + &lines.iter().map(line).collect::<String>()
}
