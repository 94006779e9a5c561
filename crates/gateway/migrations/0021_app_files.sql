-- The app's files with a hash in their name, of this build and of those before: during and after an update a page of one
-- build may ask a gateway of another. The seal is a hash that only the installation's secret can make.
CREATE TABLE app_files (
    name    TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    seal    BLOB NOT NULL,
    used_at INTEGER NOT NULL                        -- when a gateway with this file last said so
) STRICT;
