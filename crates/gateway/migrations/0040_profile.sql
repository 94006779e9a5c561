-- The address in the office's last file, where the guardian uses another one since; NULL: it is `email`.
ALTER TABLE guardians ADD COLUMN office_email TEXT;
-- The language of mails and letters that the guardian has chosen; NULL: that of the last sign-in.
ALTER TABLE guardians ADD COLUMN mail_language TEXT;
-- When the guardian last asked the office for erasure; NULL: never.
ALTER TABLE guardians ADD COLUMN erasure_asked_at INTEGER;

-- What the guardian recognises a session by; NULL: begun by an older version, or an unknown device.
ALTER TABLE sessions ADD COLUMN started_at INTEGER;
ALTER TABLE sessions ADD COLUMN browser TEXT;
ALTER TABLE sessions ADD COLUMN system TEXT;
CREATE INDEX sessions_of_guardian ON sessions (guardian_id);
CREATE INDEX checkouts_of_guardian ON checkouts (guardian_id);

-- New addresses that wait for their code.
CREATE TABLE email_changes (
    id          TEXT PRIMARY KEY,
    guardian_id TEXT NOT NULL REFERENCES guardians (id),
    email       TEXT NOT NULL,                      -- in its normal form
    code_hash   BLOB NOT NULL,
    expires_at  INTEGER NOT NULL,
    tries_left  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX email_changes_expired ON email_changes (expires_at);
CREATE INDEX email_changes_of_guardian ON email_changes (guardian_id);

-- Mails about a guardian and no top-up: to the address before a change, and to the office about an erasure. A gateway of an
-- earlier version leaves them to one of this version.
CREATE TABLE mails (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: a Message-ID holds it
    kind          TEXT NOT NULL
        CHECK (kind IN ('receipt', 'notice', 'request', 'receipt_pdf', 'email_changed', 'erasure')),
    top_up_id     TEXT REFERENCES top_ups (id),
    guardian_id   TEXT REFERENCES guardians (id),     -- NULL: the top-up's
    request       TEXT,                               -- JSON; it leaves with the mail
    language      TEXT,                               -- of the message; NULL: the guardian's
    tries         INTEGER NOT NULL DEFAULT 0,
    next_try_at   INTEGER NOT NULL,
    claimed_until INTEGER NOT NULL DEFAULT 0,         -- until then one gateway sends it
    CHECK ((kind IN ('request', 'email_changed', 'erasure')) = (request IS NOT NULL)),
    CHECK ((kind IN ('request', 'email_changed', 'erasure')) = (top_up_id IS NULL)),
    CHECK ((kind IN ('email_changed', 'erasure')) = (guardian_id IS NOT NULL))
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
    kind        TEXT NOT NULL
        CHECK (kind IN ('code', 'receipt', 'notice', 'request', 'receipt_pdf', 'email_changed', 'erasure')),
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
