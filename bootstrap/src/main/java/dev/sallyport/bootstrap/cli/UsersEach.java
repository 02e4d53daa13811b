package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.domain.account.User;
import dev.sallyport.http.json.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does one thing to every account that is named, each on its own: one that is refused keeps no other from it. */
final class UsersEach {
    /** What is done to one of them. */
    @FunctionalInterface
    interface Deed {
        /** Why it is not done; empty if it is. */
        Optional<AccessRefusal> to(User user, Sallyport sallyport, Actor.Operator operator);
    }

    private final World world;
    private final UsersNamed named;
    private final Deed deed;
    private final String done;
    private final Supplier<Actor.Operator> operator;
    private final BooleanSupplier json;
    private boolean refused;

    /**
     * To those who will be named.
     *
     * @param done what they are then, in a word
     */
    UsersEach(
            World world,
            UsersNamed named,
            Deed deed,
            String done,
            Supplier<Actor.Operator> operator,
            BooleanSupplier json) {
        this.world = world;
        this.named = named;
        this.deed = deed;
        this.done = done;
        this.operator = operator;
        this.json = json;
    }

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            try {
                named.forEach(world, name -> tell(name, objection(name, sallyport)));
            } catch (IOException unreadable) {
                throw new CannotStart("The list cannot be read: " + unreadable.getMessage(), unreadable);
            }
            return refused ? 1 : 0;
        });
    }

    private @Nullable String objection(UsersNamed.Name name, Sallyport sallyport) {
        if (name.command().isEmpty()) {
            return "That is neither an address nor an id.";
        }
        Optional<User> user = UserChoice.find(name.command().get(), sallyport);
        if (user.isEmpty()) {
            return RefusalWords.of(new AccessRefusal.UnknownUser());
        }
        return deed.to(user.get(), sallyport, operator.get())
                .map(RefusalWords::of)
                .orElse(null);
    }

    private void tell(UsersNamed.Name name, @Nullable String objection) {
        refused |= objection != null;
        if (json.getAsBoolean()) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("user", name.text());
            line.put("done", objection == null);
            line.put("why", objection);
            world.out().println(JsonText.of(line));
        } else if (objection == null) {
            world.out().println(name.text() + ": " + done);
        } else {
            world.err().println(name.text() + ": " + objection);
        }
    }
}
