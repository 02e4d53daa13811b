-- For looking for users by any part of their address or name: PostgreSQL's own extension, which comes with it nearly everywhere. Whoever may
-- create things in the database may install it; else somebody has to do so once, and is told how.
DO
$$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the extension pg_trgm is needed, and % may not install it: have the owner of the database run "CREATE EXTENSION pg_trgm" in it, then start again',
            current_user;
    WHEN feature_not_supported OR undefined_file THEN
        RAISE EXCEPTION 'the extension pg_trgm is needed, and this PostgreSQL does not have it: install its contrib package (such as postgresql-contrib), then start again';
END
$$;

DO
$$
DECLARE
    place text;
BEGIN
    SELECT n.nspname INTO place FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm';
    IF NOT place = ANY (current_schemas(true)) THEN
        RAISE EXCEPTION 'the extension pg_trgm is in the schema %, where % does not look: have "ALTER ROLE % SET search_path = %, %" run, then start again',
            place, current_user, current_user, coalesce(current_schema(), 'public'), place;
    END IF;
END
$$;

-- A row is updated in place only where its page has room, and every sign-in updates one; elsewhere it is put into all indexes anew, which
-- costs more with those that follow. Pages that are full already get room by the first such updates.
ALTER TABLE users SET (fillfactor = 85);
