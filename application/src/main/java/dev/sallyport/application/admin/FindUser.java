package dev.sallyport.application.admin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.invitation.Invitation;
import java.time.Instant;
import java.time.InstantSource;

/** Finds the account that an operator means. */
public final class FindUser {
    private final Transactor transactor;
    private final Users users;
    private final Invitations invitations;
    private final InstantSource clock;

    public FindUser(Transactor transactor, Users users, Invitations invitations, InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.invitations = invitations;
        this.clock = clock;
    }

    /** How an operator names an account. */
    public sealed interface Command {
        record ByEmail(EmailAddress email) implements Command {}

        record ById(UserId id) implements Command {}
    }

    public sealed interface Result {
        record Found(User user) implements Result {}

        /** There is none yet; they have been asked, and can still accept. */
        record Invited(Invitation invitation) implements Result {}

        record Unknown() implements Result {}
    }

    public Result handle(Command command) {
        return switch (command) {
            case Command.ByEmail(var email) ->
                users.credentials(email)
                        .<Result>map(found -> new Result.Found(found.user()))
                        .orElseGet(() -> invited(email));
            case Command.ById(var id) ->
                transactor
                        .inTransaction(() -> users.hold(id))
                        .<Result>map(Result.Found::new)
                        .orElseGet(Result.Unknown::new);
        };
    }

    private Result invited(EmailAddress email) {
        Instant now = clock.instant();
        return transactor
                .inTransaction(() -> invitations.hold(email))
                .filter(invitation -> invitation.expiresAt().isAfter(now))
                .<Result>map(Result.Invited::new)
                .orElseGet(Result.Unknown::new);
    }
}
