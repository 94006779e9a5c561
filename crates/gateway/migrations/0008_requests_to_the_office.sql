-- The outbox also has what people without access write to the office. It belongs to no top-up.
CREATE TABLE mails (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: a Message-ID holds it
    kind        TEXT NOT NULL CHECK (kind IN ('receipt', 'notice', 'request')),
    top_up_id   TEXT REFERENCES top_ups (id),
    request     TEXT,                               -- JSON; it leaves with the mail
    language    TEXT,                               -- of the message; NULL: the guardian's
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL,
    CHECK ((kind = 'request') = (request IS NOT NULL)),
    CHECK ((kind = 'request') = (top_up_id IS NULL))
) STRICT;
-- The new table goes on where the old one was.
INSERT INTO sqlite_sequence (name, seq) SELECT 'mails', seq FROM sqlite_sequence WHERE name = 'outbox';
INSERT INTO mails (id, kind, top_up_id, language, tries, next_try_at)
    SELECT id, kind, top_up_id, language, tries, next_try_at FROM outbox;
DROP TABLE outbox;
ALTER TABLE mails RENAME TO outbox;
CREATE UNIQUE INDEX outbox_one_receipt ON outbox (top_up_id) WHERE kind = 'receipt';
CREATE INDEX outbox_due ON outbox (next_try_at);
