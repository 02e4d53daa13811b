-- Roles as data: named sets of permissions, which operators and applications make as they need them. What was built into the program so
-- far is there to begin with.
CREATE TABLE roles (
    name        text        PRIMARY KEY CONSTRAINT roles_name_formed CHECK (name ~ '^[a-z][a-z0-9-]{0,63}$'),
    description text        NOT NULL DEFAULT '' CONSTRAINT roles_description_short CHECK (length(description) <= 500),
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- What a role allows. Whoever has the role admin may do whatever any role allows, whether or not it is listed for admin.
CREATE TABLE role_permissions (
    role       text NOT NULL REFERENCES roles ON DELETE CASCADE ON UPDATE CASCADE,
    permission text NOT NULL
        CONSTRAINT role_permissions_formed CHECK (permission ~ '^[a-z][a-z0-9-]{0,63}:[a-z][a-z0-9-]{0,63}$'),
    PRIMARY KEY (role, permission)
);

-- Which state of all roles this is: one row. Every instance keeps the roles in memory, and reads them anew when it is another. It is no
-- number, so that two states are never taken for one another, not even when a database is restored or a standby takes over.
CREATE TABLE roles_edition (
    one     boolean PRIMARY KEY DEFAULT true CONSTRAINT roles_edition_is_one_row CHECK (one),
    edition uuid    NOT NULL
);

CREATE FUNCTION change_roles_edition() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    -- What touches no row, such as putting in what is there, has nobody read all roles anew.
    IF TG_OP <> 'TRUNCATE' AND TG_NARGS = 0 THEN
        IF NOT EXISTS (SELECT FROM changed) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- Of several transactions that change roles, one has this row at a time: a later edition knows of all those before.
    INSERT INTO roles_edition (edition) VALUES (gen_random_uuid())
    ON CONFLICT (one) DO UPDATE SET edition = EXCLUDED.edition;
    PERFORM pg_notify('sallyport_revocations', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER roles_add AFTER INSERT ON roles REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition();
-- Nobody remembers descriptions.
CREATE TRIGGER roles_rename AFTER UPDATE OF name ON roles
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition('whatever it touches');
CREATE TRIGGER roles_remove AFTER DELETE ON roles REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition();
CREATE TRIGGER roles_empty AFTER TRUNCATE ON roles
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition();
CREATE TRIGGER role_permissions_add AFTER INSERT ON role_permissions REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition();
CREATE TRIGGER role_permissions_change AFTER UPDATE ON role_permissions REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition();
CREATE TRIGGER role_permissions_remove AFTER DELETE ON role_permissions REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition();
CREATE TRIGGER role_permissions_empty AFTER TRUNCATE ON role_permissions
    FOR EACH STATEMENT EXECUTE FUNCTION change_roles_edition();

INSERT INTO roles (name, description) VALUES
    ('admin', 'Runs the installation: may do everything.'),
    ('user', 'Everybody who has an account.');
INSERT INTO role_permissions (role, permission)
SELECT 'admin', unnest(ARRAY['users:read', 'users:write', 'roles:read', 'roles:write', 'audit:read', 'mail:read', 'mail:write']);

-- Without these there would be nobody who could administer, and no role for whoever signs up.
CREATE FUNCTION keep_built_in_roles() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'the roles admin and user belong to every installation';
END
$$;

CREATE TRIGGER roles_keep_built_in BEFORE DELETE OR UPDATE OF name ON roles
    FOR EACH ROW WHEN (OLD.name IN ('admin', 'user')) EXECUTE FUNCTION keep_built_in_roles();
CREATE TRIGGER roles_keep_all BEFORE TRUNCATE ON roles
    FOR EACH STATEMENT EXECUTE FUNCTION keep_built_in_roles();

-- Nobody gets a role that is not there. (The version before knows these two alone.) Whether that holds for everybody who has roles already
-- is looked at by the next migration, without keeping anybody from signing up meanwhile. Nobody can while this waits for a transaction that
-- has written user_roles and does not end, so it gives up soon rather than wait: then start again.
SET LOCAL lock_timeout = '5s';
ALTER TABLE user_roles
    ADD CONSTRAINT user_roles_role_exists FOREIGN KEY (role) REFERENCES roles ON UPDATE CASCADE NOT VALID;
