-- Whoever loses a role may be signing in for the first time at this very moment: with a token that still lists it, and a session that
-- nobody else sees yet. So a loss is always told, and also to whoever a role is taken from to be given to somebody else.
CREATE OR REPLACE FUNCTION revoke_user_of_role() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
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
