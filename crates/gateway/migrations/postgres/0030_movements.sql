-- What the office imports line by line: meals, corrections, other movements. Top-ups have their own tables.
-- They go with their account, also where a version before this one deletes it.
CREATE TABLE movements (
    id           TEXT COLLATE "C" PRIMARY KEY,
    account_id   TEXT COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    at           BIGINT NOT NULL,              -- the first moment of its day in Italy
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('meal', 'correction', 'other')),
    amount_cents BIGINT NOT NULL CHECK (amount_cents <> 0),    -- what it adds to the balance; a meal is below zero
    note         TEXT COLLATE "C" NOT NULL,                 -- empty: none
    office_id    TEXT COLLATE "C",                          -- the line's id at the office; NULL: its file had none
    ordinal      BIGINT NOT NULL               -- without an id: which of the equal lines it is, from 0
);
CREATE INDEX movements_of_account ON movements (account_id, at DESC, id DESC);
CREATE INDEX movements_old ON movements (at);
-- A line is imported once.
CREATE UNIQUE INDEX movements_by_id ON movements (account_id, office_id) WHERE office_id IS NOT NULL;
CREATE UNIQUE INDEX movements_by_content ON movements (account_id, at, kind, amount_cents, note, ordinal)
    WHERE office_id IS NULL;

-- The balances that the office gave, the last one too. Between two of them the balance after each line is known where the lines
-- account for the difference.
CREATE TABLE office_balances (
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    at            BIGINT NOT NULL,
    balance_cents BIGINT NOT NULL,
    PRIMARY KEY (account_id, at)
);
INSERT INTO office_balances (account_id, at, balance_cents) SELECT id, imported_at, imported_balance_cents FROM accounts;

-- The list of movements has a top-up where it was credited; before that, where it was made.
CREATE INDEX top_ups_in_time ON top_ups (guardian_id, (coalesce(credited_at, created_at)) DESC, id DESC);
