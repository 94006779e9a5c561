-- As SQLite's tables after migration 0009. Each later migration has a file for either database, and a test compares both
-- schemas. Gateways of two versions run side by side: docs/operating.md says what a migration may do.
--
-- Times are whole milliseconds since 1970-01-01 UTC; money is whole euro cents; ids are 26 characters. Texts are compared by
-- their bytes, as in SQLite: ids sort by age, and the order does not depend on the server's language.

CREATE TABLE guardians (
    id          TEXT COLLATE "C" PRIMARY KEY,
    email       TEXT COLLATE "C" NOT NULL UNIQUE,               -- lower case
    fiscal_code TEXT COLLATE "C" NOT NULL UNIQUE,
    name        TEXT COLLATE "C" NOT NULL,
    language    TEXT COLLATE "C" NOT NULL DEFAULT 'it'
);

-- The balance is what the office last imported, plus what has been credited since.
CREATE TABLE accounts (
    id                     TEXT COLLATE "C" PRIMARY KEY,
    reference              TEXT COLLATE "C" NOT NULL UNIQUE,    -- the account's number at the office
    guardian_id            TEXT COLLATE "C" NOT NULL REFERENCES guardians (id),
    children               JSON NOT NULL,                       -- array of names
    service                TEXT COLLATE "C" NOT NULL,
    meal_price_cents       BIGINT,
    imported_balance_cents BIGINT NOT NULL,
    imported_at            BIGINT NOT NULL,                     -- the moment of the imported balance
    credited_cents         BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX accounts_of_guardian ON accounts (guardian_id, reference);

CREATE TABLE challenges (
    id          TEXT COLLATE "C" PRIMARY KEY,
    guardian_id TEXT COLLATE "C" REFERENCES guardians (id),     -- NULL: an unknown address; it looks the same from outside
    code_hash   BYTEA NOT NULL,
    language    TEXT COLLATE "C" NOT NULL,
    expires_at  BIGINT NOT NULL,
    tries_left  BIGINT NOT NULL,
    used        BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX challenges_expired ON challenges (expires_at);

CREATE TABLE sessions (
    token_hash  BYTEA PRIMARY KEY,
    guardian_id TEXT COLLATE "C" NOT NULL REFERENCES guardians (id),
    method      TEXT COLLATE "C" NOT NULL,
    seen_at     BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL                                 -- absolute
);
CREATE INDEX sessions_ended ON sessions (ends_at);

CREATE TABLE top_ups (
    id            TEXT COLLATE "C" PRIMARY KEY,                 -- ULID: newer sorts later
    guardian_id   TEXT COLLATE "C" NOT NULL REFERENCES guardians (id),
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    amount_cents  BIGINT NOT NULL CHECK (amount_cents > 0),
    state         TEXT COLLATE "C" NOT NULL,
    created_at    BIGINT NOT NULL,
    due_date      TEXT COLLATE "C" NOT NULL,
    notice_number TEXT COLLATE "C" NOT NULL UNIQUE,
    iupd          TEXT COLLATE "C" NOT NULL UNIQUE,
    subject       TEXT COLLATE "C" NOT NULL,
    checkout_id   TEXT COLLATE "C",                             -- the last visit to the payment page
    paid_at       BIGINT,
    credited_at   BIGINT,
    checked_at    BIGINT,                                       -- the platform's last answer
    silent        BOOLEAN NOT NULL DEFAULT FALSE,               -- it did not answer when last asked
    checks        BIGINT NOT NULL DEFAULT 0,
    next_check_at BIGINT,                                       -- NULL: nothing changes any more
    anomaly       TEXT COLLATE "C",                             -- why it is anomalous
    failures      BIGINT NOT NULL DEFAULT 0,                    -- questions in a row that had no answer
    unconfirmed   BOOLEAN NOT NULL DEFAULT FALSE,               -- cancelled here; the platform has not been seen to agree
    found_at      BIGINT                                        -- when it was taken over from the platform
);
CREATE INDEX top_ups_of_guardian ON top_ups (guardian_id, id DESC);
CREATE INDEX top_ups_due ON top_ups (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX top_ups_open ON top_ups (account_id, amount_cents) WHERE state IN ('opening', 'unpaid', 'in_progress');

-- One row for each top-up that was paid: its key credits an account once and no more.
CREATE TABLE credits (
    top_up_id     TEXT COLLATE "C" PRIMARY KEY REFERENCES top_ups (id),
    receipt_id    TEXT COLLATE "C" NOT NULL UNIQUE,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    amount_cents  BIGINT NOT NULL,
    paid_at       BIGINT,
    credited_at   BIGINT NOT NULL,
    balance_cents BIGINT                                        -- right after it; NULL for credits by an older version
);
CREATE INDEX credits_of_account ON credits (account_id, credited_at);

CREATE TABLE checkouts (
    id           TEXT COLLATE "C" PRIMARY KEY,
    guardian_id  TEXT COLLATE "C" NOT NULL REFERENCES guardians (id),
    redirect_url TEXT COLLATE "C" NOT NULL,
    opened_at    BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    outcome      TEXT COLLATE "C",
    returned_at  BIGINT
);
CREATE TABLE checkout_items (
    checkout_id TEXT COLLATE "C" NOT NULL REFERENCES checkouts (id),
    position    BIGINT NOT NULL,
    top_up_id   TEXT COLLATE "C" NOT NULL REFERENCES top_ups (id),
    PRIMARY KEY (checkout_id, position)
);

CREATE TABLE idempotency_keys (
    guardian_id TEXT COLLATE "C" NOT NULL REFERENCES guardians (id),
    key         TEXT COLLATE "C" NOT NULL,
    body_hash   BYTEA NOT NULL,
    resource_id TEXT COLLATE "C" NOT NULL,                      -- what the request made, or is making
    status      BIGINT,                                         -- NULL: not answered yet
    body        TEXT COLLATE "C",
    lease_until BIGINT NOT NULL,                                -- until then a gateway is at work on it
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (guardian_id, key)
);
CREATE INDEX idempotency_keys_old ON idempotency_keys (created_at);

-- Mail that must be sent, written in the transaction that is the reason for it. An id is never used again: a Message-ID
-- holds it.
CREATE TABLE outbox (
    id            BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    kind          TEXT COLLATE "C" NOT NULL CHECK (kind IN ('receipt', 'notice', 'request')),
    top_up_id     TEXT COLLATE "C" REFERENCES top_ups (id),
    request       TEXT COLLATE "C",                             -- JSON; it leaves with the mail
    language      TEXT COLLATE "C",                             -- of the message; NULL: the guardian's
    tries         BIGINT NOT NULL DEFAULT 0,
    next_try_at   BIGINT NOT NULL,
    claimed_until BIGINT NOT NULL DEFAULT 0,                    -- until then one gateway sends it
    CHECK ((kind = 'request') = (request IS NOT NULL)),
    CHECK ((kind = 'request') = (top_up_id IS NULL))
);
CREATE UNIQUE INDEX outbox_one_receipt ON outbox (top_up_id) WHERE kind = 'receipt';
CREATE INDEX outbox_due ON outbox (next_try_at);

-- What mail servers have refused, or what was given up after its last try.
CREATE TABLE undelivered (
    id          BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL CHECK (kind IN ('code', 'receipt', 'notice', 'request')),
    guardian_id TEXT COLLATE "C" REFERENCES guardians (id),     -- NULL: a letter to the office without access
    top_up_id   TEXT COLLATE "C" REFERENCES top_ups (id),
    request     TEXT COLLATE "C",                               -- JSON
    language    TEXT COLLATE "C",
    reason      TEXT COLLATE "C" NOT NULL,                      -- without addresses and fiscal codes
    at          BIGINT NOT NULL,
    told        BOOLEAN NOT NULL DEFAULT FALSE                  -- the office has had a mail about it
);
CREATE INDEX undelivered_of_top_up ON undelivered (top_up_id);
-- Codes are never stored: one row says that a guardian's mailbox refuses them.
CREATE UNIQUE INDEX undelivered_codes ON undelivered (guardian_id) WHERE kind = 'code';

-- The mails to the office: one row for each kind and cause, so that there is one mail a day at most for each.
CREATE TABLE office_mails (
    kind        TEXT COLLATE "C" NOT NULL CHECK (kind IN ('anomalous', 'misconfigured', 'unassigned', 'undelivered')),
    cause       TEXT COLLATE "C" NOT NULL,
    detail      TEXT COLLATE "C" NOT NULL,                      -- JSON, of the last event
    wanted      BIGINT NOT NULL,                                -- events since the last mail
    tries       BIGINT NOT NULL DEFAULT 0,
    next_try_at BIGINT NOT NULL,
    PRIMARY KEY (kind, cause)
);

-- The secret is a file of each gateway. One that has another secret is noticed by this.
CREATE TABLE installation (
    id                 BIGINT PRIMARY KEY CHECK (id = 1),
    secret_fingerprint BYTEA NOT NULL
);
