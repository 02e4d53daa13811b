-- The trail by months. What is there becomes the earliest partition as it is; nothing is copied, read through or rewritten. The version
-- before goes on: it writes to the table of the same name, and may still erase who asked.
DO $$
BEGIN
    SET LOCAL lock_timeout = '2s';
    FOR attempt IN 1..30 LOOP
        BEGIN
            LOCK TABLE audit_events IN ACCESS EXCLUSIVE MODE;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.5);
        END;
    END LOOP;
    RAISE EXCEPTION 'the audit trail is locked by a long transaction: end that and migrate again';
END
$$;

DROP TRIGGER audit_events_append_only ON audit_events;
DROP TRIGGER audit_events_erase_only ON audit_events;
ALTER TABLE audit_events RENAME TO audit_events_earliest;
ALTER TABLE audit_events_earliest DROP CONSTRAINT audit_events_pkey;
ALTER TABLE audit_events_earliest ADD CONSTRAINT audit_events_earliest_pkey PRIMARY KEY USING INDEX audit_events_earliest_pkey;
ALTER INDEX audit_events_user RENAME TO audit_events_earliest_user;
ALTER INDEX audit_events_time RENAME TO audit_events_earliest_time;
ALTER INDEX audit_events_registration RENAME TO audit_events_earliest_registration;

