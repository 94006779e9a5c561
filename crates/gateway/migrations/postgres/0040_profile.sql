-- The address in the office's last file, where the guardian uses another one since; NULL: it is `email`.
ALTER TABLE guardians ADD COLUMN office_email TEXT COLLATE "C";
-- The language of mails and letters that the guardian has chosen; NULL: that of the last sign-in.
ALTER TABLE guardians ADD COLUMN mail_language TEXT COLLATE "C";
-- When the guardian last asked the office for erasure; NULL: never.
ALTER TABLE guardians ADD COLUMN erasure_asked_at BIGINT;

-- What the guardian recognises a session by; NULL: begun by an older version, or an unknown device.
ALTER TABLE sessions ADD COLUMN started_at BIGINT;
ALTER TABLE sessions ADD COLUMN browser TEXT COLLATE "C";
ALTER TABLE sessions ADD COLUMN system TEXT COLLATE "C";
CREATE INDEX sessions_of_guardian ON sessions (guardian_id);
CREATE INDEX checkouts_of_guardian ON checkouts (guardian_id);

-- New addresses that wait for their code.
CREATE TABLE email_changes (
    id          TEXT COLLATE "C" PRIMARY KEY,
    guardian_id TEXT COLLATE "C" NOT NULL REFERENCES guardians (id),
    email       TEXT COLLATE "C" NOT NULL,                      -- in its normal form
    code_hash   BYTEA NOT NULL,
    expires_at  BIGINT NOT NULL,
    tries_left  BIGINT NOT NULL
);
CREATE INDEX email_changes_expired ON email_changes (expires_at);
CREATE INDEX email_changes_of_guardian ON email_changes (guardian_id);

-- Mails about a guardian and no top-up: to the address before a change, and to the office about an erasure. A gateway of an
-- earlier version leaves them to one of this version.
ALTER TABLE outbox ADD COLUMN guardian_id TEXT COLLATE "C" REFERENCES guardians (id);   -- NULL: the top-up's
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check,
    DROP CONSTRAINT outbox_check,
    DROP CONSTRAINT outbox_check1,
    ADD CONSTRAINT outbox_kind_check
        CHECK (kind IN ('receipt', 'notice', 'request', 'receipt_pdf', 'email_changed', 'erasure')),
    ADD CONSTRAINT outbox_request_check
        CHECK ((kind IN ('request', 'email_changed', 'erasure')) = (request IS NOT NULL)),
    ADD CONSTRAINT outbox_top_up_check
        CHECK ((kind IN ('request', 'email_changed', 'erasure')) = (top_up_id IS NULL)),
    ADD CONSTRAINT outbox_guardian_check
        CHECK ((kind IN ('email_changed', 'erasure')) = (guardian_id IS NOT NULL));
ALTER TABLE undelivered DROP CONSTRAINT undelivered_kind_check,
    ADD CONSTRAINT undelivered_kind_check
        CHECK (kind IN ('code', 'receipt', 'notice', 'request', 'receipt_pdf', 'email_changed', 'erasure'));
