-- Mail that must leave, of every kind, written in the transaction that is the reason for it.
CREATE TABLE mails (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: a notice's Message-ID holds it
    kind        TEXT NOT NULL CHECK (kind IN ('receipt', 'notice')),
    top_up_id   TEXT NOT NULL REFERENCES top_ups (id),
    language    TEXT,                               -- of the message; NULL: the guardian's
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL
) STRICT;
-- Notices keep their ids, and with them their Message-IDs: a mail that left just before a crash is seen as one.
INSERT INTO mails (id, kind, top_up_id, language, tries, next_try_at)
    SELECT id, 'notice', top_up_id, language, tries, next_try_at FROM letters_to_send;
INSERT INTO mails (kind, top_up_id, tries, next_try_at)
    SELECT 'receipt', top_up_id, tries, next_try_at FROM outbox ORDER BY id;
DROP TABLE letters_to_send;
DROP TABLE outbox;
ALTER TABLE mails RENAME TO outbox;
CREATE UNIQUE INDEX outbox_one_receipt ON outbox (top_up_id) WHERE kind = 'receipt';
CREATE INDEX outbox_due ON outbox (next_try_at);
