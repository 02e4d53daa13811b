package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import java.util.Optional;
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
    record Choice(EmailAddress email, Optional<DisplayName> name, boolean passwordPiped) {}

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            Choice chosen = choice.get();
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
            case CreateAdministrator.Result.EmailTaken() ->
                refused(chosen.email()
                        + " has an account already, which is left as it is. To make it an administrator's:"
                        + " sallyport roles grant admin --email " + chosen.email());
            case CreateAdministrator.Result.PasswordRefused(var refusals) ->
                refused("That password is refused: "
                        + PasswordWords.of(
                                refusals, configuration.passwords().policy().minLength()) + ".");
        };
    }

    private int refused(String why) {
        world.err().println(why);
        return 1;
    }
}
