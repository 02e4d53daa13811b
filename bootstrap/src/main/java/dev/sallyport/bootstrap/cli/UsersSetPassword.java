package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.admin.SetPassword;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.User;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Gives somebody another password. */
final class UsersSetPassword {
    private final World world;
    private final UserChoice choice;
    private final BooleanSupplier piped;
    private final Supplier<Actor.Operator> operator;

    UsersSetPassword(World world, UserChoice choice, BooleanSupplier piped, Supplier<Actor.Operator> operator) {
        this.world = world;
        this.choice = choice;
        this.piped = piped;
        this.operator = operator;
    }

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            Optional<User> user = choice.find(sallyport);
            if (user.isEmpty()) {
                return RefusalWords.unknownUser(world);
            }
            NewPassword asked = new NewPassword(world.keyboard());
            return switch (piped.getAsBoolean() ? asked.piped() : asked.typed()) {
                case NewPassword.Given.Chosen(var password) -> set(user.get(), password, sallyport, configuration);
                case NewPassword.Given.None(var why) -> refused(why);
            };
        });
    }

    private int set(User user, Password password, Sallyport sallyport, Configuration configuration) {
        var command = new SetPassword.Command(user.id(), password, operator.get());
        return switch (sallyport.setPassword().handle(command)) {
            case SetPassword.Result.PasswordSet() -> {
                world.out()
                        .println(user.email()
                                + " has another password; every session was ended, and its owner is told.");
                yield 0;
            }
            case SetPassword.Result.PasswordRefused(var refusals) ->
                refused(PasswordWords.refused(refusals, configuration));
            case SetPassword.Result.Refused(var why) -> RefusalWords.tell(why, world);
        };
    }

    private int refused(String why) {
        world.err().println(why);
        return 1;
    }
}
