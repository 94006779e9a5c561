-- How easy guardians find the service: counts only, so that no rating belongs to a person or a day.
CREATE TABLE ratings (
    month  TEXT COLLATE "C" NOT NULL,   -- of Rome, 2026-11
    stars  BIGINT NOT NULL CHECK (stars BETWEEN 1 AND 5),
    aspect TEXT COLLATE "C" NOT NULL,   -- what was good or hard; empty: the rating itself
    count  BIGINT NOT NULL,
    PRIMARY KEY (month, stars, aspect)
);
-- Each checkout is rated once.
ALTER TABLE checkouts ADD COLUMN rated BOOLEAN NOT NULL DEFAULT FALSE;
