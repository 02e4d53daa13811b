package dev.sallyport.domain.access;

import java.time.Instant;
import java.util.Set;

/**
 * A named set of permissions, which users have.
 *
 * @param permissions what it allows; {@link BuiltInRoles#ADMIN} allows whatever any role does
 */
public record Role(RoleName name, RoleDescription description, Set<Permission> permissions, Instant createdAt) {
    /** How many roles there may be: every instance keeps all of them in memory. */
    public static final int MOST = 1000;

    /** How many permissions a role may list. */
    public static final int MOST_PERMISSIONS = 200;

    public Role {
        permissions = Set.copyOf(permissions);
    }

    /** Whether every installation has it. */
    public boolean isBuiltIn() {
        return BuiltInRoles.contains(name);
    }

    public Role withPermissions(Set<Permission> others) {
        return new Role(name, description, others, createdAt);
    }

    public Role withDescription(RoleDescription other) {
        return new Role(name, other, permissions, createdAt);
    }

    /** What somebody may do who has this role alone. */
    public Rights rights() {
        return new Rights(Set.of(name), permissions);
    }
}
