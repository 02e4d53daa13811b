package dev.sallyport.domain.session;

import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody being signed in at one place. It holds the generation of the one refresh token that may still be exchanged; the token
 * itself is derived from it and never stored.
 *
 * @param generation counts the refreshes; only the token of this generation can be exchanged
 * @param authenticatedAt when the user last proved who they are in this session (the {@code auth_time} claim)
 * @param rotatedAt when this generation began: when the client last let hear of it
 * @param expiresAt when the session ends unless it is refreshed; never later than {@code endsAt}
 * @param endsAt when the session ends however often it is refreshed
 * @param endedAt when somebody ended it, or null
 * @param client who opened or last refreshed it
 */
public record Session(
        SessionId id,
        UserId userId,
        long generation,
        Set<AuthenticationMethod> methods,
        Instant authenticatedAt,
        Instant openedAt,
        Instant rotatedAt,
        Instant expiresAt,
        Instant endsAt,
        @Nullable Instant endedAt,
        Client client) {
    public Session {
        methods = Set.copyOf(methods);
        if (expiresAt.isAfter(endsAt)) {
            throw new IllegalArgumentException("a session cannot be idle for longer than it lives");
        }
    }

    /** A session that begins now. */
    public static Session begin(NewSession wanted, Instant now, SessionPolicy policy) {
        Instant endsAt = now.plus(policy.maxAge());
        return new Session(
                wanted.id(),
                wanted.userId(),
                0,
                wanted.methods(),
                now,
                now,
                now,
                policy.idleExpiry(now, endsAt),
                endsAt,
                null,
                wanted.client());
    }

    /** What a genuine refresh token of some generation is worth. */
    public enum Standing {
        /** The one that may be exchanged. */
        CURRENT,
        /** Replaced a moment ago: two tabs, or an answer that got lost. It gets the same successor once more. */
        JUST_REPLACED,
        /** Replaced longer ago: somebody else may hold it, so the session must end. */
        REPLAYED,
        /** Of a generation that has not begun, as after restoring a backup. */
        UNKNOWN,
        /** The session is over. */
        OVER
    }

    /** Judges a genuine token of the presented generation. */
    public Standing standingOf(long presented, Instant now, Duration reuseGrace) {
        if (isOver(now)) {
            return Standing.OVER;
        }
        if (presented == generation) {
            return Standing.CURRENT;
        }
        if (presented > generation) {
            return Standing.UNKNOWN;
        }
        boolean justReplaced =
                presented == generation - 1 && !reuseGrace.isZero() && now.isBefore(rotatedAt.plus(reuseGrace));
        return justReplaced ? Standing.JUST_REPLACED : Standing.REPLAYED;
    }

    /** Whether it was ended or has expired; the expiry instant is already expired. */
    public boolean isOver(Instant now) {
        return endedAt != null || !now.isBefore(expiresAt);
    }

    /** When it was ended or, if nobody did, expires. */
    public Instant overAt() {
        return endedAt == null ? expiresAt : endedAt;
    }

    /** The same session in its next generation, refreshed by that client. */
    public Session rotated(Instant now, Client by, SessionPolicy policy) {
        return new Session(
                id,
                userId,
                generation + 1,
                methods,
                authenticatedAt,
                openedAt,
                now,
                policy.idleExpiry(now, endsAt),
                endsAt,
                endedAt,
                by);
    }

    /** The same session once its user has proven more, or once more, who they are. */
    public Session authenticated(Set<AuthenticationMethod> by, Instant at) {
        return new Session(id, userId, generation, by, at, openedAt, rotatedAt, expiresAt, endsAt, endedAt, client);
    }

    /** Whether it holds whatever its user must prove besides the password. */
    public boolean satisfies(User user) {
        return !user.twoFactorEnabled() || methods.contains(AuthenticationMethod.MULTIPLE_FACTORS);
    }

    public Session endedAt(Instant now) {
        return new Session(
                id, userId, generation, methods, authenticatedAt, openedAt, rotatedAt, expiresAt, endsAt, now, client);
    }
}
