-- How the office splits an account of several children on the yearly statement: an array of whole per cent, in the order of the
-- children; NULL: it does not.
ALTER TABLE accounts ADD COLUMN children_shares JSON;
