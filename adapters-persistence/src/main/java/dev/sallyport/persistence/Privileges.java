package dev.sallyport.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What the role that we connect as has to be allowed, asked before anything is written, so that nothing is left half-done. */
final class Privileges {
    private static final List<String> EVERYTHING = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    /** What a running server does to each table; {@code deploy/postgresql/roles.sql} grants the same. */
    private static final Map<String, List<String>> OF_SERVERS = ofServers();

    /** Tables that are not there yet will be ours. */
    private static final String OWNED_BY_OTHERS = """
            SELECT format('ALTER TABLE %I.%I OWNER TO %I', n.nspname, c.relname, current_user)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relname = ANY (:tables) AND NOT pg_has_role(c.relowner, 'USAGE')
            ORDER BY c.relname
            """;

    /** That the extension is there takes less of whoever owns the database than that anybody may make one. */
    private static final String TO_CREATE = """
            SELECT format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', coalesce(current_schema(), 'public'), current_user)
            WHERE current_schema() IS NULL OR NOT has_schema_privilege(current_schema(), 'CREATE')
            UNION ALL
            SELECT 'CREATE EXTENSION pg_trgm'
            WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')
                AND NOT has_database_privilege(current_database(), 'CREATE')
            """;

    private static final String TO_SERVE = """
            SELECT format('GRANT %s ON %I.%I TO %I', string_agg(wanted.privilege, ', ' ORDER BY wanted.place), n.nspname, c.relname, current_user)
            FROM unnest(:tables, :privileges) WITH ORDINALITY AS wanted(relation, privilege, place)
                JOIN pg_class c ON c.oid = to_regclass(quote_ident(wanted.relation))
                JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT has_table_privilege(c.oid, wanted.privilege)
            GROUP BY n.nspname, c.relname
            UNION ALL
            SELECT format('GRANT USAGE ON SCHEMA public TO %I', current_user) WHERE current_schema() IS NULL
            """;

    private Privileges() {}

    private static Map<String, List<String>> ofServers() {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : List.of(
                "account_deletions",
                "declared_administrators",
                "email_change_undos",
                "email_changes",
                "guesses_at_nobody",
                "invitation_roles",
                "invitations",
                "known_clients",
                "mail_outbox",
                "password_resets",
                "pending_registrations",
                "recovery_codes",
                "recovery_requests",
                "revocations",
                "role_permissions",
                "roles",
                "roles_edition",
                "server_keys",
                "sessions",
                "sign_in_challenges",
                "totp_factors",
                "user_devices",
                "user_roles",
                "users")) {
            tables.put(table, EVERYTHING);
        }
        tables.put("audit_events", List.of("SELECT", "INSERT"));
        tables.put("audit_seals", List.of("SELECT", "INSERT"));
        tables.put("audit_sealed_entries", List.of("SELECT", "INSERT"));
        tables.put("audit_unsealed", List.of("SELECT", "DELETE"));
        tables.put("audit_sealing", List.of("SELECT", "UPDATE"));
        tables.put(Migrations.HISTORY, List.of("SELECT"));
        return Map.copyOf(tables);
    }

    /**
     * For bringing the schema up to date.
     *
     * @throws MissingPrivileges if one is missing
     */
    static void requireToMigrate(Handle handle) {
        List<String> missing = new ArrayList<>(
                handle.createQuery(TO_CREATE).mapTo(String.class).list());
        missing.addAll(handle.createQuery(OWNED_BY_OTHERS)
                .bindArray("tables", String.class, OF_SERVERS.keySet().toArray())
                .mapTo(String.class)
                .list());
        refuseIfAny(missing);
    }

    /**
     * For a server that runs on a schema that is there.
     *
     * @throws MissingPrivileges if one is missing
     */
    static void requireToServe(Handle handle) {
        List<String> tables = new ArrayList<>();
        List<String> privileges = new ArrayList<>();
        OF_SERVERS.forEach((table, wanted) -> wanted.forEach(privilege -> {
            tables.add(table);
            privileges.add(privilege);
        }));
        refuseIfAny(handle.createQuery(TO_SERVE)
                .bindArray("tables", String.class, tables.toArray())
                .bindArray("privileges", String.class, privileges.toArray())
                .mapTo(String.class)
                .list());
    }

    private static void refuseIfAny(List<String> missing) {
        if (!missing.isEmpty()) {
            throw new MissingPrivileges(missing);
        }
    }
}
