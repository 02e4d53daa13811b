package dev.sallyport.application.access;

import dev.sallyport.application.session.Revocations;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Makes sure that somebody may change an account of somebody else: they may do at least as much as its owner. Both are held meanwhile. Whoever
 * acts on their own account does so by the same rules.
 */
public final class AccountMandate {
    private final Mandate mandate;
    private final Revocations revocations;

    public AccountMandate(Mandate mandate, Revocations revocations) {
        this.mandate = mandate;
        this.revocations = revocations;
    }

    /** What was done, and the sessions that it ended: this instance is told of them once it is certain. */
    public record Done<R>(R result, List<SessionId> ended) {
        public Done {
            ended = List.copyOf(ended);
        }

        /** What ended no session. */
        public Done(R result) {
            this(result, List.of());
        }
    }

    /** Has somebody change an account who is signed in. */
    public <R> R signedIn(
            Actor actor, UserId user, Function<AccessRefusal, R> refused, BiFunction<User, Mandate.Present, R> work) {
        return mandate.signedIn(actor, Delegation.WRITE_USERS, user, refused, present -> judge(present, refused, work));
    }

    /** Has somebody change an account who has proven a moment ago who they are. */
    public <R> R proven(
            Actor actor,
            UserId user,
            Function<AccessRefusal, R> refused,
            BiFunction<User, Mandate.Present, Done<R>> work) {
        Function<AccessRefusal, Done<R>> nothing = why -> new Done<>(refused.apply(why));
        Done<R> done =
                mandate.proven(actor, Delegation.WRITE_USERS, user, nothing, present -> judge(present, nothing, work));
        revocations.learnEnded(done.ended());
        return done.result();
    }

    /** Whether they may change accounts at all, as far as their token says: it costs nothing to ask. */
    public static boolean allows(Actor actor) {
        return switch (actor) {
            case Actor.Operator operator -> true;
            case Actor.Administrator administrator -> Mandate.allows(administrator.token(), Delegation.WRITE_USERS);
        };
    }

    private static <R> R judge(
            Mandate.Present present, Function<AccessRefusal, R> refused, BiFunction<User, Mandate.Present, R> work) {
        if (!present.rights().allow(Delegation.WRITE_USERS)) {
            return refused.apply(new AccessRefusal.Forbidden());
        }
        if (present.user().isEmpty()) {
            return refused.apply(new AccessRefusal.UnknownUser());
        }
        User user = present.user().get();
        Optional<Objection> objection = Delegation.toAdminister(present.rights(), user.rights());
        return objection.isPresent() ? refused.apply(AccessRefusal.of(objection.get())) : work.apply(user, present);
    }
}
