package dev.sallyport.persistence.admin;

import dev.sallyport.application.admin.CarriedUser;
import dev.sallyport.application.admin.CarriedUsers;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.account.UserColumns;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accounts by the thousand, in {@code users} and {@code user_roles}. What many have in one column travels as one array. */
public final class JdbiCarriedUsers implements CarriedUsers {
    private static final String SELECT = """
            SELECT u.id, u.email, u.display_name, u.locale, u.status, u.password_hash, u.two_factor_enabled, u.created_at,
                u.last_sign_in_at, ARRAY(SELECT r.role FROM user_roles r WHERE r.user_id = u.id) AS roles
            FROM users u
            WHERE\s""";

    private static final String FIND = SELECT + "u.email = ANY (:emails) OR u.id = ANY (:ids::text[]::uuid[])";

    private static final String DELETED = """
            SELECT DISTINCT user_id FROM audit_events
            WHERE type = 'account.deleted' AND user_id = ANY (:ids::text[]::uuid[])""";

    private static final String FIRST_PAGE = SELECT + "u.status <> 'deleting' ORDER BY u.id LIMIT :most";

    private static final String PAGE = SELECT + "u.status <> 'deleting' AND u.id > :after ORDER BY u.id LIMIT :most";

    private static final String ADD = """
            WITH added AS (
                INSERT INTO users (id, email, display_name, locale, status, password_hash, two_factor_enabled, created_at,
                    last_sign_in_at)
                SELECT n.id::uuid, n.email, n.display_name, n.locale, n.status, n.password_hash,
                    n.two_factor_enabled::boolean, n.created_at::timestamptz, n.last_sign_in_at::timestamptz
                FROM unnest(:ids::text[], :emails::text[], :display_names::text[], :locales::text[], :statuses::text[],
                        :password_hashes::text[], :two_factor_enabled::text[], :created_at::text[],
                        :last_sign_in_at::text[])
                    AS n (id, email, display_name, locale, status, password_hash, two_factor_enabled, created_at,
                        last_sign_in_at)
                ON CONFLICT DO NOTHING
                RETURNING id
            ), granted AS (
                INSERT INTO user_roles (user_id, role)
                SELECT added.id, g.role
                FROM unnest(:role_holders::text[], :roles::text[]) AS g (holder, role) JOIN added ON added.id = g.holder::uuid
            )
            SELECT id FROM added""";

    private final Statements statements;

    public JdbiCarriedUsers(Statements statements) {
        this.statements = statements;
    }

    @Override
    public List<CarriedUser> find(Set<EmailAddress> emails, Set<UserId> ids) {
        return statements.ask(handle -> handle.createQuery(FIND)
                .bind("emails", texts(emails, EmailAddress::value))
                .bind("ids", texts(ids, UserId::toString))
                .map(JdbiCarriedUsers::read)
                .list());
    }

    @Override
    public Set<UserId> deleted(Set<UserId> ids) {
        return statements.ask(handle ->
                handle.createQuery(DELETED).bind("ids", texts(ids, UserId::toString)).mapTo(UUID.class).stream()
                        .map(UserId::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Set<UserId> add(List<CarriedUser> users) {
        List<Grant> grants = users.stream()
                .flatMap(user ->
                        user.roles().stream().map(role -> new Grant(user.id().toString(), role.value())))
                .toList();
        return statements.ask(handle -> handle
                .createQuery(ADD)
                .bind("ids", texts(users, user -> user.id().toString()))
                .bind("emails", texts(users, user -> user.email().value()))
                .bind("display_names", texts(users, JdbiCarriedUsers::displayName))
                .bind("locales", texts(users, user -> user.locale().value()))
                .bind("statuses", texts(users, user -> UserColumns.label(user.status())))
                .bind(
                        "password_hashes",
                        texts(users, user -> user.passwordHash().reveal()))
                .bind("two_factor_enabled", texts(users, user -> Boolean.toString(user.twoFactorEnabled())))
                .bind("created_at", texts(users, user -> user.createdAt().toString()))
                .bind("last_sign_in_at", texts(users, user -> text(user.lastSignInAt())))
                .bind("role_holders", texts(grants, Grant::holder))
                .bind("roles", texts(grants, Grant::role))
                .mapTo(UUID.class)
                .stream()
                .map(UserId::new)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private record Grant(String holder, String role) {}

    private static @Nullable String displayName(CarriedUser user) {
        DisplayName name = user.displayName();
        return name == null ? null : name.value();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    @Override
    public List<CarriedUser> page(@Nullable UserId after, int most) {
        return statements.ask(handle -> (after == null
                        ? handle.createQuery(FIRST_PAGE)
                        : handle.createQuery(PAGE).bind("after", after.value()))
                .bind("most", most)
                .map(JdbiCarriedUsers::read)
                .list());
    }

    private static CarriedUser read(ResultSet row, StatementContext context) throws SQLException {
        String displayName = row.getString("display_name");
        return new CarriedUser(
                new UserId(Columns.uuid(row, "id")),
                EmailAddress.of(Columns.text(row, "email")),
                displayName == null ? null : new DisplayName(displayName),
                new LanguageTag(Columns.text(row, "locale")),
                UserColumns.status(Columns.text(row, "status")),
                Columns.texts(row, "roles").stream().map(RoleName::new).collect(Collectors.toUnmodifiableSet()),
                PasswordHash.of(Columns.text(row, "password_hash")),
                row.getBoolean("two_factor_enabled"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "last_sign_in_at"));
    }
}
