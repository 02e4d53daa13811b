package dev.sallyport.persistence.testing;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import java.util.stream.Collectors;

/** The roles that every installation has, to be put back into a database that was emptied. */
public final class BuiltInRolesForTests {
    /** SQL that does so. */
    public static final String INSERTS =
            BuiltInRoles.all().stream().map(BuiltInRolesForTests::inserts).collect(Collectors.joining());

    private BuiltInRolesForTests() {}

    private static String inserts(RoleName role) {
        return "INSERT INTO roles (name) VALUES ('" + role + "');"
                + BuiltInRoles.fixedPermissionsOf(role).stream()
                        .map(allowed -> "INSERT INTO role_permissions VALUES ('" + role + "', '" + allowed + "');")
                        .collect(Collectors.joining());
    }
}
