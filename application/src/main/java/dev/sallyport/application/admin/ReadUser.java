package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;

/** Shows somebody's account to those who look after it. */
public final class ReadUser {
    private final UserDirectory directory;

    public ReadUser(UserDirectory directory) {
        this.directory = directory;
    }

    public record Command(Actor actor, UserId user) {}

    public sealed interface Result {
        record Found(User user) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.actor(), Delegation.READ_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        return directory
                .find(command.user())
                .<Result>map(Result.Found::new)
                .orElseGet(() -> new Result.Refused(new AccessRefusal.UnknownUser()));
    }
}
