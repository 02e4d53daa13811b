-- What voids access tokens before they expire. Triggers write it, so that whatever ends a session or changes what a user may do,
-- be it a statement that an operator types, is known to every instance at once.
CREATE TABLE revocations (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    -- The transaction that wrote it. Readers go by it: unlike a time or a number from a sequence, it tells exactly which rows can
    -- still appear (see pg_snapshot_xmin), so that none is ever passed over.
    written_by xid8        NOT NULL DEFAULT pg_current_xact_id(),
    revoked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- A session that is over, or else a user whose status or roles changed.
    session_id uuid,
    user_id    uuid,
    CONSTRAINT revocations_of_one_thing CHECK ((session_id IS NULL) <> (user_id IS NULL))
);

CREATE INDEX revocations_written_by ON revocations (written_by);
CREATE INDEX revocations_revoked_at ON revocations (revoked_at);

CREATE FUNCTION revoke_session() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    -- None of an expired session's tokens outlives it.
    IF OLD.ended_at IS NULL AND OLD.expires_at > now() THEN
        INSERT INTO revocations (session_id) VALUES (OLD.id);
        PERFORM pg_notify('sallyport_revocations', '');
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER sessions_end AFTER UPDATE OF ended_at ON sessions
    FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION revoke_session();

CREATE TRIGGER sessions_delete AFTER DELETE ON sessions
    FOR EACH ROW EXECUTE FUNCTION revoke_session();

CREATE FUNCTION revoke_user(changed uuid) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
    -- Whoever has no session has no token.
    IF EXISTS (SELECT FROM sessions s WHERE s.user_id = changed) THEN
        INSERT INTO revocations (user_id) VALUES (changed);
        PERFORM pg_notify('sallyport_revocations', '');
    END IF;
END
$$;

CREATE FUNCTION revoke_user_of_status() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM revoke_user(NEW.id);
    RETURN NULL;
END
$$;

CREATE TRIGGER users_status AFTER UPDATE OF status ON users
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION revoke_user_of_status();

CREATE FUNCTION revoke_user_of_role() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    -- Whoever loses a role may be signing in for the first time at this very moment, with a session that nobody else sees yet and a
    -- token that still lists the role. So a loss is always told.
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO revocations (user_id) VALUES (OLD.user_id);
        PERFORM pg_notify('sallyport_revocations', '');
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM revoke_user(NEW.user_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER user_roles_change AFTER INSERT OR UPDATE OR DELETE ON user_roles
    FOR EACH ROW EXECUTE FUNCTION revoke_user_of_role();
