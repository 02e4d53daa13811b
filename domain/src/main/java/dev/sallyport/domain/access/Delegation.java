package dev.sallyport.domain.access;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Who may give rights and take them. Nobody gives or takes more than they hold themselves, nor touches the rights of somebody who holds more
 * than they (ASVS 8.4.2).
 */
public final class Delegation {
    public static final Permission READ_USERS = new Permission("users:read");
    public static final Permission WRITE_USERS = new Permission("users:write");
    public static final Permission READ_ROLES = new Permission("roles:read");
    public static final Permission WRITE_ROLES = new Permission("roles:write");

    /** How many roles somebody may have: as many as fit into an access token whatever they are called. */
    public static final int MOST_ROLES = 50;

    private Delegation() {}

    /** What speaks against it. */
    public enum Objection {
        /** The caller may do nothing of the kind. */
        NOT_ALLOWED,
        /** It is about more than the caller holds. */
        MORE_THAN_HELD,
        /** It is about what every installation has. */
        BUILT_IN,
        /** Somebody would have more roles than their access token can list. */
        TOO_MANY
    }

    /** Changing somebody's account, in whatever way. Nobody does it to those who may do more than they. */
    public static Optional<Objection> toAdminister(Rights caller, Rights user) {
        return first(lacking(caller, WRITE_USERS), objection(!caller.cover(user), Objection.MORE_THAN_HELD));
    }

    /** Giving somebody a role. */
    public static Optional<Objection> toGrant(Rights caller, Rights user, Role role) {
        return first(
                        lacking(caller, WRITE_USERS),
                        objection(!caller.cover(user) || !caller.mayGive(role), Objection.MORE_THAN_HELD))
                .or(() -> objection(
                        user.roles().size() >= MOST_ROLES && !user.roles().contains(role.name()), Objection.TOO_MANY));
    }

    /** Inviting somebody who is to have these roles besides the one that everybody has. */
    public static Optional<Objection> toInvite(Rights caller, Collection<Role> roles) {
        return toWithdraw(caller, roles).or(() -> objection(roles.size() >= MOST_ROLES, Objection.TOO_MANY));
    }

    /** Having somebody not be invited any more who was to have these roles. */
    public static Optional<Objection> toWithdraw(Rights caller, Collection<Role> roles) {
        return first(
                lacking(caller, WRITE_USERS),
                objection(!roles.stream().allMatch(caller::mayGive), Objection.MORE_THAN_HELD));
    }

    /** Taking a role from somebody, who has it. */
    public static Optional<Objection> toTake(Rights caller, Rights user, Role role) {
        return toAdminister(caller, user).or(() -> objection(!caller.mayGive(role), Objection.MORE_THAN_HELD));
    }

    /** Making a role that allows this to begin with. */
    public static Optional<Objection> toCreate(Rights caller, Set<Permission> permissions) {
        return first(
                lacking(caller, WRITE_ROLES),
                objection(!caller.cover(new Rights(Set.of(), permissions)), Objection.MORE_THAN_HELD));
    }

    /** Saying what a role is for. */
    public static Optional<Objection> toDescribe(Rights caller) {
        return lacking(caller, WRITE_ROLES);
    }

    /**
     * Having a role allow something. Everybody has {@link BuiltInRoles#USER}, also those who may do more by it than the caller; what concerns
     * the installation never is for everybody.
     */
    public static Optional<Objection> toAllow(Rights caller, Role role, Permission permission) {
        boolean everybodys = role.name().equals(BuiltInRoles.USER);
        return first(
                        lacking(caller, WRITE_ROLES),
                        objection(
                                !caller.allow(permission) || (!everybodys && !caller.cover(role.rights())),
                                Objection.MORE_THAN_HELD))
                .or(() ->
                        objection(everybodys && BuiltInRoles.isAdministrative(Set.of(permission)), Objection.BUILT_IN));
    }

    /** Having a role allow something no longer. */
    public static Optional<Objection> toRevoke(Rights caller, Role role, Permission permission) {
        return first(
                        lacking(caller, WRITE_ROLES),
                        objection(!caller.allow(permission) || !caller.cover(role.rights()), Objection.MORE_THAN_HELD))
                .or(() -> objection(
                        BuiltInRoles.fixedPermissionsOf(role.name()).contains(permission), Objection.BUILT_IN));
    }

    /** Removing a role. */
    public static Optional<Objection> toDelete(Rights caller, Role role) {
        return first(lacking(caller, WRITE_ROLES), objection(!caller.cover(role.rights()), Objection.MORE_THAN_HELD))
                .or(() -> objection(role.isBuiltIn(), Objection.BUILT_IN));
    }

    private static Optional<Objection> lacking(Rights caller, Permission needed) {
        return objection(!caller.allow(needed), Objection.NOT_ALLOWED);
    }

    private static Optional<Objection> first(Optional<Objection> one, Optional<Objection> other) {
        return one.or(() -> other);
    }

    private static Optional<Objection> objection(boolean applies, Objection objection) {
        return applies ? Optional.of(objection) : Optional.empty();
    }
}
