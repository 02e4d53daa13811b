-- For looking after mail. The table may be long, and is written to meanwhile. An attempt that broke off leaves an index behind that is
-- not valid.
DROP INDEX CONCURRENTLY IF EXISTS mail_outbox_undelivered;
DROP INDEX CONCURRENTLY IF EXISTS mail_outbox_recipient;
DROP INDEX CONCURRENTLY IF EXISTS mail_outbox_settled;

-- What is not as it should be, the latest first, however much was delivered.
CREATE INDEX CONCURRENTLY mail_outbox_undelivered ON mail_outbox (state, id) WHERE state <> 'delivered';
-- All that went to somebody.
CREATE INDEX CONCURRENTLY mail_outbox_recipient ON mail_outbox (recipient, id) WHERE recipient IS NOT NULL;
-- What can be forgotten.
CREATE INDEX CONCURRENTLY mail_outbox_settled ON mail_outbox (settled_at) WHERE settled_at IS NOT NULL;
