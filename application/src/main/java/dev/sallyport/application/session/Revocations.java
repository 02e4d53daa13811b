package dev.sallyport.application.session;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this instance knows to be revoked. It is consulted with every access token and costs two look-ups in memory. What it knows
 * is forgotten when no token that it could concern is alive any more, so it never holds more than was revoked in one such lifetime.
 */
public final class Revocations {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Map<SessionId, Known> bySession = new ConcurrentHashMap<>();
    private final Map<UserId, Known> byUser = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final SessionPolicy policy;
    private volatile @Nullable Instant current;

    private record Known(Revocation revocation, Instant until) {}

    public Revocations(InstantSource clock, SessionPolicy policy) {
        this.clock = clock;
        this.policy = policy;
    }

    /** Takes note of what was revoked; of several about the same user, the last counts. */
    public void learn(Collection<? extends Revocation> revoked) {
        Instant until = clock.instant().plus(policy.revocationLifetime());
        for (Revocation revocation : revoked) {
            Known known = new Known(revocation, until);
            switch (revocation) {
                case Revocation.SessionEnded(var session) -> bySession.put(session, known);
                case Revocation.RolesChanged(var user, var roles) -> byUser.put(user, known);
                case Revocation.UserShutOut(var user) -> byUser.put(user, known);
            }
        }
    }

    /** Takes note that everything is known that was revoked before that instant. */
    void areCurrentAsOf(Instant instant) {
        current = instant;
    }

    /**
     * Whether a verified token may still be used.
     *
     * @throws ServiceUnavailable if it has been too long since we heard what was revoked
     */
    public boolean allow(VerifiedAccessToken token) {
        if (!areCurrent()) {
            throw new ServiceUnavailable("revocations", RETRY_AFTER, null);
        }
        return !isOlderThanAnyOfOurs(token.claims()) && !concern(token.claims());
    }

    /** Whether we have heard lately enough what was revoked; if not, no token is accepted. */
    public boolean areCurrent() {
        return !areStaleAsOf(clock.instant());
    }

    /** How long it has been since we knew all that was revoked; empty if we never did. */
    public Optional<Duration> lag() {
        return Optional.ofNullable(current).map(last -> Duration.between(last, clock.instant()));
    }

    /** A clock that went back tells nothing of how long it has been. */
    boolean areStaleAsOf(Instant now) {
        Instant last = current;
        return last == null || now.isBefore(last) || now.isAfter(last.plus(policy.revocationMaxLag()));
    }

    /** Tokens that were issued to live for longer than they do now would outlive the memory of their revocation. */
    private boolean isOlderThanAnyOfOurs(AccessClaims claims) {
        return !clock.instant().isBefore(claims.issuedAt().plus(policy.accessTokenLifetime()));
    }

    /** Whether a token was revoked, as far as we have heard. */
    boolean concern(AccessClaims claims) {
        return concerns(bySession.get(claims.sessionId()), claims) || concerns(byUser.get(claims.userId()), claims);
    }

    private static boolean concerns(@Nullable Known known, AccessClaims claims) {
        return known != null && known.revocation().concerns(claims);
    }

    /** Drops what no token can be concerned by any more at that instant, as of which it is current. */
    void forgetOld(Instant now) {
        forgetOld(bySession.values().iterator(), now);
        forgetOld(byUser.values().iterator(), now);
    }

    private static void forgetOld(Iterator<Known> known, Instant now) {
        while (known.hasNext()) {
            if (!now.isBefore(known.next().until())) {
                known.remove();
            }
        }
    }

    /** How many revocations are remembered. */
    public int size() {
        return bySession.size() + byUser.size();
    }

    /** Learns at once that these sessions are over, which this instance has just ended. */
    public void learnEnded(Collection<SessionId> sessions) {
        learn(sessions.stream().map(Revocation.SessionEnded::new).toList());
    }
}
