package dev.sallyport.application.access;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All roles, and who has which. The built-in ones are always there.
 *
 * <p>Whatever changes what a role allows makes another edition, which becomes known to every instance by its {@link
 * dev.sallyport.application.session.RevocationFeed}, whoever changes it.
 */
public interface Roles {
    /** What all roles allow together at one moment, whatever else is kept of them. One round trip. */
    Definitions definitions();

    /**
     * What the roles of one edition allow.
     *
     * @param permissions of each role
     */
    record Definitions(RolesEdition edition, Map<RoleName, Set<Permission>> permissions) {
        public Definitions {
            permissions = Map.copyOf(permissions);
        }
    }

    /**
     * Roles by name.
     *
     * @param after only those after this one; null for all
     * @param most how many at the most
     */
    List<Role> page(@Nullable RoleName after, int most);

    /**
     * Everything that any role allows, by name.
     *
     * @param after only what comes after this; null for all
     * @param most how many at the most
     */
    List<Permission> permissions(@Nullable Permission after, int most);

    Optional<Role> find(RoleName name);

    /** How many roles there are. */
    int count();

    /** How many permissions a role lists itself; what other roles allow does not count. */
    int countPermissions(RoleName name);

    /** The role, held until the transaction ends: it neither changes nor goes meanwhile. */
    Optional<Role> hold(RoleName name);

    /** Those of several that there are, held in one order, so that of two who hold the same ones one waits. One round trip. */
    List<Role> hold(Collection<RoleName> names);

    /**
     * Adds a role that allows nothing yet.
     *
     * @return it; empty if the name is taken. Of many at once, exactly one is added
     */
    Optional<Role> add(RoleName name, RoleDescription description, Instant now);

    /** Says what a role is for. */
    void describe(RoleName name, RoleDescription description);

    /**
     * Has a role allow something.
     *
     * @return whether it did not do so by itself before; what other roles allow does not count
     */
    boolean allow(RoleName name, Permission permission);

    /** Has a role allow all that. */
    void allow(RoleName name, Set<Permission> permissions);

    /**
     * Has a role allow something no longer.
     *
     * @return whether it did so by itself before
     */
    boolean revoke(RoleName name, Permission permission);

    /**
     * Removes a role that nobody has. Nobody gets it at the same time either.
     *
     * @return whether nobody had it; else it stays
     */
    boolean remove(RoleName name);

    /** Gives a user a role; nothing happens if they have it. */
    void grant(UserId user, RoleName role);

    /** Takes a role from a user; nothing happens if they do not have it. */
    void take(UserId user, RoleName role);
}
