package dev.sallyport.application.access;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Rights;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
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
    private final Auditor auditor;
    private final InstantSource clock;

    public Mandate(
            Transactor transactor,
            Users users,
            Reauthentication reauthentication,
            Auditor auditor,
            InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.reauthentication = reauthentication;
        this.auditor = auditor;
        this.clock = clock;
    }

    /** Who acts, and on whom, as both are inside the transaction. */
    public static final class Present {
        private final Actor actor;
        private final Author by;
        private final Rights rights;
        private final Optional<User> user;
        private final Instant now;
        private final Auditor auditor;

        private Present(Actor actor, Author by, Rights rights, Optional<User> user, Instant now, Auditor auditor) {
            this.actor = actor;
            this.by = by;
            this.rights = rights;
            this.user = user;
            this.now = now;
            this.auditor = auditor;
        }

        public Author by() {
            return by;
        }

        /** What whoever acts may do. */
        public Rights rights() {
            return rights;
        }

        /** On whom; empty if it is about nobody, or there is no such user. */
        public Optional<User> user() {
            return user;
        }

        public Instant now() {
            return now;
        }

        /** Writes down what they did, from where, and why they say so. */
        public void record(AuditEvent event) {
            auditor.record(event, actor.client(), actor.reason(), now);
        }
    }

    /** Whether their token says so. */
    public static boolean allows(VerifiedAccessToken caller, Permission needed) {
        return caller.claims().permissions().contains(needed);
    }

    /** Has somebody act who is signed in. They do not change meanwhile: what they may do when it is judged they may do when it is done. */
    public <R> R signedIn(
            Actor actor, Permission needed, Function<AccessRefusal, R> refused, Function<Present, R> work) {
        return signedIn(actor, needed, Optional.empty(), refused, work);
    }

    /** The same, on somebody: neither of the two changes meanwhile. */
    public <R> R signedIn(
            Actor actor,
            Permission needed,
            UserId user,
            Function<AccessRefusal, R> refused,
            Function<Present, R> work) {
        return signedIn(actor, needed, Optional.of(user), refused, work);
    }

    private <R> R signedIn(
            Actor actor,
            Permission needed,
            Optional<UserId> user,
            Function<AccessRefusal, R> refused,
            Function<Present, R> work) {
        return switch (actor) {
            case Actor.Operator operator -> asOperator(operator, user, work);
            case Actor.Administrator administrator -> {
                VerifiedAccessToken token = administrator.token();
                if (!allows(token, needed)) {
                    yield refused.apply(new AccessRefusal.Forbidden());
                }
                Instant now = clock.instant();
                yield transactor.inTransaction(() -> {
                    UserId id = token.claims().userId();
                    List<User> held = users.holdBoth(id, user.orElse(id));
                    Optional<User> by = find(id, held);
                    return by.isPresent()
                                    && users.credentialsIn(token.claims().sessionId())
                                            .isPresent()
                            ? work.apply(present(administrator, by.get(), user.flatMap(on -> find(on, held)), now))
                            : refused.apply(new AccessRefusal.NotProven(new Refusal.SignedOut()));
                });
            }
        };
    }

    /** Has somebody act who has proven a moment ago who they are; what they do nobody shall do who has merely stolen a session. */
    public <R> R proven(Actor actor, Permission needed, Function<AccessRefusal, R> refused, Function<Present, R> work) {
        return proven(actor, needed, Optional.empty(), refused, work);
    }

    /** The same, on somebody: neither of the two changes meanwhile. */
    public <R> R proven(
            Actor actor,
            Permission needed,
            UserId user,
            Function<AccessRefusal, R> refused,
            Function<Present, R> work) {
        return proven(actor, needed, Optional.of(user), refused, work);
    }

    private <R> R proven(
            Actor actor,
            Permission needed,
            Optional<UserId> user,
            Function<AccessRefusal, R> refused,
            Function<Present, R> work) {
        return switch (actor) {
            case Actor.Operator operator -> asOperator(operator, user, work);
            case Actor.Administrator administrator ->
                allows(administrator.token(), needed)
                        ? proven(administrator, user, refused, work)
                        : refused.apply(new AccessRefusal.Forbidden());
        };
    }

    private <R> R proven(
            Actor.Administrator actor,
            Optional<UserId> user,
            Function<AccessRefusal, R> refused,
            Function<Present, R> work) {
        return switch (reauthentication.prove(actor.token(), Evidence.NONE, actor.client())) {
            case Outcome.Refused(var why) -> refused.apply(new AccessRefusal.NotProven(why));
            case Outcome.Proven proof -> {
                Instant now = clock.instant();
                UserId id = proof.user().id();
                yield transactor.inTransaction(() -> {
                    // Both before anything else and in one order, so that of two who act on each other one waits.
                    List<User> held = users.holdBoth(id, user.orElse(id));
                    Optional<Refusal> objection = reauthentication.objection(proof, actor.client(), now);
                    return objection.isPresent()
                            ? refused.apply(new AccessRefusal.NotProven(objection.get()))
                            : work.apply(present(
                                    actor, find(id, held).orElseThrow(), user.flatMap(on -> find(on, held)), now));
                });
            }
        };
    }

    private <R> R asOperator(Actor.Operator actor, Optional<UserId> user, Function<Present, R> work) {
        Instant now = clock.instant();
        return transactor.inTransaction(() -> work.apply(new Present(
                actor, new Author.Operator(), Rights.unlimited(), user.flatMap(users::hold), now, auditor)));
    }

    private Present present(Actor actor, User by, Optional<User> user, Instant now) {
        return new Present(actor, new Author.Person(by.id()), by.rights(), user, now, auditor);
    }

    private static Optional<User> find(UserId id, List<User> held) {
        return held.stream().filter(user -> user.id().equals(id)).findFirst();
    }
}
