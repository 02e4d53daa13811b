package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.GrantRole;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import java.util.function.Supplier;

/** Gives a user a role. */
final class RolesGrant {
    private final World world;
    private final UserChoice choice;
    private final Supplier<RoleName> role;
    private final Supplier<Actor.Operator> operator;

    RolesGrant(World world, UserChoice choice, Supplier<RoleName> role, Supplier<Actor.Operator> operator) {
        this.world = world;
        this.choice = choice;
        this.role = role;
        this.operator = operator;
    }

    OnCore onCore() {
        return new OnCore(
                world,
                (sallyport, configuration) -> choice.find(sallyport)
                        .map(user -> granted(user, sallyport))
                        .orElseGet(() -> RefusalWords.unknownUser(world)));
    }

    private int granted(User user, Sallyport sallyport) {
        return switch (sallyport.grantRole().handle(new GrantRole.Command(user.id(), role.get(), operator.get()))) {
            case GrantRole.Result.Granted() -> {
                world.out().println(user.email() + " has the role " + role.get() + ".");
                yield 0;
            }
            case GrantRole.Result.Refused(var why) -> RefusalWords.tell(why, world);
        };
    }
}
