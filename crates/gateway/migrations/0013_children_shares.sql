-- How the office splits an account of several children on the yearly statement: a JSON array of whole per cent, in the order of
-- the children; NULL: it does not.
ALTER TABLE accounts ADD COLUMN children_shares TEXT;
