package dev.sallyport.bootstrap;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.AllowPermission;
import dev.sallyport.application.access.CreateRole;
import dev.sallyport.application.access.ReadRole;
import dev.sallyport.application.invitation.InviteDeclared;
import dev.sallyport.application.invitation.InviteUser;
import dev.sallyport.bootstrap.config.Declaration;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.PlaceTaken;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of what an operator declares what is not there yet, by the use cases that everybody acts by. Each step is done once, however often all are: what
 * broke off in the middle goes on at the next start.
 *
 * <p>What is there keeps no server from starting, and neither does a limit that others have used up: the rest is warned of.
 */
final class DeclaredState {
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredState.class);
    private static final Actor.Operator OPERATOR = new Actor.Operator(Optional.of(new StatedReason("BOOTSTRAP_FILE")));

    /** Others that start at the same time take a moment each. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sallyport sallyport;
    private final LanguageTag locale;

    DeclaredState(Sallyport sallyport, LanguageTag locale) {
        this.sallyport = sallyport;
        this.locale = locale;
    }

    /**
     * Adds what is missing, while no other instance does.
     *
     * @throws CannotStart if something cannot be added
     */
    void bringAbout(Declaration declaration, Database database) {
        bringAbout(declaration, database, PATIENCE);
    }

    void bringAbout(Declaration declaration, Database database, Duration patience) {
        try {
            database.exclusively(patience, () -> {
                declaration.roles().forEach(this::bringAbout);
                declaration.administrators().forEach(this::invite);
            });
        } catch (PlaceTaken taken) {
            throw new CannotStart(
                    "BOOTSTRAP_FILE cannot be applied: " + taken.getMessage()
                            + ", under which one instance at a time applies it."
                            + " See in pg_locks who holds it (locktype advisory), and start again.",
                    taken);
        }
    }

    private void bringAbout(Declaration.Role role) {
        switch (sallyport.readRole().handle(new ReadRole.Command(OPERATOR, role.name()))) {
            case ReadRole.Result.Found(var found) -> allow(role, found.permissions());
            case ReadRole.Result.Refused(var why) -> create(role);
        }
    }

    private void create(Declaration.Role role) {
        var create = new CreateRole.Command(role.name(), role.description(), role.permissions(), OPERATOR);
        switch (sallyport.createRole().handle(create)) {
            case CreateRole.Result.Created created -> LOG.info("Made the role {}", role.name());
            case CreateRole.Result.Refused(AccessRefusal.NameTaken taken) -> allow(role, Set.of());
            case CreateRole.Result.Refused(AccessRefusal.LimitReached limit) ->
                LOG.warn(
                        "BOOTSTRAP_FILE: there are as many roles as there may be, so the role {} is missing:"
                                + " delete one that nobody needs, and start again",
                        role.name());
            case CreateRole.Result.Refused(var why) -> throw refused("the role " + role.name(), why);
        }
    }

    private void allow(Declaration.Role role, Set<Permission> present) {
        role.permissions().stream()
                .filter(permission -> !present.contains(permission))
                .forEach(permission -> allow(role, permission));
    }

    private void allow(Declaration.Role role, Permission permission) {
        switch (sallyport.allowPermission().handle(new AllowPermission.Command(role.name(), permission, OPERATOR))) {
            case AllowPermission.Result.Allowed allowed -> {}
            case AllowPermission.Result.Refused(AccessRefusal.LimitReached limit) ->
                LOG.warn(
                        "BOOTSTRAP_FILE: the role {} has as many permissions as it may have, so {} is missing:"
                                + " revoke one that nobody needs, and start again",
                        role.name(),
                        permission);
            case AllowPermission.Result.Refused(var why) ->
                throw refused("the permission " + permission + " of the role " + role.name(), why);
        }
    }

    private void invite(Declaration.Administrator administrator) {
        var command = new InviteDeclared.Command(
                administrator.email(),
                administrator.displayName().orElse(null),
                administrator.locale().orElse(locale),
                OPERATOR);
        switch (sallyport.inviteDeclared().handle(command)) {
            case InviteDeclared.Result.Invited(var invitation) ->
                LOG.info("Invited an administrator, whose account will be {}", invitation.account());
            case InviteDeclared.Result.Awaited() -> {}
            case InviteDeclared.Result.HasAccount(var user) -> {
                if (!user.roles().contains(BuiltInRoles.ADMIN)) {
                    LOG.warn("Account {} is to be an administrator's, and is not: give it the role admin", user.id());
                }
            }
            case InviteDeclared.Result.GivenUp() ->
                LOG.warn(
                        "BOOTSTRAP_FILE declares {} an administrator again, who has neither an account nor an invitation any more."
                                + " It invites nobody twice. If they are to be one, run:"
                                + " sallyport admin create --email {} --link. If not, take them out of the file",
                        administrator.email(),
                        administrator.email());
            case InviteDeclared.Result.NotInvited(var why) -> notInvited(why);
            case InviteDeclared.Result.Refused(var why) -> throw refused("an administrator", why);
        }
    }

    private static void notInvited(InviteUser.Result result) {
        switch (result) {
            case InviteUser.Result.EmailTaken() -> LOG.info("An administrator who was to be invited has an account");
            case InviteUser.Result.Refused(var why) -> throw refused("an administrator", why);
            case InviteUser.Result other ->
                throw new CannotStart(
                        "BOOTSTRAP_FILE: an administrator cannot be invited: "
                                + other.getClass().getSimpleName() + ".",
                        null);
        }
    }

    private static CannotStart refused(String what, AccessRefusal why) {
        return new CannotStart(
                "BOOTSTRAP_FILE: " + what + " cannot be added: "
                        + why.getClass().getSimpleName() + ". What was added before stays.",
                null);
    }
}
