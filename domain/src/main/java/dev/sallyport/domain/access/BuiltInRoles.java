package dev.sallyport.domain.access;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles that every installation has. */
public final class BuiltInRoles {
    /** Everybody gets it with their account. To begin with, it allows nothing beyond that, and it never allows to administer the installation. */
    public static final RoleName USER = new RoleName("user");

    /** Runs the installation. Whoever has it may do everything, also what only applications know the meaning of. */
    public static final RoleName ADMIN = new RoleName("admin");

    private static final Map<RoleName, Set<Permission>> PERMISSIONS = Map.of(
            USER,
            Set.of(),
            ADMIN,
            Set.of(
                    new Permission("users:read"),
                    new Permission("users:write"),
                    new Permission("roles:read"),
                    new Permission("roles:write"),
                    new Permission("audit:read"),
                    new Permission("mail:read"),
                    new Permission("mail:write")));

    private BuiltInRoles() {}

    /** Whether any of these permissions concerns the installation, and not what programs make of permissions of their own. */
    public static boolean isAdministrative(Set<Permission> permissions) {
        return PERMISSIONS.getOrDefault(ADMIN, Set.of()).stream().anyMatch(permissions::contains);
    }

    public static Set<RoleName> all() {
        return PERMISSIONS.keySet();
    }

    /** Whether every installation has a role of that name. */
    public static boolean contains(RoleName role) {
        return PERMISSIONS.containsKey(role);
    }

    /** What a role cannot be without. */
    public static Set<Permission> fixedPermissionsOf(RoleName role) {
        return PERMISSIONS.getOrDefault(role, Set.of());
    }

    /** What the built-in ones among these roles allow together in an installation that has changed nothing. */
    public static Set<Permission> permissionsOf(Set<RoleName> roles) {
        return roles.stream()
                .flatMap(role -> PERMISSIONS.getOrDefault(role, Set.of()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
