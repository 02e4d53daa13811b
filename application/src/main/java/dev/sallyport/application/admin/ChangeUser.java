package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.account.ProfileChange;
import dev.sallyport.application.account.Users;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.function.Predicate;

/** Changes how somebody else is called and which language they read. What is not mentioned stays. */
public final class ChangeUser {
    private final AccountMandate mandate;
    private final Users users;

    public ChangeUser(AccountMandate mandate, Users users) {
        this.mandate = mandate;
        this.users = users;
    }

    /**
     * What to change.
     *
     * @param expected whether the account is what the caller takes it for; asked when nobody else can change it any more
     */
    public record Command(UserId user, ProfileChange change, Predicate<User> expected, Actor actor) {}

    public sealed interface Result {
        /** The account is this now, if it was not before. */
        record Changed(User user) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.signedIn(
                command.actor(),
                command.user(),
                Result.Refused::new,
                (user, present) -> change(user, command, present));
    }

    private Result change(User user, Command command, Mandate.Present present) {
        if (!command.expected().test(user)) {
            return new Result.Refused(new AccessRefusal.ChangedMeanwhile());
        }
        User changed = command.change().of(user);
        if (!changed.equals(user)) {
            users.changeProfile(user.id(), changed.displayName(), changed.locale());
            present.record(AuditEvent.AccountChanged.of(user, changed, present.by()));
        }
        return new Result.Changed(changed);
    }
}
