//! Every table with its columns, in an order in which they can be filled. A test compares it with the schemas.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// A text in SQLite.
    Json,
    Whole,
    /// A whole number in SQLite.
    Truth,
    Bytes,
}

/// A table with its columns.
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Kind)],
    /// The order of its rows is the same in both databases.
    pub key: &'static str,
    /// Its money, as one number; a reader can compare it with other lists.
    pub cents: Option<&'static str>,
    /// Whether its ids are counted, and none may be used again.
    pub is_counted: bool,
}

use Kind::{Bytes, Json, Text, Truth, Whole};

/// A table comes after those that it refers to.
pub const TABLES: [Table; 19] = [
    Table {
        name: "installation",
        columns: &[("id", Whole), ("secret_fingerprint", Bytes)],
        key: "id",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "guardians",
        columns: &[
            ("id", Text),
            ("email", Text),
            ("office_email", Text),
            ("fiscal_code", Text),
            ("name", Text),
            ("language", Text),
            ("mail_language", Text),
            ("erasure_asked_at", Whole),
        ],
        key: "id",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "accounts",
        columns: &[
            ("id", Text),
            ("reference", Text),
            ("guardian_id", Text),
            ("children", Json),
            ("children_shares", Json),
            ("service", Text),
            ("meal_price_cents", Whole),
            ("imported_balance_cents", Whole),
            ("imported_at", Whole),
            ("credited_cents", Whole),
        ],
        key: "id",
        cents: Some("imported_balance_cents + credited_cents"),
        is_counted: false,
    },
    Table {
        name: "challenges",
        columns: &[
            ("id", Text),
            ("guardian_id", Text),
            ("code_hash", Bytes),
            ("language", Text),
            ("expires_at", Whole),
            ("tries_left", Whole),
            ("used", Truth),
        ],
        key: "id",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "sessions",
        columns: &[
            ("token_hash", Bytes),
            ("guardian_id", Text),
            ("method", Text),
            ("seen_at", Whole),
            ("ends_at", Whole),
            ("started_at", Whole),
            ("browser", Text),
            ("system", Text),
        ],
        key: "token_hash",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "email_changes",
        columns: &[
            ("id", Text),
            ("guardian_id", Text),
            ("email", Text),
            ("code_hash", Bytes),
            ("expires_at", Whole),
            ("tries_left", Whole),
        ],
        key: "id",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "top_ups",
        columns: &[
            ("id", Text),
            ("guardian_id", Text),
            ("account_id", Text),
            ("amount_cents", Whole),
            ("state", Text),
            ("created_at", Whole),
            ("due_date", Text),
            ("notice_number", Text),
            ("iupd", Text),
            ("subject", Text),
            ("checkout_id", Text),
            ("paid_at", Whole),
            ("credited_at", Whole),
            ("checked_at", Whole),
            ("silent", Truth),
            ("checks", Whole),
            ("next_check_at", Whole),
            ("anomaly", Text),
            ("failures", Whole),
            ("unconfirmed", Truth),
            ("found_at", Whole),
        ],
        key: "id",
        cents: Some("amount_cents"),
        is_counted: false,
    },
    Table {
        name: "credits",
        columns: &[
            ("top_up_id", Text),
            ("receipt_id", Text),
            ("account_id", Text),
            ("amount_cents", Whole),
            ("paid_at", Whole),
            ("credited_at", Whole),
            ("balance_cents", Whole),
            ("means", Text),
            ("provider", Text),
        ],
        key: "top_up_id",
        cents: Some("amount_cents"),
        is_counted: false,
    },
    Table {
        name: "movements",
        columns: &[
            ("id", Text),
            ("account_id", Text),
            ("at", Whole),
            ("kind", Text),
            ("amount_cents", Whole),
            ("note", Text),
            ("office_id", Text),
            ("ordinal", Whole),
        ],
        key: "id",
        cents: Some("amount_cents"),
        is_counted: false,
    },
    Table {
        name: "office_balances",
        columns: &[("account_id", Text), ("at", Whole), ("balance_cents", Whole)],
        key: "account_id, at",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "checkouts",
        columns: &[
            ("id", Text),
            ("guardian_id", Text),
            ("redirect_url", Text),
            ("opened_at", Whole),
            ("expires_at", Whole),
            ("outcome", Text),
            ("returned_at", Whole),
            ("rated", Truth),
        ],
        key: "id",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "checkout_items",
        columns: &[("checkout_id", Text), ("position", Whole), ("top_up_id", Text)],
        key: "checkout_id, position",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "idempotency_keys",
        columns: &[
            ("guardian_id", Text),
            ("key", Text),
            ("body_hash", Bytes),
            ("resource_id", Text),
            ("status", Whole),
            ("body", Text),
            ("lease_until", Whole),
            ("created_at", Whole),
        ],
        key: "guardian_id, key",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "outbox",
        columns: &[
            ("id", Whole),
            ("kind", Text),
            ("top_up_id", Text),
            ("guardian_id", Text),
            ("request", Text),
            ("language", Text),
            ("tries", Whole),
            ("next_try_at", Whole),
            ("claimed_until", Whole),
        ],
        key: "id",
        cents: None,
        is_counted: true,
    },
    Table {
        name: "undelivered",
        columns: &[
            ("id", Whole),
            ("kind", Text),
            ("guardian_id", Text),
            ("top_up_id", Text),
            ("request", Text),
            ("language", Text),
            ("reason", Text),
            ("at", Whole),
            ("told", Truth),
        ],
        key: "id",
        cents: None,
        is_counted: true,
    },
    Table {
        name: "office_mails",
        columns: &[
            ("kind", Text),
            ("cause", Text),
            ("detail", Text),
            ("wanted", Whole),
            ("tries", Whole),
            ("next_try_at", Whole),
        ],
        key: "kind, cause",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "ratings",
        columns: &[("month", Text), ("stars", Whole), ("aspect", Text), ("count", Whole)],
        key: "month, stars, aspect",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "quotas",
        columns: &[("key", Bytes), ("whole_at", Whole)],
        key: "key",
        cents: None,
        is_counted: false,
    },
    Table {
        name: "app_files",
        columns: &[("name", Text), ("content", Bytes), ("seal", Bytes), ("used_at", Whole)],
        key: "name",
        cents: None,
        is_counted: false,
    },
];

#[cfg(test)]
mod tests {
    use super::TABLES;
    use crate::store::Store;

    #[tokio::test]
    async fn every_column_of_every_table_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db").into()).await.unwrap();
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
            AND name <> '_sqlx_migrations' ORDER BY name";
        let stored: Vec<String> = fetch_all!(store, sqlx::query_scalar(names)).unwrap();
        let mut copied: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        copied.sort_unstable();
        assert_eq!(stored, copied);
        for table in &TABLES {
            let names = "SELECT name FROM pragma_table_info($1) ORDER BY name";
            let stored: Vec<String> = fetch_all!(store, sqlx::query_scalar(names).bind(table.name)).unwrap();
            let mut copied: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
            copied.sort_unstable();
            assert_eq!(stored, copied, "{}", table.name);
        }
    }
}
