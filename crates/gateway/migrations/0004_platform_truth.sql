-- What the platform's answers say beyond the state.
ALTER TABLE top_ups ADD COLUMN anomaly TEXT;                         -- why it is anomalous
ALTER TABLE top_ups ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;  -- questions in a row that had no answer
-- Cancelled here, but the platform has not been seen to agree.
ALTER TABLE top_ups ADD COLUMN unconfirmed INTEGER NOT NULL DEFAULT 0;
UPDATE top_ups SET anomaly = 'unknown_status' WHERE state = 'anomalous';
-- An expired top-up may still be paid: those of the last half year are read again.
UPDATE top_ups SET next_check_at = 0
    WHERE state = 'expired' AND next_check_at IS NULL AND due_date >= date('now', '-180 days');

-- The platform may name no moment of the payment: paid_at becomes optional.
CREATE TABLE credits_new (
    top_up_id    TEXT PRIMARY KEY REFERENCES top_ups (id),
    receipt_id   TEXT NOT NULL UNIQUE,
    account_id   TEXT NOT NULL REFERENCES accounts (id),
    amount_cents INTEGER NOT NULL,
    paid_at      INTEGER,
    credited_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO credits_new SELECT top_up_id, receipt_id, account_id, amount_cents, paid_at, credited_at FROM credits;
DROP TABLE credits;
ALTER TABLE credits_new RENAME TO credits;
CREATE INDEX credits_of_account ON credits (account_id, credited_at);

-- The secret lies beside the database. A copy of one without the other is noticed by this.
CREATE TABLE installation (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),
    secret_fingerprint BLOB NOT NULL
) STRICT;

-- When it was taken over from the platform, because this database did not have it: NULL for all others.
ALTER TABLE top_ups ADD COLUMN found_at INTEGER;
