package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AccountMandate.Done;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.SessionId;
import java.util.List;

/**
 * Has nobody use an account until it is reinstated. Every session ends, and what waits to be gone on with is void: sign-ins, links that reset the
 * password, a change of address. Its owner keeps the right to have an old address back, which guards against thieves, and a deletion that
 * they have begun waits. The last active administrator stays.
 */
public final class SuspendUser {
    private final AccountMandate mandate;
    private final Users users;
    private final SignInChallenges challenges;
    private final CredentialChange credentialChange;

    public SuspendUser(
            AccountMandate mandate, Users users, SignInChallenges challenges, CredentialChange credentialChange) {
        this.mandate = mandate;
        this.users = users;
        this.challenges = challenges;
        this.credentialChange = credentialChange;
    }

    public record Command(UserId user, Actor actor) {}

    public sealed interface Result {
        /** It is, if it was not before. */
        record Suspended() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(command.actor(), command.user(), Result.Refused::new, this::suspend);
    }

    private Done<Result> suspend(User user, Mandate.Present present) {
        if (user.status() == UserStatus.SUSPENDED) {
            return new Done<>(new Result.Suspended());
        }
        if (user.roles().contains(BuiltInRoles.ADMIN) && users.isLastAdministrator(user.id())) {
            return new Done<>(new Result.Refused(new AccessRefusal.LastAdministrator()));
        }
        users.suspend(user.id());
        challenges.withdraw(user.id());
        List<SessionId> ended = credentialChange.endEverything(user.id());
        present.record(new AuditEvent.AccountSuspended(user.id(), user.status(), present.by(), ended.size()));
        return new Done<>(new Result.Suspended(), ended);
    }
}
