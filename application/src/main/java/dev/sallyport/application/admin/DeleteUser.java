package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AccountMandate.Done;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.account.AccountRemoval;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.session.Revocation;
import java.util.List;
import java.util.function.Predicate;

/**
 * Deletes somebody's account with all personal data, as they could themselves, but at once: no grace is left in which they could change their
 * mind. They are told by a last mail. The last active administrator stays. Nobody deletes themselves by it: a grace
 * guards those whose password was stolen.
 */
public final class DeleteUser {
    private final AccountMandate mandate;
    private final Users users;
    private final AccountRemoval removal;
    private final Revocations revocations;

    public DeleteUser(AccountMandate mandate, Users users, AccountRemoval removal, Revocations revocations) {
        this.mandate = mandate;
        this.users = users;
        this.removal = removal;
        this.revocations = revocations;
    }

    /**
     * Whom to delete.
     *
     * @param expected whether the account is what the caller takes it for; asked when nobody else can change it any more
     */
    public record Command(UserId user, Predicate<User> expected, Actor actor) {}

    public sealed interface Result {
        /** It is gone. */
        record Deleted() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        Result result = mandate.proven(
                command.actor(),
                command.user(),
                Result.Refused::new,
                (user, present) -> new Done<>(delete(user, command, present)));
        if (result instanceof Result.Deleted) {
            revocations.learn(List.of(new Revocation.UserShutOut(command.user())));
        }
        return result;
    }

    private Result delete(User user, Command command, Mandate.Present present) {
        if (!command.expected().test(user)) {
            return new Result.Refused(new AccessRefusal.ChangedMeanwhile());
        }
        if (user.roles().contains(BuiltInRoles.ADMIN) && users.isLastAdministrator(user.id())) {
            return new Result.Refused(new AccessRefusal.LastAdministrator());
        }
        if (present.by().equals(new Author.Person(user.id()))) {
            return new Result.Refused(new AccessRefusal.OwnAccount());
        }
        removal.remove(user, present);
        return new Result.Deleted();
    }
}
