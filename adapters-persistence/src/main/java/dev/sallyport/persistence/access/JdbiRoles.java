package dev.sallyport.persistence.access;

import dev.sallyport.application.access.Roles;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Roles, in {@code roles}, {@code role_permissions} and {@code user_roles}. Triggers see to it that whatever changes them makes another edition. */
public final class JdbiRoles implements Roles {
    /** Which edition there is, as an expression. */
    public static final String EDITION =
            "COALESCE((SELECT e.edition FROM roles_edition e), '00000000-0000-0000-0000-000000000000')";

    /** For one role or a page of them: all that there is is read for one of them at the most. */
    private static final String COLUMNS = """
            r.name, r.description, r.created_at, ARRAY(
                SELECT p.permission FROM role_permissions p WHERE p.role = r.name
                UNION SELECT p.permission FROM role_permissions p WHERE r.name = '%s'
            ) AS permissions""".formatted(BuiltInRoles.ADMIN.value());

    /**
     * Each permission of each role once. There is one row at least, so that the edition is told however few roles there are. Descriptions are
     * nobody's business here: an odd one keeps nobody from being let in.
     */
    private static final String DEFINITIONS = "SELECT " + EDITION + """
             AS edition, r.name, COALESCE(p.permissions, '{}') AS permissions
            FROM (VALUES (1)) AS always LEFT JOIN roles r ON true
            LEFT JOIN (SELECT role, array_agg(permission) AS permissions FROM role_permissions GROUP BY role) p
                ON p.role = r.name""";

    private static final String PAGE = "SELECT " + COLUMNS + " FROM roles r"
            + " WHERE r.name COLLATE \"C\" > :after ORDER BY r.name COLLATE \"C\" LIMIT :most";

    private static final String PERMISSIONS = """
            SELECT DISTINCT permission COLLATE "C" AS permission FROM role_permissions
            WHERE permission COLLATE "C" > :after ORDER BY 1 LIMIT :most""";

    private static final String FIND = "SELECT " + COLUMNS + " FROM roles r WHERE r.name = :name";

    /** The first waits for whoever is changing the role, but for nobody who is merely getting it; the second sees what they have done. */
    private static final String HOLD = "SELECT 1 FROM roles WHERE name = :name FOR NO KEY UPDATE; " + FIND;

    /** Likewise, of several, in one order, so that of two who hold the same ones one waits. */
    private static final String HOLD_ALL =
            """
            SELECT 1 FROM roles WHERE name = ANY (:names::text[]) ORDER BY name FOR NO KEY UPDATE;
            SELECT\s""" + COLUMNS + " FROM roles r WHERE r.name = ANY (:names::text[]) ORDER BY r.name";

    private static final String ADD = """
            INSERT INTO roles (name, description, created_at) VALUES (:name, :description, :created_at)
            ON CONFLICT DO NOTHING""";

    private static final String ALLOW =
            "INSERT INTO role_permissions (role, permission) VALUES (:role, :permission) ON CONFLICT DO NOTHING";

    private static final String ALLOW_ALL = """
            INSERT INTO role_permissions (role, permission) SELECT :role, unnest(:permissions::text[])
            ON CONFLICT DO NOTHING""";

    private static final String REVOKE = "DELETE FROM role_permissions WHERE role = :role AND permission = :permission";

    /** The first waits for whoever is getting the role, and keeps others from it; the second sees whether anybody has. */
    private static final String REMOVE = """
            SELECT 1 FROM roles WHERE name = :name FOR UPDATE;
            DELETE FROM roles WHERE name = :name AND NOT EXISTS (SELECT FROM user_roles WHERE role = :name) RETURNING 1""";

    private final Statements statements;

