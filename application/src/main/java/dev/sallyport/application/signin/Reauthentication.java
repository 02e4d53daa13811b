package dev.sallyport.application.signin;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secondfactor.FactorCheck;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Asks somebody who is signed in to prove once more who they are, before something that a thief of the session must not do (ASVS 7.5.1): by their
 * password, and their second factor if they have one, or by having done so a moment ago. It costs the same budgets as a sign-in, and what is wrong counts the same.
 */
public final class Reauthentication {
    private final Users users;
    private final PasswordHasher hasher;
    private final SecondFactors secondFactors;
    private final FactorCheck factorCheck;
    private final RateLimits rateLimits;
    private final PasswordGuesses guesses;
    private final InstantSource clock;
    private final Duration maxAge;

    /**
     * Asks by these rules.
     *
     * @param maxAge for how long after proving it nobody is asked again
     */
    public Reauthentication(
            Users users,
            PasswordHasher hasher,
            SecondFactors secondFactors,
            FactorCheck factorCheck,
            RateLimits rateLimits,
            PasswordGuesses guesses,
            InstantSource clock,
            Duration maxAge) {
        this.users = users;
        this.hasher = hasher;
        this.secondFactors = secondFactors;
        this.factorCheck = factorCheck;
        this.rateLimits = rateLimits;
        this.guesses = guesses;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /**
     * What somebody gives to prove who they are.
     *
     * @param answer of their second factor
     */
    public record Evidence(Optional<Password> password, Optional<FactorAnswer> answer) {
        /** Nothing, where a moment ago is enough. */
        public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty());

        public static Evidence of(Password password) {
            return new Evidence(Optional.of(password), Optional.empty());
        }

        public static Evidence of(Password password, FactorAnswer answer) {
            return new Evidence(Optional.of(password), Optional.of(answer));
        }
    }

    public sealed interface Outcome {
        /**
         * They are who they are. What was proven may change at any moment: ask {@link Reauthentication#objection} inside the transaction that relies on it.
         *
         * @param password the hash of the password that they have
         * @param factor what is to be spent of the second factor
         */
        record Proven(User user, PasswordHash password, Optional<FactorCheck.Outcome.Proven> factor, SessionId session)
                implements Outcome {}

        record Refused(Refusal why) implements Outcome {}
    }

    /** Why it is not proven who somebody is. */
    public sealed interface Refusal {
        /** The password was wrong, or has been disabled by too many wrong ones. */
        record WrongPassword() implements Refusal {}

        /** The answer to the question for a second factor was wrong, or was used before. */
        record WrongCode() implements Refusal {}

        /**
         * Too little was given, and the last time is too long ago.
         *
         * @param factor whether the second factor is asked for too
         */
        record ProofRequired(boolean factor) implements Refusal {}

        record Limited(Budget exhausted) implements Refusal {}

        /** The session was ended, or the account suspended, since the token was issued. */
        record SignedOut() implements Refusal {}
    }

    /** Checks the evidence. It hashes, so it is never called inside a transaction. */
    public Outcome prove(VerifiedAccessToken caller, Evidence evidence, Client client) {
        SessionId session = caller.claims().sessionId();
        Optional<Users.Credentials> credentials = users.credentialsIn(session);
        if (credentials.isEmpty()) {
            return new Outcome.Refused(new Refusal.SignedOut());
        }
        Users.Credentials known = credentials.get();
        Optional<Refusal> objection = evidence.password().isPresent()
                ? judge(known, evidence.password().get(), session, client)
                : Optional.empty();
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        return evidence.password().isPresent()
                        && evidence.answer().isPresent()
                        && known.user().twoFactorEnabled()
                ? judge(known, evidence.answer().get(), session, client)
                : withoutFactor(known, caller.claims(), evidence);
    }

    private Outcome withoutFactor(Users.Credentials known, AccessClaims caller, Evidence evidence) {
        User user = known.user();
        boolean enough = evidence.password().isPresent() && !user.twoFactorEnabled();
        return enough || isRecent(caller, user)
                ? new Outcome.Proven(user, known.passwordHash(), Optional.empty(), caller.sessionId())
                : new Outcome.Refused(new Refusal.ProofRequired(user.twoFactorEnabled()));
    }

    /** Whether they have proven all that they could, a moment ago. */
    private boolean isRecent(AccessClaims caller, User user) {
        AuthenticationMethod needed =
                user.twoFactorEnabled() ? AuthenticationMethod.MULTIPLE_FACTORS : AuthenticationMethod.PASSWORD;
        return caller.methods().contains(needed)
                && clock.instant().isBefore(caller.authenticatedAt().plus(maxAge));
    }

    private Optional<Refusal> judge(Users.Credentials known, Password password, SessionId session, Client client) {
        User user = known.user();
        Charge guess = Charge.login(user.email(), client.address());
        Charge accountGuess = Charge.reauthentication(user.id());
        // Never given back: whoever knows a password could have it hashed without end.
        Charge clientCost = Charge.loginPerIp(client.address());
        return switch (rateLimits.take(List.of(clientCost, guess, accountGuess))) {
            case RateLimits.Decision.Limited(var exhausted) -> Optional.of(new Refusal.Limited(exhausted));
            case RateLimits.Decision.Allowed allowed -> {
                boolean right = hasher.verify(password, known.passwordHash());
                if (right && !known.failures().disable()) {
                    rateLimits.giveBack(List.of(guess, accountGuess));
                    yield Optional.empty();
                }
                guesses.refuse(
                        user.email(),
                        Optional.of(user),
                        !right,
                        new AuditEvent.PasswordRefused(user.id(), session),
                        client,
                        clock.instant());
                yield Optional.of(new Refusal.WrongPassword());
            }
        };
    }

    private Outcome judge(Users.Credentials known, FactorAnswer answer, SessionId session, Client client) {
        User user = known.user();
        return switch (factorCheck.check(user, secondFactors.of(user.id()), answer, client)) {
            case FactorCheck.Outcome.Wrong() -> new Outcome.Refused(new Refusal.WrongCode());
            case FactorCheck.Outcome.Limited(var exhausted) -> new Outcome.Refused(new Refusal.Limited(exhausted));
            case FactorCheck.Outcome.Proven proven ->
                new Outcome.Proven(user, known.passwordHash(), Optional.of(proven), session);
        };
    }

    /**
     * What speaks by now against relying on a proof. Ask it inside the transaction that does so: if nothing does, nothing else of the account changes until
     * that ends, and what there is to be spent is spent.
     */
    public Optional<Refusal> objection(Outcome.Proven proof, Client client, Instant now) {
        User user = proof.user();
        if (!users.proven(user.id(), proof.password(), proof.session())) {
            return Optional.of(
                    users.credentialsIn(proof.session()).isPresent()
                            ? new Refusal.WrongPassword()
                            : new Refusal.SignedOut());
        }
        if (proof.factor().isPresent()) {
            FactorCheck.Outcome.Proven factor = proof.factor().get();
            if (!secondFactors.spend(user.id(), factor.proof(), now)) {
                return Optional.of(new Refusal.WrongCode());
            }
            factorCheck.tellOfUse(user, factor, client, now);
        }
        return Optional.empty();
    }
}
