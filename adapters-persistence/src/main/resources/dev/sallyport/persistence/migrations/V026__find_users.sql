-- For looking for users. The table may be long, and is written to meanwhile. An attempt that broke off leaves an index behind that is not
-- valid. Nothing here is of a column that changes when somebody signs in: that still updates the row in place.
DROP INDEX CONCURRENTLY IF EXISTS users_text;
DROP INDEX CONCURRENTLY IF EXISTS users_email_start;
DROP INDEX CONCURRENTLY IF EXISTS users_display_name_start;
DROP INDEX CONCURRENTLY IF EXISTS users_not_active;

-- Any three characters of an address or a name. Trigrams are of letters and digits alone, so letters stand for the signs of addresses and
-- names, and between the two: such as no text in NFC has, so that none of those that people type is taken for a sign. New accounts wait in a
-- list, some hundreds at the most, and are then sorted in together: one by one, each would cost a millisecond.
CREATE INDEX CONCURRENTLY users_text ON users USING gin ((
    replace(replace(replace(replace(replace(replace(replace(email || E'\uF900' || lower(coalesce(display_name, '')),
        '.', E'\uF901'), '@', E'\uF902'), '-', E'\uF903'), '_', E'\uF904'), ' ', E'\uF905'), '+', E'\uF906'), '''', E'\uF907'))
    gin_trgm_ops) WITH (gin_pending_list_limit = 512);
-- What an address or a name begins with, if it is less than that.
CREATE INDEX CONCURRENTLY users_email_start ON users (email text_pattern_ops);
CREATE INDEX CONCURRENTLY users_display_name_start ON users (lower(display_name) text_pattern_ops);
-- Accounts that cannot be used, which are few, the latest first.
CREATE INDEX CONCURRENTLY users_not_active ON users (id) WHERE status <> 'active';
