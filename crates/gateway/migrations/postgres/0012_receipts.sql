-- How a top-up was paid, and who took the money; NULL: the platform did not say, or an older version credited it.
ALTER TABLE credits ADD COLUMN means TEXT COLLATE "C";               -- online, provider, cash
ALTER TABLE credits ADD COLUMN provider TEXT COLLATE "C";

-- A mail may have a receipt as PDF. A gateway of an earlier version leaves it to one of this version.
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN ('receipt', 'notice', 'request', 'receipt_pdf'));
ALTER TABLE undelivered DROP CONSTRAINT undelivered_kind_check,
    ADD CONSTRAINT undelivered_kind_check CHECK (kind IN ('code', 'receipt', 'notice', 'request', 'receipt_pdf'));