CREATE TABLE audit_events (
    id             uuid        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    type           text        NOT NULL,
    user_id        uuid,
    details        jsonb       NOT NULL,
    client_address inet,
    user_agent     text,
    -- Goes into what seals who asked, and is erased with that, so that nobody finds it out by trying. Null also for what is older than this.
    salt           uuid        DEFAULT gen_random_uuid(),
    PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE INDEX audit_events_user ON audit_events (user_id, occurred_at DESC, id DESC) WHERE user_id IS NOT NULL;
CREATE INDEX audit_events_time ON audit_events (occurred_at DESC, id DESC);
CREATE INDEX audit_events_type ON audit_events (type, occurred_at DESC, id DESC);
CREATE INDEX audit_events_by ON audit_events ((details ->> 'byUserId'), occurred_at DESC, id DESC)
    WHERE details ->> 'byUserId' IS NOT NULL;
CREATE INDEX audit_events_registration ON audit_events ((details ->> 'registrationId'))
    WHERE details ->> 'registrationId' IS NOT NULL;

-- Whoever could use the trail before can do so still.
DO $$
DECLARE
    granted record;
BEGIN
    FOR granted IN
        SELECT acl.grantee, acl.privilege_type FROM pg_class c, aclexplode(c.relacl) acl
        WHERE c.oid = 'audit_events_earliest'::regclass AND acl.grantee <> c.relowner
    LOOP
        EXECUTE format('GRANT %s ON audit_events TO %s', granted.privilege_type,
            CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE granted.grantee::regrole::text END);
    END LOOP;
END
$$;

DO $$
DECLARE
    this_month timestamptz := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    ends timestamptz;
BEGIN
    IF EXISTS (SELECT FROM audit_events_earliest) THEN
        -- As V027 has made sure: nothing has to be read for it.
        SELECT substring(pg_get_constraintdef(oid) FROM '''([^'']+)''')::timestamptz INTO STRICT ends
            FROM pg_constraint WHERE conrelid = 'audit_events_earliest'::regclass AND conname = 'audit_events_earliest_range';
    ELSE
        ends := this_month;
    END IF;
    EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION audit_events_earliest FOR VALUES FROM (MINVALUE) TO (%L)', ends);
    ALTER TABLE audit_events_earliest DROP CONSTRAINT audit_events_earliest_range;
END
$$;

-- For whatever no month is there for: no entry is ever refused.
CREATE TABLE audit_events_default PARTITION OF audit_events DEFAULT;

-- What is not sealed yet; sealing takes it away. A queue, since neither times nor ids tell the order in which transactions end.
CREATE TABLE audit_unsealed (
    id          uuid        NOT NULL,
    occurred_at timestamptz NOT NULL,
    queued_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION queue_for_sealing() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO audit_unsealed (id, occurred_at) VALUES (NEW.id, NEW.occurred_at);
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_events_queued AFTER INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION queue_for_sealing();

-- A chain: each seal authenticates the one before and a batch of entries.
CREATE TABLE audit_seals (
    batch          bigint      PRIMARY KEY CONSTRAINT audit_seals_numbered CHECK (batch > 0),
    sealed_at      timestamptz NOT NULL,
    entries        integer     NOT NULL CONSTRAINT audit_seals_counted CHECK (entries >= 0),
    -- When the latest of them happened; null if there are none.
    newest         timestamptz,
    -- From this batch on, what happened before then may be missing: it was old enough to be dropped. Null: as the batch before says.
    kept_from      timestamptz,
    entries_digest bytea       NOT NULL,
    previous       bytea       NOT NULL,
    seal           bytea       NOT NULL
);

-- What a batch is of, until all of it is dropped.
CREATE TABLE audit_sealed_entries (
    batch       bigint        PRIMARY KEY REFERENCES audit_seals,
    ids         uuid[]        NOT NULL,
    occurred    timestamptz[] NOT NULL,
    -- 64 bytes each: a digest of what never changes, one of who asked, one of what an administrator stated as the reason.
    digests     bytea         NOT NULL
);

CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();
CREATE TRIGGER audit_sealed_entries_append_only BEFORE UPDATE OR TRUNCATE ON audit_sealed_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();

-- Statements on the trail are refused also where there is nothing to do; those on a single partition row by row.
CREATE TRIGGER audit_events_append_only BEFORE DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();
CREATE TRIGGER audit_events_keep BEFORE DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();
CREATE TRIGGER audit_events_earliest_keep BEFORE TRUNCATE ON audit_events_earliest
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();
CREATE TRIGGER audit_events_default_keep BEFORE TRUNCATE ON audit_events_default
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();

-- The one update that there is; the salt is erased along with who asked, also by a version that knows nothing of it.
CREATE OR REPLACE FUNCTION refuse_all_but_forgetting_who_asked() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NEW.client_address IS NOT NULL OR NEW.user_agent IS NOT NULL
        OR NEW.details IS DISTINCT FROM OLD.details - 'holderAddress' - 'holderUserAgent'
        OR (NEW.id, NEW.occurred_at, NEW.type, NEW.user_id) IS DISTINCT FROM (OLD.id, OLD.occurred_at, OLD.type, OLD.user_id)
        OR (NEW.salt IS DISTINCT FROM OLD.salt AND NEW.salt IS NOT NULL)
    THEN
        RAISE EXCEPTION 'the audit trail is append-only: of an entry, only who asked can be erased';
    END IF;
    NEW.salt := NULL;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_events_erase_only BEFORE UPDATE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_forgetting_who_asked();

-- What an application's role is not allowed to do by itself, it does by these, with the rights of the trail's owner.

-- Erases who asked for what a user did, and for what was done to them; the user is still there.
CREATE PROCEDURE forget_audit_clients(whose uuid) LANGUAGE sql SECURITY DEFINER AS
$$
    UPDATE audit_events
    SET client_address = NULL, user_agent = NULL, details = details - 'holderAddress' - 'holderUserAgent'
    WHERE client_address IS NOT NULL AND user_id = whose;

    -- That of the registration which the account came of: it began before there was any user to name.
    UPDATE audit_events
    SET client_address = NULL, user_agent = NULL, details = details - 'holderAddress' - 'holderUserAgent'
    WHERE client_address IS NOT NULL AND details ->> 'registrationId' = ANY (ARRAY(
        SELECT created.details ->> 'registrationId' FROM audit_events created
        WHERE created.user_id = whose AND created.type = 'account.created'));

    -- Other registrations for the same address are most likely the user's own, too.
    UPDATE audit_events
    SET client_address = NULL, user_agent = NULL, details = details - 'holderAddress' - 'holderUserAgent'
    WHERE client_address IS NOT NULL AND details ->> 'registrationId' = ANY (ARRAY(
        SELECT p.id::text FROM pending_registrations p JOIN users u ON u.email = p.email WHERE u.id = whose));

    UPDATE audit_events
    SET client_address = NULL, user_agent = NULL, details = details - 'holderAddress' - 'holderUserAgent'
    WHERE client_address IS NOT NULL AND details ->> 'byUserId' = whose::text;
$$;

-- Makes the partition of a month, unless there is one for it. Whoever writes does not wait for it.
CREATE FUNCTION add_audit_month(begins timestamptz) RETURNS boolean LANGUAGE plpgsql AS
$$
DECLARE
    name text := 'audit_events_' || to_char(begins AT TIME ZONE 'UTC', 'YYYY_MM');
    ends timestamptz := (begins AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
    misplaced boolean;
    granted record;
BEGIN
    IF to_regclass(name) IS NOT NULL OR EXISTS (
        SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'audit_events'::regclass AND c.relname = 'audit_events_earliest'
            AND substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::timestamptz > begins)
    THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING DEFAULTS)', name);
    -- Rights on the trail are enough; more, as by default privileges, would be a way past it.
    FOR granted IN
        SELECT DISTINCT acl.grantee FROM pg_class c, aclexplode(c.relacl) acl WHERE c.oid = to_regclass(name) AND acl.grantee <> c.relowner
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM %s', name,
            CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE granted.grantee::regrole::text END);
    END LOOP;
    misplaced := EXISTS (SELECT FROM audit_events_default WHERE occurred_at >= begins AND occurred_at < ends);
    IF misplaced THEN
        -- Nobody made the month in time. What came meanwhile is moved, and others wait for that. What is detached has no triggers of the trail.
        ALTER TABLE audit_events DETACH PARTITION audit_events_default;
        EXECUTE format('INSERT INTO %I SELECT * FROM audit_events_default WHERE occurred_at >= %L AND occurred_at < %L', name, begins, ends);
        DELETE FROM audit_events_default WHERE occurred_at >= begins AND occurred_at < ends;
    END IF;
    EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, begins, ends);
    IF misplaced THEN
        ALTER TABLE audit_events ATTACH PARTITION audit_events_default DEFAULT;
    END IF;
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail()',
        name || '_keep', name);
    RETURN true;
