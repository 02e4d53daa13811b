-- Roles that somebody gave to users by hand before there was a place to define them: from now on they are roles like any other, which allow
-- nothing. Those whose names no version could ever read kept their users from signing in; they go.
DO
$$
DECLARE
    dropped bigint;
BEGIN
    DELETE FROM user_roles WHERE role !~ '^[a-z][a-z0-9-]{0,63}$';
    GET DIAGNOSTICS dropped = ROW_COUNT;
    IF dropped > 0 THEN
        RAISE NOTICE 'dropped % roles of users whose names nothing could read', dropped;
    END IF;
END
$$;
INSERT INTO roles (name) SELECT DISTINCT role FROM user_roles ON CONFLICT DO NOTHING;
ALTER TABLE user_roles VALIDATE CONSTRAINT user_roles_role_exists;
