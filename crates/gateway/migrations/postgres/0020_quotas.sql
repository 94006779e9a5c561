-- Quotas of sign-in codes and mails: one count for all gateways, and after a restart. A key is a hash that only the
-- installation's secret can make: the table names no address and no mailbox.
CREATE TABLE quotas (
    key      BYTEA PRIMARY KEY,
    whole_at BIGINT NOT NULL                                    -- when nothing of it is used up any more; then the row means nothing
);
CREATE INDEX quotas_whole ON quotas (whole_at);
