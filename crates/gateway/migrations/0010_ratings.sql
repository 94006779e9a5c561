-- How easy guardians find the service: counts only, so that no rating belongs to a person or a day.
CREATE TABLE ratings (
    month  TEXT NOT NULL,           -- of Rome, 2026-11
    stars  INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    aspect TEXT NOT NULL,           -- what was good or hard; empty: the rating itself
    count  INTEGER NOT NULL,
    PRIMARY KEY (month, stars, aspect)
) STRICT, WITHOUT ROWID;
-- Each checkout is rated once.
ALTER TABLE checkouts ADD COLUMN rated INTEGER NOT NULL DEFAULT 0;
