package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.TakeRole;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import java.util.function.Supplier;

/** Takes a role from a user. */
final class RolesRevoke {
    private final World world;
    private final UserChoice choice;
    private final Supplier<RoleName> role;
    private final Supplier<Actor.Operator> operator;

    RolesRevoke(World world, UserChoice choice, Supplier<RoleName> role, Supplier<Actor.Operator> operator) {
        this.world = world;
        this.choice = choice;
        this.role = role;
        this.operator = operator;
    }

    OnCore onCore() {
        return new OnCore(
                world,
                (sallyport, configuration) -> choice.find(sallyport)
                        .map(user -> taken(user, sallyport))
                        .orElseGet(() -> RefusalWords.unknownUser(world)));
    }

    private int taken(User user, Sallyport sallyport) {
        return switch (sallyport.takeRole().handle(new TakeRole.Command(user.id(), role.get(), operator.get()))) {
            case TakeRole.Result.Taken() -> {
                world.out().println(user.email() + " does not have the role " + role.get() + ".");
                yield 0;
            }
            case TakeRole.Result.Refused(var why) -> RefusalWords.tell(why, world);
        };
    }
}
