package dev.sallyport.domain.access;

import java.util.Set;

/**
 * What somebody may do, and by which roles. Administrators may do everything, so that there is somebody who can put a permission into the
 * world that nobody holds yet.
 *
 * @param permissions everything that any of the roles allows
 */
public record Rights(Set<RoleName> roles, Set<Permission> permissions) {
    public Rights {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** Those of whoever runs the installation: everything. */
    public static Rights unlimited() {
        return new Rights(Set.of(BuiltInRoles.ADMIN), Set.of());
    }

    /** Whether they may do that. */
    public boolean allow(Permission permission) {
        return areUnlimited() || permissions.contains(permission);
    }

    /** Whether they may do whatever the other may, now and when more can be allowed than today. */
    public boolean cover(Rights other) {
        return areUnlimited() || (!other.areUnlimited() && permissions.containsAll(other.permissions));
    }

    private boolean areUnlimited() {
        return roles.contains(BuiltInRoles.ADMIN);
    }
}
