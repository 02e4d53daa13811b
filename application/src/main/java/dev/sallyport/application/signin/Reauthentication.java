package dev.sallyport.application.signin;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Asks somebody who is signed in for their password again, before something that a thief of the session must not do (ASVS 7.5.1). It costs the
 * same budgets as a sign-in, and wrong passwords count the same.
 */
public final class Reauthentication {
    private final Users users;
    private final PasswordHasher hasher;
    private final RateLimits rateLimits;
    private final PasswordGuesses guesses;
    private final InstantSource clock;

    public Reauthentication(
            Users users, PasswordHasher hasher, RateLimits rateLimits, PasswordGuesses guesses, InstantSource clock) {
        this.users = users;
        this.hasher = hasher;
        this.rateLimits = rateLimits;
        this.guesses = guesses;
        this.clock = clock;
    }

    public sealed interface Outcome {
        /** It was right. What was proven may change at any moment: ask {@link Reauthentication#worthOf} inside the transaction that relies on it. */
        record Proven(User user, PasswordHash password, SessionId session) implements Outcome {}

        /** It was wrong, or has been disabled by too many wrong ones. */
        record Wrong() implements Outcome {}

        record Limited(Duration retryAfter) implements Outcome {}

        /** The session was ended, or the account suspended, since the token was issued. */
        record SignedOut() implements Outcome {}
    }

    /** Checks the password. It hashes, so it is never called inside a transaction. */
    public Outcome prove(VerifiedAccessToken caller, Password password, Client client) {
        SessionId session = caller.claims().sessionId();
        Optional<Users.Credentials> credentials = users.credentialsIn(session);
        if (credentials.isEmpty()) {
            return new Outcome.SignedOut();
        }
        User user = credentials.get().user();
        Charge guess = Charge.login(user.email(), client.address());
        Charge accountGuess = Charge.loginPerAccount(user.email());
        // Never given back: whoever knows a password could have it hashed without end.
        Charge clientCost = Charge.loginPerIp(client.address());
        return switch (rateLimits.take(List.of(clientCost, guess, accountGuess))) {
            case RateLimits.Decision.Limited(var retryAfter) -> new Outcome.Limited(retryAfter);
            case RateLimits.Decision.Allowed() -> {
                boolean right = hasher.verify(password, credentials.get().passwordHash());
                if (right && !credentials.get().failures().disable()) {
                    rateLimits.giveBack(List.of(guess, accountGuess));
                    yield new Outcome.Proven(user, credentials.get().passwordHash(), session);
                }
                guesses.refuse(
                        user.email(),
                        Optional.of(user),
                        !right,
                        new AuditEvent.PasswordRefused(user.id(), session),
                        client,
                        clock.instant());
                yield new Outcome.Wrong();
            }
        };
    }

    /** What a proof is worth by the time that it is relied on. */
    public enum Worth {
        /** The password is the account's, and nothing else of the account changes until the transaction ends. */
        GOOD,
        /** There is another password by now, or it was disabled. */
        WRONG_BY_NOW,
        /** The session was ended, or the account suspended. */
        SIGNED_OUT
    }

    /** What the proof is worth now, inside the transaction that relies on it. */
    public Worth worthOf(Outcome.Proven proof) {
        if (users.proven(proof.user().id(), proof.password(), proof.session())) {
            return Worth.GOOD;
        }
        return users.credentialsIn(proof.session()).isPresent() ? Worth.WRONG_BY_NOW : Worth.SIGNED_OUT;
    }
}
