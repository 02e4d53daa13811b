package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AccountMandate.Done;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.account.Users;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEvent;

/**
 * Lets a suspended account be used again. Nobody is signed in by it. If its owner had begun to delete it, that goes on: what they want is theirs to
 * call off.
 */
public final class ReinstateUser {
    private final AccountMandate mandate;
    private final Users users;

    public ReinstateUser(AccountMandate mandate, Users users) {
        this.mandate = mandate;
        this.users = users;
    }

    public record Command(UserId user, Actor actor) {}

    public sealed interface Result {
        /** It is not suspended, if it was before. */
        record Reinstated() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(command.actor(), command.user(), Result.Refused::new, this::reinstate);
    }

    private Done<Result> reinstate(User user, Mandate.Present present) {
        if (user.status() == UserStatus.SUSPENDED) {
            users.reinstate(user.id());
            present.record(new AuditEvent.AccountReinstated(user.id(), present.by()));
        }
        return new Done<>(new Result.Reinstated());
    }
}
