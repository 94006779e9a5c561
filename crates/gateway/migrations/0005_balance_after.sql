-- The account's balance right after the credit; NULL for credits by an older version.
ALTER TABLE credits ADD COLUMN balance_cents INTEGER;
