package dev.sallyport.application.signin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.session.SessionOpener;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.session.TokenIssuer;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.SignInRefused.Reason;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signs somebody in with their password. An unknown address, a wrong password and a suspended account look alike from outside: the
 * same answer after the same work (ASVS 6.3.8).
 */
public final class SignIn {
    private final Transactor transactor;
    private final Users users;
    private final PasswordHasher hasher;
    private final RateLimits rateLimits;
    private final SessionOpener opener;
    private final TokenIssuer issuer;
    private final Auditor auditor;
    private final InstantSource clock;

    public SignIn(
            Transactor transactor,
            Users users,
            PasswordHasher hasher,
            RateLimits rateLimits,
            SessionOpener opener,
            TokenIssuer issuer,
            Auditor auditor,
            InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.hasher = hasher;
        this.rateLimits = rateLimits;
        this.opener = opener;
        this.issuer = issuer;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(EmailAddress email, Password password, Client client) {}

    public sealed interface Result {
        record Succeeded(SignedIn signedIn) implements Result {}

        /** Unknown address, wrong password or suspended account: the caller is not told which. */
        record InvalidCredentials() implements Result {}

        record Limited(Duration retryAfter) implements Result {}
    }

    public Result handle(Command command) {
        Charge guess = Charge.login(command.email(), command.client().address());
        Charge accountGuess = Charge.loginPerAccount(command.email());
        Charge clientCost = Charge.loginPerIp(command.client().address());
        return switch (rateLimits.take(List.of(clientCost, guess, accountGuess))) {
            case RateLimits.Decision.Limited(var retryAfter) -> new Result.Limited(retryAfter);
            case RateLimits.Decision.Allowed() -> {
                Result result = attempt(command);
                if (result instanceof Result.Succeeded) {
                    rateLimits.giveBack(List.of(guess, accountGuess));
                }
                yield result;
            }
        };
    }

    private Result attempt(Command command) {
        Optional<Users.Credentials> credentials = users.credentials(command.email());
        Optional<UserId> user = credentials.map(found -> found.user().id());
        Optional<Reason> refusal = refusal(credentials, command.password());
        Instant now = clock.instant();
        return refusal.<Result>map(reason -> refuse(user, reason, command.client(), now))
                .orElseGet(() -> open(user.orElseThrow(), command.client(), now));
    }

    private Result open(UserId user, Client client, Instant now) {
        return transactor
                .inTransaction(() -> opener.open(user, Set.of(AuthenticationMethod.PASSWORD), client, now))
                .<Result>map(active -> new Result.Succeeded(issuer.issue(active, now)))
                // Suspended while the password was being checked.
                .orElseGet(() -> refuse(Optional.of(user), Reason.SUSPENDED, client, now));
    }

    private Result refuse(Optional<UserId> user, Reason reason, Client client, Instant now) {
        auditor.record(new AuditEvent.SignInRefused(user, reason), client, now);
        return new Result.InvalidCredentials();
    }

    private Optional<Reason> refusal(Optional<Users.Credentials> credentials, Password password) {
        if (credentials.isEmpty()) {
            hasher.verifyNothing(password);
            return Optional.of(Reason.UNKNOWN_ADDRESS);
        }
        if (!hasher.verify(password, credentials.get().passwordHash())) {
            return Optional.of(Reason.WRONG_PASSWORD);
        }
        return credentials.get().user().isActive() ? Optional.empty() : Optional.of(Reason.SUSPENDED);
    }
}
