-- What happened. Users are named by their ids alone, without a foreign key: the trail outlives the account.
CREATE TABLE audit_events (
    id             uuid        PRIMARY KEY,
    occurred_at    timestamptz NOT NULL,
    type           text        NOT NULL,
    user_id        uuid,
    details        jsonb       NOT NULL,
    client_address inet        NOT NULL,
    user_agent     text
);

-- For a user's own activity, newest first.
CREATE INDEX audit_events_user ON audit_events (user_id, occurred_at DESC, id DESC) WHERE user_id IS NOT NULL;

-- For the whole trail, newest first.
CREATE INDEX audit_events_time ON audit_events (occurred_at DESC, id DESC);

-- Entries are only ever added. The table's owner could still drop the trigger: this guards against mistakes, not against them.
CREATE FUNCTION refuse_to_rewrite_the_audit_trail() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;

CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();
