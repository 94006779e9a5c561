-- A mail that one gateway sends is left alone by another until then.
ALTER TABLE outbox ADD COLUMN claimed_until INTEGER NOT NULL DEFAULT 0;

-- What mail servers have refused, or what was given up after its last try. The office sees it and can send it again.
CREATE TABLE undelivered (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL CHECK (kind IN ('code', 'receipt', 'notice', 'request')),
    guardian_id TEXT REFERENCES guardians (id),     -- NULL: what somebody without access wrote to the office
    top_up_id   TEXT REFERENCES top_ups (id),
    request     TEXT,                               -- JSON
    language    TEXT,
    reason      TEXT NOT NULL,                      -- without addresses and fiscal codes
    at          INTEGER NOT NULL,
    told        INTEGER NOT NULL DEFAULT 0          -- the office has had a mail about it
) STRICT;
CREATE INDEX undelivered_of_top_up ON undelivered (top_up_id);
-- Codes are never stored: one row says that a guardian's mailbox refuses them.
CREATE UNIQUE INDEX undelivered_codes ON undelivered (guardian_id) WHERE kind = 'code';

CREATE TABLE office_mails_new (
    kind        TEXT NOT NULL CHECK (kind IN ('anomalous', 'misconfigured', 'unassigned', 'undelivered')),
    cause       TEXT NOT NULL,
    detail      TEXT NOT NULL,                      -- JSON, of the last event
    wanted      INTEGER NOT NULL,                   -- events since the last mail
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL,
    PRIMARY KEY (kind, cause)
) STRICT, WITHOUT ROWID;
INSERT INTO office_mails_new SELECT kind, cause, detail, wanted, tries, next_try_at FROM office_mails;
DROP TABLE office_mails;
ALTER TABLE office_mails_new RENAME TO office_mails;
