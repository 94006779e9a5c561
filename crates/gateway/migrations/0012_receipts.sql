-- How a top-up was paid, and who took the money; NULL: the platform did not say, or an older version credited it.
ALTER TABLE credits ADD COLUMN means TEXT;                           -- online, provider, cash
ALTER TABLE credits ADD COLUMN provider TEXT;

-- A mail may have a receipt as PDF. A gateway of an earlier version leaves it to one of this version.
CREATE TABLE mails (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: a Message-ID holds it
    kind          TEXT NOT NULL CHECK (kind IN ('receipt', 'notice', 'request', 'receipt_pdf')),
    top_up_id     TEXT REFERENCES top_ups (id),
    request       TEXT,                               -- JSON; it leaves with the mail
    language      TEXT,                               -- of the message; NULL: the guardian's
    tries         INTEGER NOT NULL DEFAULT 0,
    next_try_at   INTEGER NOT NULL,
    claimed_until INTEGER NOT NULL DEFAULT 0,         -- until then one gateway sends it
    CHECK ((kind = 'request') = (request IS NOT NULL)),
    CHECK ((kind = 'request') = (top_up_id IS NULL))
) STRICT;
-- The new table goes on where the old one was.
INSERT INTO sqlite_sequence (name, seq) SELECT 'mails', seq FROM sqlite_sequence WHERE name = 'outbox';
INSERT INTO mails (id, kind, top_up_id, request, language, tries, next_try_at, claimed_until)
    SELECT id, kind, top_up_id, request, language, tries, next_try_at, claimed_until FROM outbox;
DROP TABLE outbox;
ALTER TABLE mails RENAME TO outbox;
CREATE UNIQUE INDEX outbox_one_receipt ON outbox (top_up_id) WHERE kind = 'receipt';
CREATE INDEX outbox_due ON outbox (next_try_at);

CREATE TABLE undelivered_new (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL CHECK (kind IN ('code', 'receipt', 'notice', 'request', 'receipt_pdf')),
    guardian_id TEXT REFERENCES guardians (id),     -- NULL: what somebody without access wrote to the office
    top_up_id   TEXT REFERENCES top_ups (id),
    request     TEXT,                               -- JSON
    language    TEXT,
    reason      TEXT NOT NULL,                      -- without addresses and fiscal codes
    at          INTEGER NOT NULL,
    told        INTEGER NOT NULL DEFAULT 0          -- the office has had a mail about it
) STRICT;
INSERT INTO sqlite_sequence (name, seq) SELECT 'undelivered_new', seq FROM sqlite_sequence WHERE name = 'undelivered';
INSERT INTO undelivered_new SELECT id, kind, guardian_id, top_up_id, request, language, reason, at, told FROM undelivered;
DROP TABLE undelivered;
ALTER TABLE undelivered_new RENAME TO undelivered;
CREATE INDEX undelivered_of_top_up ON undelivered (top_up_id);
CREATE UNIQUE INDEX undelivered_codes ON undelivered (guardian_id) WHERE kind = 'code';