    public JdbiRoles(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Definitions definitions() {
        return statements.ask(handle -> handle.createQuery(DEFINITIONS).execute((executed, context) -> {
            try (ResultSet rows = executed.get().executeQuery()) {
                return definitions(rows);
            }
        }));
    }

    private static Definitions definitions(ResultSet rows) throws SQLException {
        Map<RoleName, Set<Permission>> allowed = new HashMap<>();
        Set<Permission> all = new HashSet<>();
        rows.next();
        RolesEdition edition = new RolesEdition(Columns.uuid(rows, "edition"));
        do {
            String name = rows.getString("name");
            if (name != null) {
                Set<Permission> permissions = permissions(rows);
                allowed.put(new RoleName(name), permissions);
                all.addAll(permissions);
            }
        } while (rows.next());
        allowed.computeIfPresent(BuiltInRoles.ADMIN, (admin, own) -> Set.copyOf(all));
        return new Definitions(edition, allowed);
    }

    @Override
    public List<Role> page(@Nullable RoleName after, int most) {
        return statements.ask(handle -> handle.createQuery(PAGE)
                .bind("after", after == null ? "" : after.value())
                .bind("most", most)
                .map((row, context) -> role(row))
                .list());
    }

    @Override
    public List<Permission> permissions(@Nullable Permission after, int most) {
        return statements.ask(handle -> handle.createQuery(PERMISSIONS)
                .bind("after", after == null ? "" : after.value())
                .bind("most", most)
                .map((row, context) -> new Permission(Columns.text(row, "permission")))
                .list());
    }

    @Override
    public Optional<Role> find(RoleName name) {
        return statements.ask(handle -> handle.createQuery(FIND)
                .bind("name", name.value())
                .map((row, context) -> role(row))
                .findOne());
    }

    @Override
    public int count() {
        return statements.ask(handle -> handle.createQuery("SELECT count(*) FROM roles")
                .mapTo(int.class)
                .one());
    }

    @Override
    public int countPermissions(RoleName name) {
        return statements.ask(handle -> handle.createQuery("SELECT count(*) FROM role_permissions WHERE role = :role")
                .bind("role", name.value())
                .mapTo(int.class)
                .one());
    }

    @Override
    public Optional<Role> hold(RoleName name) {
        return statements.ask(handle -> TwoStatements.secondAnswer(
                handle.createQuery(HOLD).bind("name", name.value()), (row, context) -> role(row)));
    }

    @Override
    public List<Role> hold(Collection<RoleName> names) {
        String[] wanted =
                names.stream().map(RoleName::value).distinct().sorted().toArray(String[]::new);
        return wanted.length == 0
                ? List.of()
                : statements.ask(handle -> TwoStatements.secondAnswers(
                        handle.createQuery(HOLD_ALL).bind("names", wanted), (row, context) -> role(row)));
    }

    /** With what it cannot be without, should somebody have deleted that. */
    private static Role role(ResultSet row) throws SQLException {
        RoleName name = new RoleName(Columns.text(row, "name"));
        Set<Permission> permissions = new HashSet<>(permissions(row));
        permissions.addAll(BuiltInRoles.fixedPermissionsOf(name));
        return new Role(
                name,
                RoleDescription.closestTo(Columns.text(row, "description")),
                permissions,
                Columns.instant(row, "created_at"));
    }

    private static Set<Permission> permissions(ResultSet row) throws SQLException {
        return Columns.texts(row, "permissions").stream().map(Permission::new).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Role> add(RoleName name, RoleDescription description, Instant now) {
        int added = statements.ask(handle -> handle.createUpdate(ADD)
                .bind("name", name.value())
                .bind("description", description.value())
                .bind("created_at", now)
                .execute());
        return added == 1 ? Optional.of(new Role(name, description, Set.of(), now)) : Optional.empty();
    }

    @Override
    public void describe(RoleName name, RoleDescription description) {
        statements.write(new Write("UPDATE roles SET description = :description WHERE name = :name")
                .bind("description", description.value())
                .bind("name", name.value()));
    }

    @Override
    public boolean allow(RoleName name, Permission permission) {
        return change(ALLOW, name, permission);
    }

    @Override
    public void allow(RoleName name, Set<Permission> permissions) {
        statements.write(new Write(ALLOW_ALL)
                .bind("role", name.value())
                .bind(
                        "permissions",
                        permissions.stream().map(Permission::value).sorted().toArray(String[]::new)));
    }

    @Override
    public boolean revoke(RoleName name, Permission permission) {
        return change(REVOKE, name, permission);
    }

    private boolean change(String sql, RoleName name, Permission permission) {
        return statements.ask(handle -> handle.createUpdate(sql)
                        .bind("role", name.value())
                        .bind("permission", permission.value())
                        .execute())
                == 1;
    }

    @Override
    public boolean remove(RoleName name) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(
                        handle.createQuery(REMOVE).bind("name", name.value()), (row, context) -> row.getInt(1)))
                .isPresent();
    }

    @Override
    public void grant(UserId user, RoleName role) {
        statements.write(
                new Write("INSERT INTO user_roles (user_id, role) VALUES (:user_id, :role) ON CONFLICT DO NOTHING")
                        .bind("user_id", user.value())
                        .bind("role", role.value()));
    }

    @Override
    public void take(UserId user, RoleName role) {
        statements.write(new Write("DELETE FROM user_roles WHERE user_id = :user_id AND role = :role")
                .bind("user_id", user.value())
                .bind("role", role.value()));
    }
}
