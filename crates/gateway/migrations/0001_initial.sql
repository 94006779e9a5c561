-- Times are whole milliseconds since 1970-01-01 UTC; money is whole euro cents; ids are 26 characters.

CREATE TABLE guardians (
    id          TEXT PRIMARY KEY,
    email       TEXT NOT NULL UNIQUE,               -- lower case
    fiscal_code TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    language    TEXT NOT NULL DEFAULT 'it'
) STRICT, WITHOUT ROWID;

-- The balance is what the office last imported, plus what has been credited since.
CREATE TABLE accounts (
    id                     TEXT PRIMARY KEY,
    reference              TEXT NOT NULL UNIQUE,    -- the account's number at the office
    guardian_id            TEXT NOT NULL REFERENCES guardians (id),
    children               TEXT NOT NULL,           -- JSON array of names
    service                TEXT NOT NULL,
    meal_price_cents       INTEGER,
    imported_balance_cents INTEGER NOT NULL,
    imported_at            INTEGER NOT NULL,        -- the moment the imported balance speaks of
    credited_cents         INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_of_guardian ON accounts (guardian_id, reference);

CREATE TABLE challenges (
    id          TEXT PRIMARY KEY,
    guardian_id TEXT REFERENCES guardians (id),     -- NULL: an address nobody has; it looks the same from outside
    code_hash   BLOB NOT NULL,
    language    TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    tries_left  INTEGER NOT NULL,
    used        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX challenges_expired ON challenges (expires_at);

CREATE TABLE sessions (
    token_hash  BLOB PRIMARY KEY,
    guardian_id TEXT NOT NULL REFERENCES guardians (id),
    method      TEXT NOT NULL,
    seen_at     INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL                    -- absolute
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_ended ON sessions (ends_at);

CREATE TABLE top_ups (
    id            TEXT PRIMARY KEY,                 -- ULID: newer sorts later
    guardian_id   TEXT NOT NULL REFERENCES guardians (id),
    account_id    TEXT NOT NULL REFERENCES accounts (id),
    amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
    state         TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    due_date      TEXT NOT NULL,
    notice_number TEXT NOT NULL UNIQUE,
    iupd          TEXT NOT NULL UNIQUE,
    subject       TEXT NOT NULL,
    checkout_id   TEXT,                             -- the last visit to the payment page
    paid_at       INTEGER,
    credited_at   INTEGER,
    checked_at    INTEGER,                          -- the platform's last answer
    silent        INTEGER NOT NULL DEFAULT 0,       -- it did not answer when last asked
    checks        INTEGER NOT NULL DEFAULT 0,
    next_check_at INTEGER                           -- NULL: nothing changes any more
) STRICT, WITHOUT ROWID;
CREATE INDEX top_ups_of_guardian ON top_ups (guardian_id, id DESC);
CREATE INDEX top_ups_due ON top_ups (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX top_ups_open ON top_ups (account_id, amount_cents) WHERE state IN ('opening', 'unpaid', 'in_progress');

-- One row for each top-up that was paid: its key is what credits an account once and no more.
CREATE TABLE credits (
    top_up_id    TEXT PRIMARY KEY REFERENCES top_ups (id),
    receipt_id   TEXT NOT NULL UNIQUE,
    account_id   TEXT NOT NULL REFERENCES accounts (id),
    amount_cents INTEGER NOT NULL,
    paid_at      INTEGER NOT NULL,
    credited_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credits_of_account ON credits (account_id, credited_at);

CREATE TABLE checkouts (
    id           TEXT PRIMARY KEY,
    guardian_id  TEXT NOT NULL REFERENCES guardians (id),
    redirect_url TEXT NOT NULL,
    opened_at    INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    outcome      TEXT,
    returned_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE checkout_items (
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    position    INTEGER NOT NULL,
    top_up_id   TEXT NOT NULL REFERENCES top_ups (id),
    PRIMARY KEY (checkout_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_keys (
    guardian_id TEXT NOT NULL REFERENCES guardians (id),
    key         TEXT NOT NULL,
    body_hash   BLOB NOT NULL,
    resource_id TEXT NOT NULL,                      -- what the request made, or is making
    status      INTEGER,                            -- NULL: not answered yet
    body        TEXT,
    lease_until INTEGER NOT NULL,                   -- until then somebody is at work on it
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (guardian_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_old ON idempotency_keys (created_at);

-- Mail that must leave, written in the transaction that is the reason for it.
CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY,
    top_up_id   TEXT NOT NULL UNIQUE REFERENCES top_ups (id),
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (next_try_at);
