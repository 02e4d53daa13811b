package dev.sallyport.application.session;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.GenuineRefreshToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges a refresh token for its successor (RFC 9700 §4.14.2). Of many who present the same token at once, one rotates the
 * session; the others, within the grace, get the same successor. Replaying an older one ends the session.
 */
public final class RefreshSession {
    private final Transactor transactor;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final RateLimits rateLimits;
    private final TokenIssuer issuer;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;
    private final SessionPolicy policy;

    public RefreshSession(
            Transactor transactor,
            Sessions sessions,
            RefreshTokens refreshTokens,
            RateLimits rateLimits,
            TokenIssuer issuer,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock,
            SessionPolicy policy) {
        this.transactor = transactor;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.rateLimits = rateLimits;
        this.issuer = issuer;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
        this.policy = policy;
    }

    public record Command(RefreshToken presented, Client client) {}

    public sealed interface Result {
        record Refreshed(SignedIn signedIn) implements Result {}

        /** Forged, expired, ended or replayed: the caller is not told which. */
        record Rejected() implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        Optional<GenuineRefreshToken> genuine = refreshTokens.authenticate(command.presented());
        return switch (rateLimits.take(charges(genuine, command.client()))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed ->
                genuine.map(token -> refresh(token, command.client())).orElseGet(Result.Rejected::new);
        };
    }

    private static List<Charge> charges(Optional<GenuineRefreshToken> token, Client client) {
        Charge request = Charge.apiPerIp(client.address());
        return token.map(genuine -> List.of(request, Charge.refreshPerSession(genuine.sessionId())))
                .orElse(List.of(request));
    }

    private Result refresh(GenuineRefreshToken token, Client client) {
        Instant now = clock.instant();
        return sessions.rotate(token.sessionId(), token.generation(), client, policy)
                .or(() -> transactor.inTransaction(() -> afterLosing(token, client, now)))
                .<Result>map(active -> new Result.Refreshed(issuer.issue(active, now)))
                .orElseGet(Result.Rejected::new);
    }

    /** Somebody else rotated first, or the token is an old one, or the session is over. */
    private Optional<ActiveSession> afterLosing(GenuineRefreshToken token, Client client, Instant now) {
        return sessions.lock(token.sessionId()).flatMap(locked -> switch (locked.session()
                .standingOf(token.generation(), locked.asOf(), policy.reuseGrace())) {
            case JUST_REPLACED ->
                Optional.of(locked)
                        .filter(active ->
                                active.user().isActive() && active.session().satisfies(active.user()));
            case REPLAYED -> {
                endStolen(locked, token, client, now);
                yield Optional.empty();
            }
            case CURRENT, UNKNOWN, OVER -> Optional.empty();
        });
    }

    /** Whether the thief presented the old token or had refreshed before, nobody can tell; so nobody stays. */
    private void endStolen(ActiveSession stolen, GenuineRefreshToken token, Client client, Instant now) {
        Session session = stolen.session();
        User user = stolen.user();
        sessions.end(session.id());
        auditor.record(
                new AuditEvent.RefreshTokenReused(
                        user.id(), session.id(), token.generation(), session.generation(), session.client()),
                client,
                now);
        mailer.enqueue(
                new MailMessage.SessionStolen(user.email(), user.locale(), Device.of(client), client.address(), now),
                null,
                now);
    }
}
