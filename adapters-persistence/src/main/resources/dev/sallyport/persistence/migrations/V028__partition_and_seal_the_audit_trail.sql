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
    -- What is no time that a clock tells could not be sealed, and nothing after it.
    CONSTRAINT audit_events_possible CHECK (occurred_at >= '2000-01-01 00:00:00+00' AND occurred_at < '2200-01-01 00:00:00+00'),
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
        -- That is two years ahead, and so long would nothing of it be dropped. What is small is read through in a moment: it ends with this month.
        IF pg_relation_size('audit_events_earliest') < 200000000
            AND (SELECT max(occurred_at) FROM audit_events_earliest) < this_month + interval '1 month'
        THEN
            ends := (this_month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
        END IF;
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
    occurred_at timestamptz NOT NULL
        CONSTRAINT audit_unsealed_possible CHECK (occurred_at >= '2000-01-01 00:00:00+00' AND occurred_at < '2200-01-01 00:00:00+00'),
    queued_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- With the rights of the trail's owner: whoever may write to the trail may not write to the queue, nor keep anything out of it.
CREATE FUNCTION queue_for_sealing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
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

-- A number that leaves others out would be the last for good.
CREATE FUNCTION refuse_another_batch_than_the_next() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NEW.batch <> (SELECT COALESCE(max(batch), 0) + 1 FROM audit_seals) THEN
        RAISE EXCEPTION 'the seals of the audit trail are numbered without gaps';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_seals_in_order BEFORE INSERT ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_another_batch_than_the_next();

-- Whoever seals holds its one row, which takes rights on it; an advisory lock could be held by whoever can connect.
CREATE TABLE audit_sealing (
    one_at_a_time boolean PRIMARY KEY DEFAULT true CHECK (one_at_a_time)
);
INSERT INTO audit_sealing DEFAULT VALUES;

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

-- The two updates that there are: who asked is erased, and why an administrator said so. The salt is erased along with who asked, also by a
-- version that knows nothing of it.
CREATE OR REPLACE FUNCTION refuse_all_but_forgetting_who_asked() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    without_client jsonb := OLD.details - 'holderAddress' - 'holderUserAgent';
BEGIN
    IF (NEW.id, NEW.occurred_at, NEW.type, NEW.user_id) IS NOT DISTINCT FROM (OLD.id, OLD.occurred_at, OLD.type, OLD.user_id) THEN
        IF NEW.client_address IS NULL AND NEW.user_agent IS NULL AND NEW.details IN (without_client, without_client - 'statedReason')
            AND (NEW.salt IS NULL OR NEW.salt = OLD.salt)
        THEN
            NEW.salt := NULL;
            RETURN NEW;
        END IF;
        IF (NEW.client_address, NEW.user_agent, NEW.salt) IS NOT DISTINCT FROM (OLD.client_address, OLD.user_agent, OLD.salt)
            AND OLD.details ? 'statedReason' AND NEW.details = OLD.details - 'statedReason'
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only: of an entry, only who asked and the stated reason can be erased';
END
$$;

CREATE TRIGGER audit_events_erase_only BEFORE UPDATE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_forgetting_who_asked();

-- What an application's role is not allowed to do by itself, it does by these, with the rights of the trail's owner.

-- Erases who asked for what a user did, and what administrators stated about them; the user is still there. From where others acted on them
-- is the others' own, and stays. So does why the account was deleted.
CREATE PROCEDURE forget_audit_clients(whose uuid) LANGUAGE sql SECURITY DEFINER AS
$$
    UPDATE audit_events
    SET client_address = NULL, user_agent = NULL, details = details - 'holderAddress' - 'holderUserAgent'
    WHERE client_address IS NOT NULL AND user_id = whose AND COALESCE(details ->> 'byUserId', whose::text) = whose::text;

    UPDATE audit_events
    SET details = details - 'statedReason'
    WHERE user_id = whose AND type <> 'account.deleted' AND details ? 'statedReason';

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
    EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
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

-- Drops the oldest month if it ended before then, and tells whether it did (1 or 0): one at a time, so that those who write wait for a
-- moment at the most. Never anything of the last 90 days, whoever asks.
CREATE FUNCTION drop_audit_months(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS
$$
DECLARE
    oldest regclass;
BEGIN
    IF before IS NULL OR before > now() - interval '90 days' THEN
        RAISE EXCEPTION 'what happened in the last 90 days stays in the audit trail';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('sallyport audit months'));
    SELECT c.oid INTO oldest FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid,
        CAST(substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)') AS timestamptz) ends
    WHERE i.inhparent = 'audit_events'::regclass AND ends <= before ORDER BY ends LIMIT 1;
    IF oldest IS NULL THEN
        RETURN 0;
    END IF;
    EXECUTE format('DROP TABLE %s', oldest);
    RETURN 1;
END
$$;

-- Forgets, some batches at a time, what sealed months that are dropped; tells how many. Nobody waits for it.
CREATE FUNCTION forget_audit_batches(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS
$$
DECLARE
    forgotten integer;
BEGIN
    IF before IS NULL OR before > now() - interval '90 days' THEN
        RAISE EXCEPTION 'what happened in the last 90 days stays in the audit trail';
    END IF;
    DELETE FROM audit_unsealed WHERE occurred_at < before;
    DELETE FROM audit_sealed_entries WHERE batch IN (
        SELECT e.batch FROM audit_sealed_entries e JOIN audit_seals s ON s.batch = e.batch
        WHERE s.newest < before ORDER BY e.batch LIMIT 100);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END
$$;

-- Whatever the caller's search path is, and whatever temporary tables they have made.
DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['forget_audit_clients(uuid)', 'add_audit_month(timestamptz)', 'prepare_audit_months(integer)',
        'drop_audit_months(timestamptz)', 'forget_audit_batches(timestamptz)', 'queue_for_sealing()',
        'refuse_another_batch_than_the_next()']
    LOOP
        EXECUTE format('ALTER ROUTINE %s SET search_path = %I, pg_temp', one, current_schema());
        EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', one);
    END LOOP;
END
$$;

-- Whoever writes waits for neither of these.
ALTER FUNCTION prepare_audit_months(integer) SET lock_timeout = '200ms';
ALTER FUNCTION drop_audit_months(timestamptz) SET lock_timeout = '200ms';

-- Whoever could write to the trail before can go on as a server: seal it, and have its owner's functions work.
DO $$
DECLARE
    granted record;
    who text;
BEGIN
    FOR granted IN
        SELECT DISTINCT acl.grantee FROM pg_class c, aclexplode(c.relacl) acl
        WHERE c.oid = 'audit_events_earliest'::regclass AND acl.grantee <> c.relowner AND acl.privilege_type = 'INSERT'
    LOOP
        who := CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE granted.grantee::regrole::text END;
        EXECUTE format('GRANT SELECT, INSERT ON audit_seals, audit_sealed_entries TO %s', who);
        EXECUTE format('GRANT SELECT, DELETE ON audit_unsealed TO %s', who);
        EXECUTE format('GRANT SELECT, UPDATE ON audit_sealing TO %s', who);
        EXECUTE format('GRANT EXECUTE ON PROCEDURE forget_audit_clients(uuid) TO %s', who);
        EXECUTE format('GRANT EXECUTE ON FUNCTION prepare_audit_months(integer) TO %s', who);
    END LOOP;
END
$$;

-- Nothing takes the place of a key that no rotation follows: without it, seals, codes and sessions of before mean nothing any more.
CREATE FUNCTION refuse_to_lose_a_key() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF OLD.purpose IN ('audit-seal', 'one-time-secret', 'refresh-token') THEN
        RAISE EXCEPTION 'the key for % is followed by no other and cannot be removed', OLD.purpose;
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER server_keys_kept BEFORE DELETE ON server_keys FOR EACH ROW EXECUTE FUNCTION refuse_to_lose_a_key();

SELECT prepare_audit_months(3);
