-- When an account is deleted, what happened to it stays written down; from where, and by what program, is erased.
ALTER TABLE audit_events ALTER COLUMN client_address DROP NOT NULL;

DROP TRIGGER audit_events_append_only ON audit_events;

CREATE TRIGGER audit_events_append_only BEFORE DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_audit_trail();

-- The one update that there is: whatever else an entry says, now or in a later version, stays as it is.
CREATE FUNCTION refuse_all_but_forgetting_who_asked() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    forgotten audit_events := OLD;
BEGIN
    forgotten.client_address := NULL;
    forgotten.user_agent := NULL;
    forgotten.details := OLD.details - 'holderAddress' - 'holderUserAgent';
    IF NEW IS DISTINCT FROM forgotten THEN
        RAISE EXCEPTION 'the audit trail is append-only: of an entry, only who asked can be erased';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_events_erase_only BEFORE UPDATE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_forgetting_who_asked();
