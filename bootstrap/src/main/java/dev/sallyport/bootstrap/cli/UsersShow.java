package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.User;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Shows one account. */
final class UsersShow {
    private final World world;
    private final UserChoice choice;
    private final BooleanSupplier json;

    UsersShow(World world, UserChoice choice, BooleanSupplier json) {
        this.world = world;
        this.choice = choice;
        this.json = json;
    }

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            Optional<User> found = choice.find(sallyport);
            if (found.isEmpty()) {
                world.err().println("There is no such account.");
                return 1;
            }
            if (json.getAsBoolean()) {
                world.out().println(ShownUser.json(found.get()));
            } else {
                ShownUser.table(found.get()).print(world.out());
            }
            return 0;
        });
    }
}
