-- Quotas of sign-in codes and mails: one count for all gateways, and after a restart. A key is a hash that only the
-- installation's secret can make: the table names no address and no mailbox.
CREATE TABLE quotas (
    key      BLOB PRIMARY KEY,
    whole_at INTEGER NOT NULL                       -- when nothing of it is used up any more; then the row means nothing
) STRICT, WITHOUT ROWID;
CREATE INDEX quotas_whole ON quotas (whole_at);
