package dev.sallyport.domain.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When signing keys come and go (NIST SP 800-57 §5.3). It is a function of what is stored alone, so that all instances say the same
 * at the same time. The key that signs is the youngest whose time has come: a key that is to sign at once passes over one that waits.
 *
 * @param every how long a key signs
 * @param publishedAhead how long everybody can know a key before it signs; longer than verifiers keep the published keys
 * @param verifiesFor how long a key verifies after it has signed for the last time; longer than any access token lives
 */
public record KeyRotation(Duration every, Duration publishedAhead, Duration verifiesFor) {
    /** Verifiers may keep the published keys for five minutes, and some fetch them on a schedule of the same length. */
    private static final Duration PUBLISHED_AHEAD = Duration.ofMinutes(15);

    /** How long a key that is to sign at once is known before: for all instances to have read it, a few times over. */
    private static final Duration HEADSTART = Duration.ofSeconds(10);

    /** How far the clocks of instances may be apart, and then some. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    public KeyRotation {
        if (every.compareTo(publishedAhead) <= 0) {
            throw new IllegalArgumentException("a key signs for longer than it is published ahead");
        }
    }

    /**
     * The usual one.
     *
     * @param accessTokenLifetime of the longest-lived access token
     */
    public static KeyRotation of(Duration every, Duration accessTokenLifetime) {
        return new KeyRotation(every, PUBLISHED_AHEAD, accessTokenLifetime.plus(SLACK));
    }

    /** How long all instances can know a key before it signs, where others need not know it ahead. */
    public Duration headstart() {
        return HEADSTART.compareTo(publishedAhead) < 0 ? HEADSTART : publishedAhead;
    }

    /** Where each key is in its life, newest first. The oldest signs even before its time if there is no other. */
    public List<KeyLife> lives(KeySuccession keys) {
        List<KeyLife> lives = new ArrayList<>();
        Instant replacedAt = null;
        for (StoredKey key : keys.newestFirst()) {
            Instant verifiesUntil = replacedAt == null ? null : replacedAt.plus(verifiesFor);
            boolean isOldest = lives.size() + 1 == keys.newestFirst().size();
            boolean mayBegin = isOldest || hasCome(key.activeFrom(), keys.asOf());
            lives.add(new KeyLife(
                    key, stage(replacedAt, verifiesUntil, mayBegin, keys.asOf()), replacedAt, verifiesUntil));
            replacedAt = earlier(replacedAt, key.activeFrom());
        }
        return List.copyOf(lives);
    }

    private static KeyStage stage(
            @Nullable Instant replacedAt, @Nullable Instant verifiesUntil, boolean mayBegin, Instant now) {
        if (replacedAt != null && hasCome(replacedAt, now)) {
            return verifiesUntil != null && hasCome(verifiesUntil, now) ? KeyStage.GONE : KeyStage.VERIFYING;
        }
        return mayBegin ? KeyStage.SIGNING : KeyStage.PUBLISHED;
    }

    private static boolean hasCome(Instant instant, Instant now) {
        return !now.isBefore(instant);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    /**
     * Whether it is time for the next key: ahead of the end of the newest one's time; or as soon as that signs, if it is not what
     * the operator asks for. Hence two instances that are asked for different things take turns, and slowly.
     *
     * @param isAsConfigured whether the newest key is what the operator asks for
     */
    public boolean isDue(KeySuccession keys, boolean isAsConfigured) {
        return keys.newest()
                .map(newest -> hasCome(dueAt(newest, isAsConfigured), keys.asOf()))
                .orElse(true);
    }

    private Instant dueAt(StoredKey newest, boolean isAsConfigured) {
        if (!isAsConfigured) {
            return newest.activeFrom();
        }
        // A secret that the operator gave is theirs to change.
        return newest.key().algorithm() == KeyAlgorithm.HS256
                ? Instant.MAX
                : newest.activeFrom().plus(every).minus(publishedAhead);
    }
}
