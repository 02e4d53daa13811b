package dev.sallyport.application.signin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.botchallenge.BotGate;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secondfactor.Challenges;
import dev.sallyport.application.session.ClientMemory;
import dev.sallyport.application.session.SessionOpener;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.session.TokenIssuer;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.SignInRefused.Reason;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signs somebody in with their password, or asks them for their second factor. An unknown address, a wrong password and a suspended account look alike from outside: the
 * same answer after the same work (ASVS 6.3.8).
 */
public final class SignIn {
    /** How often it is tried again if the account changed while the password was being checked, such as when another sign-in renewed its hash. */
    private static final int MOST_RETRIES = 2;

    private final Transactor transactor;
    private final Users users;
    private final PasswordHasher hasher;
    private final SignInBudgets budgets;
    private final SessionOpener opener;
    private final TokenIssuer issuer;
    private final PasswordGuesses guesses;
    private final Challenges challenges;
    private final InstantSource clock;

    public SignIn(
            Transactor transactor,
            Users users,
            PasswordHasher hasher,
            RateLimits rateLimits,
            BotGate gate,
            ClientMemory clients,
            SessionOpener opener,
            TokenIssuer issuer,
            PasswordGuesses guesses,
            Challenges challenges,
            InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.hasher = hasher;
        this.budgets = new SignInBudgets(rateLimits, gate, clients);
        this.opener = opener;
        this.issuer = issuer;
        this.guesses = guesses;
        this.challenges = challenges;
        this.clock = clock;
    }

    /**
     * Somebody wants to sign in.
     *
     * @param botChallenge the answer to a challenge, if one was asked for
     */
    public record Command(
            EmailAddress email,
            Password password,
            Client client,
            @Nullable BotChallengeAnswer botChallenge) {
        public Command(EmailAddress email, Password password, Client client) {
            this(email, password, client, null);
        }
    }

    public sealed interface Result {
        record Succeeded(SignedIn signedIn) implements Result {}

        /** The password was right, and a second factor is asked for: go on with {@link AnswerSecondFactor}. */
        record SecondFactorRequired(Challenges.Asked asked) implements Result {}

        /** Unknown address, wrong or disabled password, suspended or deleted account: the caller is not told which. */
        record InvalidCredentials() implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** Too many failed there, or at this account: try again with the answer to a challenge. */
        record ChallengeRequired() implements Result {}

        /** The answer to the challenge is wrong, too late, or was used before. */
        record ChallengeFailed() implements Result {}
    }

    public Result handle(Command command) {
        return switch (budgets.admit(command)) {
            case SignInBudgets.Admission.Limited(var exhausted) -> new Result.Limited(exhausted);
            case SignInBudgets.Admission.ChallengeRequired() -> new Result.ChallengeRequired();
            case SignInBudgets.Admission.ChallengeFailed() -> new Result.ChallengeFailed();
            case SignInBudgets.Admission.Admitted admitted -> {
                Result result = attempt(command, MOST_RETRIES);
                if (result instanceof Result.Succeeded || result instanceof Result.SecondFactorRequired) {
                    budgets.giveBack(admitted);
                }
                yield result;
            }
        };
    }

    private Result attempt(Command command, int triesLeft) {
        Checked checked = hasher.inTurn(() -> check(command));
        if (checked.refusal().isPresent()) {
            return refuse(command, checked.credentials(), checked.refusal().get());
        }
        Instant now = clock.instant();
        Users.Credentials proven = checked.credentials().orElseThrow();
        Optional<Result> done = proven.user().twoFactorEnabled()
                ? ask(proven, command, now).map(Result.SecondFactorRequired::new)
                : open(proven, command, now).map(opened -> new Result.Succeeded(issuer.issue(opened, now)));
        if (done.isPresent()) {
            return done.get();
        }
        return triesLeft > 0
                ? attempt(command, triesLeft - 1)
                : refuse(command, checked.credentials(), Reason.CHANGED_MEANWHILE);
    }

    /** What speaks against it, if anything. */
    private record Checked(Optional<Users.Credentials> credentials, Optional<Reason> refusal) {}

    private Checked check(Command command) {
        Optional<Users.Credentials> credentials = users.credentials(command.email());
        return new Checked(credentials, refusal(credentials, command.password()));
    }

    private Optional<Challenges.Asked> ask(Users.Credentials proven, Command command, Instant now) {
        User user = proven.user();
        PasswordHash known = proven.passwordHash();
        Optional<PasswordHash> renewed = hasher.renewed(command.password(), known);
        return transactor.inTransaction(() -> {
            if (renewed.isPresent() && !users.renewHash(user.id(), known, renewed.get())) {
                return Optional.empty();
            }
            return Optional.of(challenges.ask(user, renewed.orElse(known), command.client(), now));
        });
    }

    private Optional<ActiveSession> open(Users.Credentials proven, Command command, Instant now) {
        UserId user = proven.user().id();
        PasswordHash known = proven.passwordHash();
        Optional<PasswordHash> renewed = hasher.renewed(command.password(), known);
        return transactor.inTransaction(() -> {
            Optional<ActiveSession> opened =
                    opener.open(user, known, Set.of(AuthenticationMethod.PASSWORD), command.client(), now);
            if (opened.isPresent()) {
                renewed.ifPresent(hash -> users.renewHash(user, known, hash));
            }
            return opened;
        });
    }

    private Result refuse(Command command, Optional<Users.Credentials> credentials, Reason reason) {
        Optional<User> owner = credentials.map(Users.Credentials::user);
        guesses.refuse(
                command.email(),
                owner,
                reason == Reason.WRONG_PASSWORD,
                new AuditEvent.SignInRefused(owner.map(User::id), reason),
                command.client(),
                clock.instant());
        return new Result.InvalidCredentials();
    }

    private Optional<Reason> refusal(Optional<Users.Credentials> credentials, Password password) {
        if (credentials.isEmpty()) {
            hasher.verifyNothing(password);
            return Optional.of(Reason.UNKNOWN_ADDRESS);
        }
        Users.Credentials found = credentials.get();
        if (!hasher.verify(password, found.passwordHash())) {
            return Optional.of(Reason.WRONG_PASSWORD);
        }
        if (found.failures().disable()) {
            return Optional.of(Reason.PASSWORD_DISABLED);
        }
        return switch (found.user().status()) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED -> Optional.of(Reason.SUSPENDED);
            case DELETING -> Optional.of(Reason.BEING_DELETED);
        };
    }
}
