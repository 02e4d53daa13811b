package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives a user a role, or takes it from them. */
final class RolesChange {
    /** Which of the two. */
    @FunctionalInterface
    interface Deed {
        /** Why it is not done; empty if it is. */
        Optional<AccessRefusal> to(User user, RoleName role, Sallyport sallyport, Actor.Operator operator);
    }

    private final World world;
    private final UserChoice choice;
    private final Supplier<RoleName> role;
    private final Supplier<Actor.Operator> operator;
    private final Deed deed;
    private final String done;

    /**
     * A change to whom will be named.
     *
     * @param done what stands between the user and the role once it is done
     */
    RolesChange(
            World world,
            UserChoice choice,
            Supplier<RoleName> role,
            Supplier<Actor.Operator> operator,
            Deed deed,
            String done) {
        this.world = world;
        this.choice = choice;
        this.role = role;
        this.operator = operator;
        this.deed = deed;
        this.done = done;
    }

    OnCore onCore() {
        return new OnCore(
                world,
                (sallyport, configuration) -> choice.find(sallyport)
                        .map(user -> change(user, sallyport))
                        .orElseGet(() -> RefusalWords.unknownUser(world)));
    }

    private int change(User user, Sallyport sallyport) {
        Optional<AccessRefusal> refusal = deed.to(user, role.get(), sallyport, operator.get());
        if (refusal.isPresent()) {
            return RefusalWords.tell(refusal.get(), world);
        }
        world.out().println(user.email() + " " + done + " " + role.get() + ".");
        return 0;
    }
}
