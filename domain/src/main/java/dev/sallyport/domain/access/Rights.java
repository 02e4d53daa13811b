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

    /**
     * Whether they may give a role to others, and take it from them: they have it themselves, or it allows something, and they may do all of that. What
     * allows nothing here may mean a lot to services that go by its name.
     */
    public boolean mayGive(Role role) {
        return areUnlimited()
                || roles.contains(role.name())
                || (!role.permissions().isEmpty() && cover(role.rights()));
    }

    private boolean areUnlimited() {
        return roles.contains(BuiltInRoles.ADMIN);
    }
}
