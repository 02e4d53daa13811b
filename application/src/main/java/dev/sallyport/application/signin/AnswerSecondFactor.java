package dev.sallyport.application.signin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secondfactor.Challenges;
import dev.sallyport.application.secondfactor.FactorCheck;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.SessionOpener;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.session.TokenIssuer;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes on with a sign-in whose password was proven, by a second factor. Who signs in is known from the challenge alone. */
public final class AnswerSecondFactor {
    private final Transactor transactor;
    private final SignInChallenges waiting;
    private final Challenges challenges;
    private final FactorCheck check;
    private final RateLimits rateLimits;
    private final SessionOpener opener;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    public AnswerSecondFactor(
            Transactor transactor,
            SignInChallenges waiting,
            Challenges challenges,
            FactorCheck check,
            RateLimits rateLimits,
            SessionOpener opener,
            TokenIssuer issuer,
            InstantSource clock) {
        this.transactor = transactor;
        this.waiting = waiting;
        this.challenges = challenges;
        this.check = check;
        this.rateLimits = rateLimits;
        this.opener = opener;
        this.issuer = issuer;
        this.clock = clock;
    }

    public record Command(LinkToken challenge, FactorAnswer answer, Client client) {}

    public sealed interface Result {
        record Succeeded(SignedIn signedIn) implements Result {}

        /** It is wrong, or was used before. */
        record WrongCode() implements Result {}

        /** Unknown, expired, used or tried too often; or the account was suspended, or its password or factor changed: sign in from the beginning. */
        record InvalidChallenge() implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> attempt(command);
        };
    }

    private Result attempt(Command command) {
        SecretDigest challenge = challenges.digest(command.challenge());
        Optional<SignInChallenges.Attempt> found = waiting.attempt(
                        challenge, SecondFactorPolicy.MOST_TRIES, clock.instant())
                .filter(challenges::stands);
        if (found.isEmpty()) {
            return new Result.InvalidChallenge();
        }
        SignInChallenges.Attempt attempt = found.get();
        return switch (check.check(attempt.user(), attempt.factors(), command.answer(), command.client())) {
            case FactorCheck.Outcome.Wrong() -> new Result.WrongCode();
            case FactorCheck.Outcome.Limited(var exhausted) -> new Result.Limited(exhausted);
            case FactorCheck.Outcome.Proven proven -> complete(challenge, attempt, proven, command.client());
        };
    }

    private Result complete(
            SecretDigest challenge,
            SignInChallenges.Attempt attempt,
            FactorCheck.Outcome.Proven proven,
            Client client) {
        Instant now = clock.instant();
        FactorKind kind = proven.proof().kind();
        Completed completed = transactor.inTransaction(() -> {
            if (!waiting.complete(challenge, proven.proof(), now)) {
                return new Completed(false, Optional.empty());
            }
            Optional<ActiveSession> opened =
                    opener.open(attempt.user().id(), attempt.password(), methods(kind), client, now);
            check.tellOfUse(attempt.user(), proven, client, now);
            return new Completed(true, opened);
        });
        if (!completed.spent()) {
            check.refuse(attempt.user(), kind, client);
            return new Result.WrongCode();
        }
        return completed
                .session()
                .<Result>map(opened -> new Result.Succeeded(issuer.issue(opened, now)))
                .orElseGet(Result.InvalidChallenge::new);
    }

    /** What the transaction decided; tokens are signed after it. */
    private record Completed(boolean spent, Optional<ActiveSession> session) {}

    private static Set<AuthenticationMethod> methods(FactorKind kind) {
        Set<AuthenticationMethod> methods = EnumSet.of(AuthenticationMethod.PASSWORD);
        methods.addAll(kind.methods());
        return methods;
    }
}
