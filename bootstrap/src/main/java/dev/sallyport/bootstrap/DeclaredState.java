package dev.sallyport.bootstrap;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.AllowPermission;
import dev.sallyport.application.access.CreateRole;
import dev.sallyport.application.admin.FindUser;
import dev.sallyport.application.invitation.InviteUser;
import dev.sallyport.bootstrap.config.Declaration;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.audit.StatedReason;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of what an operator declares what is not there yet, by the use cases that everybody acts by. Each step is done once, however often all are: what
 * broke off in the middle goes on at the next start.
 */
final class DeclaredState {
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredState.class);
    private static final Actor OPERATOR = new Actor.Operator(Optional.of(new StatedReason("BOOTSTRAP_FILE")));

    private final Sallyport sallyport;
    private final LanguageTag locale;

    DeclaredState(Sallyport sallyport, LanguageTag locale) {
        this.sallyport = sallyport;
        this.locale = locale;
    }

    /**
     * Adds what is missing.
     *
     * @throws CannotStart if something cannot be added
     */
    void bringAbout(Declaration declaration) {
        declaration.roles().forEach(this::bringAbout);
        declaration.administrators().forEach(this::invite);
    }

    private void bringAbout(Declaration.Role role) {
        var create = new CreateRole.Command(role.name(), role.description(), role.permissions(), OPERATOR);
        switch (sallyport.createRole().handle(create)) {
            case CreateRole.Result.Created created -> LOG.info("Made the role {}", role.name());
            case CreateRole.Result.Refused(AccessRefusal.NameTaken taken) -> allow(role);
            case CreateRole.Result.Refused(var why) -> throw refused("the role " + role.name(), why);
        }
    }

    private void allow(Declaration.Role role) {
        role.permissions().forEach(permission -> {
            var command = new AllowPermission.Command(role.name(), permission, OPERATOR);
            switch (sallyport.allowPermission().handle(command)) {
                case AllowPermission.Result.Allowed allowed -> {}
                case AllowPermission.Result.Refused(var why) ->
                    throw refused("the permission " + permission + " of the role " + role.name(), why);
            }
        });
    }

    private void invite(Declaration.Administrator administrator) {
        var look = new FindUser.Command.ByEmail(administrator.email());
        switch (sallyport.findUser().handle(look)) {
            case FindUser.Result.Found(var user) -> {
                if (!user.roles().contains(BuiltInRoles.ADMIN)) {
                    LOG.warn("Account {} is to be an administrator's, and is not: give it the role admin", user.id());
                }
            }
            case FindUser.Result.Invited(var invitation) -> {}
            case FindUser.Result.Unknown() -> ask(administrator);
        }
    }

    private void ask(Declaration.Administrator administrator) {
        var command = new InviteUser.Command(
                administrator.email(),
                administrator.displayName().orElse(null),
                administrator.locale().orElse(locale),
                Set.of(BuiltInRoles.ADMIN),
                InviteUser.Delivery.MAILED,
                OPERATOR);
        switch (sallyport.inviteUser().handle(command)) {
            case InviteUser.Result.Invited(var invitation, var link) ->
                LOG.info("Invited an administrator, whose account will be {}", invitation.account());
            case InviteUser.Result.EmailTaken() -> LOG.info("An administrator who was to be invited has an account");
            case InviteUser.Result.Refused(var why) -> throw refused("an administrator", why);
            case InviteUser.Result.UnknownRoles(var roles) ->
                throw new CannotStart("BOOTSTRAP_FILE: there is no role admin.", null);
            case InviteUser.Result.Closed() -> throw new CannotStart("BOOTSTRAP_FILE: nobody may be invited.", null);
            case InviteUser.Result.Limited(var exhausted) ->
                throw new CannotStart("BOOTSTRAP_FILE: too many invitations.", null);
        }
    }

    private static CannotStart refused(String what, AccessRefusal why) {
        return new CannotStart(
                "BOOTSTRAP_FILE: " + what + " cannot be added: "
                        + why.getClass().getSimpleName() + ". What was added before stays.",
                null);
    }
}
