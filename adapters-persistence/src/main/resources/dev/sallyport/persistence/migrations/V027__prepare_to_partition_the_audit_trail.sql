-- What takes long, while the trail is written to; V028 then changes it in a moment. Everything here may be done again if it broke off.
DO $$
BEGIN
    -- Never waits for long in front of those who write.
    SET LOCAL lock_timeout = '2s';
    FOR attempt IN 1..30 LOOP
        BEGIN
            -- A default that has to be computed would rewrite the table if it were there from the first: entries that are there get none.
            ALTER TABLE audit_events ADD COLUMN IF NOT EXISTS salt uuid;
            ALTER TABLE audit_events ALTER COLUMN salt SET DEFAULT gen_random_uuid();
            ALTER TABLE audit_events DROP CONSTRAINT IF EXISTS audit_events_possible;
            ALTER TABLE audit_events ADD CONSTRAINT audit_events_possible
                CHECK (occurred_at >= '2000-01-01 00:00:00+00' AND occurred_at < '2200-01-01 00:00:00+00') NOT VALID;
            ALTER TABLE audit_events DROP CONSTRAINT IF EXISTS audit_events_earliest_range;
            -- Far enough ahead that the version before can go on writing until V028 is through, however often that fails.
            EXECUTE format(
                'ALTER TABLE audit_events ADD CONSTRAINT audit_events_earliest_range CHECK (occurred_at < %L) NOT VALID',
                (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '2 years') AT TIME ZONE 'UTC');
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.5);
        END;
    END LOOP;
    RAISE EXCEPTION 'the audit trail is locked by a long transaction: end that and migrate again';
END
$$;

ALTER TABLE audit_events VALIDATE CONSTRAINT audit_events_earliest_range;

ALTER TABLE audit_events VALIDATE CONSTRAINT audit_events_possible;

-- For what partitions are unique by.
DROP INDEX CONCURRENTLY IF EXISTS audit_events_earliest_pkey;

CREATE UNIQUE INDEX CONCURRENTLY audit_events_earliest_pkey ON audit_events (id, occurred_at);

-- For what happened of one type, newest first.
DROP INDEX CONCURRENTLY IF EXISTS audit_events_earliest_type;

CREATE INDEX CONCURRENTLY audit_events_earliest_type ON audit_events (type, occurred_at DESC, id DESC);

-- For what somebody did to others and for the installation, newest first.
DROP INDEX CONCURRENTLY IF EXISTS audit_events_earliest_by;

CREATE INDEX CONCURRENTLY audit_events_earliest_by ON audit_events ((details ->> 'byUserId'), occurred_at DESC, id DESC)
    WHERE details ->> 'byUserId' IS NOT NULL;
