-- The mails to the office: one row for each kind and cause, so that there is one mail a day at most for each.
CREATE TABLE office_mails (
    kind        TEXT NOT NULL CHECK (kind IN ('anomalous', 'misconfigured', 'unassigned')),
    cause       TEXT NOT NULL,
    detail      TEXT NOT NULL,                      -- JSON, of the last event
    wanted      INTEGER NOT NULL,                   -- events since the last mail
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL,
    PRIMARY KEY (kind, cause)
) STRICT, WITHOUT ROWID;
