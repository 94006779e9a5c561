-- Notices that guardians asked to have by e-mail, written with the answer to their request.
CREATE TABLE letters_to_send (
    id          INTEGER PRIMARY KEY,
    top_up_id   TEXT NOT NULL REFERENCES top_ups (id),
    language    TEXT NOT NULL,                      -- of the message; the letter's own are the town's
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL
) STRICT;
CREATE INDEX letters_to_send_due ON letters_to_send (next_try_at);
