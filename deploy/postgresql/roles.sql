-- The rights of a role for running servers that owns nothing: of the audit trail it can neither change nor remove anything.
--
-- Run it as the owner of the tables (or a superuser), in Sallyport's database, after `sallyport migrate` and again after each later one;
-- it may be run any number of times. The owner migrates; servers run with MIGRATE_ON_START=false as a role that is in this one:
--
--     CREATE ROLE accounts LOGIN PASSWORD '...' IN ROLE sallyport_app;
--
BEGIN;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sallyport_app') THEN
        CREATE ROLE sallyport_app NOLOGIN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO sallyport_app', current_schema());
END
$$;

-- Begin with nothing, also where somebody has granted more by hand.
DO $$
DECLARE
    one text;
BEGIN
    FOR one IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname = current_schema() AND tablename LIKE 'audit\_%'
    LOOP
        EXECUTE 'REVOKE ALL ON ' || one || ' FROM PUBLIC, sallyport_app';
    END LOOP;
END
$$;

-- Everyday data.
GRANT SELECT, INSERT, UPDATE, DELETE ON
    account_deletions, declared_administrators, email_change_undos, email_changes, guesses_at_nobody, invitation_roles, invitations, known_clients, mail_outbox, password_resets,
    pending_registrations, recovery_codes, recovery_requests, revocations, role_permissions, roles, roles_edition, server_keys,
    sessions, sign_in_challenges, totp_factors, user_devices, user_roles, users
    TO sallyport_app;

-- Whether the schema is current.
GRANT SELECT ON sallyport_schema_history TO sallyport_app;

-- The audit trail: add and read. What waits for a seal is put into the queue by the trail's owner, and taken away once it is sealed.
GRANT SELECT, INSERT ON audit_events, audit_seals, audit_sealed_entries TO sallyport_app;
GRANT SELECT, DELETE ON audit_unsealed TO sallyport_app;

-- Whoever seals holds its row.
GRANT SELECT, UPDATE ON audit_sealing TO sallyport_app;

-- What the role may have done with the owner's rights: erase who asked and stated reasons when an account is deleted, and make next month's partition.
GRANT EXECUTE ON PROCEDURE forget_audit_clients(uuid) TO sallyport_app;
GRANT EXECUTE ON FUNCTION prepare_audit_months(integer) TO sallyport_app;

-- Not granted: drop_audit_months. With it, whoever takes a server over could drop all of the trail but the last 90 days. Where AUDIT_RETENTION is
-- set, run `sallyport audit prune` as the owner from time to time instead.
REVOKE EXECUTE ON FUNCTION drop_audit_months(timestamptz), forget_audit_batches(timestamptz) FROM sallyport_app;

-- All at once: servers that run meanwhile never find rights missing.
COMMIT;
