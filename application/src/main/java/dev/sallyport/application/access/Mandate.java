package dev.sallyport.application.access;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes sure that somebody may act for the installation. Their token is judged first, which costs nothing; what they hold by the store is
 * judged once more inside the transaction in which they act, by the work itself.
 */
public final class Mandate {
    private final Transactor transactor;
    private final Users users;
    private final Reauthentication reauthentication;
    private final InstantSource clock;

    public Mandate(Transactor transactor, Users users, Reauthentication reauthentication, InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.reauthentication = reauthentication;
        this.clock = clock;
    }

    /**
     * Who acts, and on whom, as both are inside the transaction.
     *
     * @param user empty if it is about nobody, or there is no such user
     */
    record Present(User by, Optional<User> user, Instant now) {}

    /** Whether their token says so. */
    static boolean allows(VerifiedAccessToken caller, Permission needed) {
        return caller.claims().permissions().contains(needed);
    }

    /** Has somebody act who is signed in. They do not change meanwhile: what they may do when it is judged they may do when it is done. */
    <R> R signedIn(
            VerifiedAccessToken caller,
            Permission needed,
            Function<RoleRefusal, R> refused,
            Function<Present, R> work) {
        if (!allows(caller, needed)) {
            return refused.apply(new RoleRefusal.Forbidden());
        }
        Instant now = clock.instant();
        return transactor.inTransaction(() -> {
            UserId id = caller.claims().userId();
            Optional<User> held = find(id, users.holdBoth(id, id));
            return held.isPresent()
                            && users.credentialsIn(caller.claims().sessionId()).isPresent()
                    ? work.apply(new Present(held.get(), Optional.empty(), now))
                    : refused.apply(new RoleRefusal.NotProven(new Refusal.SignedOut()));
        });
    }

    /** Has somebody act who has proven a moment ago who they are; what they do nobody shall do who has merely stolen a session. */
    <R> R proven(
            VerifiedAccessToken caller,
            Permission needed,
            Client client,
            Function<RoleRefusal, R> refused,
            Function<Present, R> work) {
        return proven(caller, needed, caller.claims().userId(), client, refused, work);
    }

    /** The same, on somebody: neither of the two changes meanwhile. */
    <R> R proven(
            VerifiedAccessToken caller,
            Permission needed,
            UserId user,
            Client client,
            Function<RoleRefusal, R> refused,
            Function<Present, R> work) {
        if (!allows(caller, needed)) {
            return refused.apply(new RoleRefusal.Forbidden());
        }
        return switch (reauthentication.prove(caller, Evidence.NONE, client)) {
            case Outcome.Refused(var why) -> refused.apply(new RoleRefusal.NotProven(why));
            case Outcome.Proven proof -> {
                Instant now = clock.instant();
                yield transactor.inTransaction(() -> {
                    // Both before anything else and in one order, so that of two who act on each other one waits.
                    List<User> held = users.holdBoth(proof.user().id(), user);
                    Optional<Refusal> objection = reauthentication.objection(proof, client, now);
                    return objection.isPresent()
                            ? refused.apply(new RoleRefusal.NotProven(objection.get()))
                            : work.apply(
                                    new Present(find(proof.user().id(), held).orElseThrow(), find(user, held), now));
                });
            }
        };
    }

    private static Optional<User> find(UserId id, List<User> held) {
        return held.stream().filter(user -> user.id().equals(id)).findFirst();
    }
}