END
$$;

-- Makes the partitions of this month and of those to come; tells how many were missing.
CREATE FUNCTION prepare_audit_months(ahead integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS
$$
DECLARE
    made integer := 0;
BEGIN
    IF ahead NOT BETWEEN 0 AND 24 THEN
        RAISE EXCEPTION 'between none and 24 months can be prepared';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('sallyport audit months'));
    FOR month IN 0..ahead LOOP
        IF add_audit_month((date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => month)) AT TIME ZONE 'UTC') THEN
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
EXCEPTION WHEN lock_not_available THEN
    -- A long transaction, such as a dump, reads all of the trail. There is time.
    RETURN 0;
END
$$;

-- Drops the months that ended before then, with what sealed them; tells how many. Never anything of the last 90 days, whoever asks.
CREATE FUNCTION drop_audit_months(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS
$$
DECLARE
    month record;
    dropped integer := 0;
BEGIN
    IF before IS NULL OR before > now() - interval '90 days' THEN
        RAISE EXCEPTION 'what happened in the last 90 days stays in the audit trail';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('sallyport audit months'));
    FOR month IN
        SELECT c.oid::regclass AS partition FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'audit_events'::regclass
            AND substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::timestamptz <= before
    LOOP
        EXECUTE format('DROP TABLE %s', month.partition);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM audit_sealed_entries e USING audit_seals s WHERE s.batch = e.batch AND s.newest < before;
    DELETE FROM audit_unsealed WHERE occurred_at < before;
    RETURN dropped;
END
$$;

-- Whatever the caller's search path is, and whatever temporary tables they have made.
DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['forget_audit_clients(uuid)', 'add_audit_month(timestamptz)', 'prepare_audit_months(integer)',
        'drop_audit_months(timestamptz)']
    LOOP
        EXECUTE format('ALTER ROUTINE %s SET search_path = %I, pg_temp', one, current_schema());
        EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', one);
    END LOOP;
END
$$;

-- Whoever writes waits for neither of these.
ALTER FUNCTION prepare_audit_months(integer) SET lock_timeout = '2s';
ALTER FUNCTION drop_audit_months(timestamptz) SET lock_timeout = '2s';

SELECT prepare_audit_months(3);
