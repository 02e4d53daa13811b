package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.invitation.InviteUser;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Creates an administrator. */
final class AdminCreate {
    private final World world;
    private final Supplier<Choice> choice;

    AdminCreate(World world, Supplier<Choice> choice) {
        this.world = world;
        this.choice = choice;
    }

    /** What was typed. */
    record Choice(EmailAddress email, Optional<DisplayName> name, boolean passwordPiped, boolean link) {}

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            Choice chosen = choice.get();
            if (chosen.link()) {
                return invite(chosen, sallyport, configuration);
            }
            NewPassword asked = new NewPassword(world.keyboard());
            return switch (chosen.passwordPiped() ? asked.piped() : asked.typed()) {
                case NewPassword.Given.Chosen(var password) -> create(chosen, password, sallyport, configuration);
                case NewPassword.Given.None(var why) -> refused(why);
            };
        });
    }

    private int create(Choice chosen, Password password, Sallyport sallyport, Configuration configuration) {
        var command = new CreateAdministrator.Command(
                chosen.email(),
                password,
                chosen.name().orElse(null),
                configuration.server().defaultLocale());
        return switch (sallyport.createAdministrator().handle(command)) {
            case CreateAdministrator.Result.Created(var id) -> {
                world.out().println(chosen.email() + " is an administrator: " + id);
                yield 0;
            }
            case CreateAdministrator.Result.EmailTaken() -> taken(chosen.email());
            case CreateAdministrator.Result.PasswordRefused(var refusals) ->
                refused(PasswordWords.refused(refusals, configuration));
        };
    }

    /** The link is for whoever is to be the administrator; the operator vouches that it reaches them. */
    private int invite(Choice chosen, Sallyport sallyport, Configuration configuration) {
        var command = new InviteUser.Command(
                chosen.email(),
                chosen.name().orElse(null),
                configuration.server().defaultLocale(),
                Set.of(BuiltInRoles.ADMIN),
                InviteUser.Delivery.HANDED_OVER,
                new Actor.Operator(Optional.empty()));
        return switch (sallyport.inviteUser().handle(command)) {
            case InviteUser.Result.Invited(var invitation, var token) -> {
                world.out()
                        .println("Give this link to " + invitation.email() + ". It can be used once, until "
                                + ShownUser.time(invitation.expiresAt()) + ":");
                world.out()
                        .println(configuration.server().publicUrl() + "/accept-invitation#token="
                                + token.orElseThrow().reveal());
                yield 0;
            }
            case InviteUser.Result.EmailTaken() -> taken(chosen.email());
            case InviteUser.Result.Refused(var why) -> RefusalWords.tell(why, world);
            case InviteUser.Result.UnknownRoles(var roles) -> RefusalWords.tell(new AccessRefusal.UnknownRole(), world);
            case InviteUser.Result.Closed() -> RefusalWords.tell(new AccessRefusal.Forbidden(), world);
            case InviteUser.Result.Limited(var exhausted) -> RefusalWords.tell(new AccessRefusal.LimitReached(), world);
        };
    }

    private int taken(EmailAddress email) {
        return refused(email + " has an account already, which is left as it is. To make it an administrator's:"
                + " sallyport roles grant admin --email " + email);
    }

    private int refused(String why) {
        world.err().println(why);
        return 1;
    }
}
