package dev.sallyport.persistence.account;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.persistence.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A user with their roles and what those allow, as columns of whatever query has {@code users u} in it: one row, however many roles. */
public final class UserColumns {
    public static final String LIST = """
            u.id AS user_id, u.email, u.display_name, u.locale, u.status, u.two_factor_enabled, u.created_at,
            u.last_sign_in_at, ARRAY(SELECT r.role FROM user_roles r WHERE r.user_id = u.id) AS roles, ARRAY(
                SELECT p.permission FROM user_roles r JOIN role_permissions p ON p.role = r.role WHERE r.user_id = u.id
                UNION SELECT p.permission FROM role_permissions p
                WHERE EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id AND r.role = '%s')
            ) AS permissions""".formatted(BuiltInRoles.ADMIN.value());

    /** Whether {@code u} can be used still, and by the password that was proven, whose hash is {@code :password_hash}. */
    public static final String ACCEPTS_PASSWORD =
            "u.status = 'active' AND u.password_hash = :password_hash AND u.password_failures < "
                    + ConsecutiveFailures.MOST;

    /** Whether session {@code s} of {@code u} holds whatever its user must prove besides the password; else it is worth nothing. */
    public static final String SATISFIED = "(NOT u.two_factor_enabled OR '"
            + AuthenticationMethod.MULTIPLE_FACTORS.reference() + "' = ANY (s.methods))";

    private UserColumns() {}

    public static User read(ResultSet row) throws SQLException {
        String displayName = row.getString("display_name");
        Set<RoleName> roles =
                Columns.texts(row, "roles").stream().map(RoleName::new).collect(Collectors.toUnmodifiableSet());
        return new User(
                new UserId(Columns.uuid(row, "user_id")),
                EmailAddress.of(Columns.text(row, "email")),
                displayName == null ? null : new DisplayName(displayName),
                new LanguageTag(Columns.text(row, "locale")),
                status(Columns.text(row, "status")),
                roles,
                permissions(row, roles),
                row.getBoolean("two_factor_enabled"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "last_sign_in_at"));
    }

    /** Also what a role cannot be without, should somebody have deleted that. */
    private static Set<Permission> permissions(ResultSet row, Set<RoleName> roles) throws SQLException {
        return Stream.concat(
                        Columns.texts(row, "permissions").stream().map(Permission::new),
                        BuiltInRoles.permissionsOf(roles).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public static String label(UserStatus status) {
        return switch (status) {
            case ACTIVE -> "active";
            case SUSPENDED -> "suspended";
            case DELETING -> "deleting";
        };
    }

    public static UserStatus status(String label) {
        return switch (label) {
            case "active" -> UserStatus.ACTIVE;
            case "suspended" -> UserStatus.SUSPENDED;
            case "deleting" -> UserStatus.DELETING;
            default -> throw new IllegalStateException("no account is " + label);
        };
    }
}
