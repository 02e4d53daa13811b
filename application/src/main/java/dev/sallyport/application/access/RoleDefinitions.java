package dev.sallyport.application.access;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every role allows, as this instance has heard last. It is consulted with every access token and costs a look-up in memory for each
 * role in it; there are as many roles as somebody has made, and no more.
 */
public final class RoleDefinitions {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** For how long an edition is taken at its word: whoever restores a database without its triggers changes roles and not the edition. */
    private static final Duration TRUSTED = Duration.ofMinutes(1);

    private final Roles roles;
    private volatile @Nullable Known known;

    private record Known(RolesEdition edition, Map<RoleName, Set<Permission>> permissions, Instant readAt) {
        boolean isStill(RolesEdition current, Instant now) {
            return edition.equals(current) && !now.isBefore(readAt) && now.isBefore(readAt.plus(TRUSTED));
        }
    }

    public RoleDefinitions(Roles roles) {
        this.roles = roles;
    }

    /**
     * Makes sure that what is known is not older than that edition, nor than a minute.
     *
     * @throws ServiceUnavailable if the store cannot be reached; what was known stays known
     */
    public void follow(RolesEdition edition, Instant now) {
        Known before = known;
        if (before == null || !before.isStill(edition, now)) {
            Roles.Definitions read = roles.definitions();
            known = new Known(read.edition(), read.permissions(), now);
        }
    }

    /**
     * What those roles allow together. A role that is not there, as one that has just been removed, allows nothing.
     *
     * @throws ServiceUnavailable if no role is known yet
     */
    public Set<Permission> permissionsOf(Set<RoleName> names) {
        Known current = known;
        if (current == null) {
            throw new ServiceUnavailable("roles", RETRY_AFTER, null);
        }
        return names.stream().flatMap(name -> allowedBy(name, current)).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Permission> allowedBy(RoleName name, Known current) {
        return Stream.concat(
                current.permissions().getOrDefault(name, Set.of()).stream(),
                BuiltInRoles.fixedPermissionsOf(name).stream());
    }
}
