-- Earlier versions read payment dates without a zone as UTC; they are Italian time. Those of credited top-ups are read again
-- at the platform, once and spread over a day. The stored ones cannot be corrected here: some had a zone.
UPDATE top_ups SET next_check_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 + abs(random() % 86400000)
    WHERE state = 'credited' AND paid_at IS NOT NULL;
