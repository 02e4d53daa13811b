package dev.sallyport.security.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.SigningKeySet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tokens whose signature was found to be ours, so that it need not be checked with every request. They are known by the SHA-256 of their
 * text, since nobody shall find tokens in a memory dump; none is remembered beyond its expiry, nor once the keys have changed.
 */
final class VerifiedTokens {
    /** About a kilobyte each. */
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<ByteBuffer, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Known(VerifiedAccessToken token, SigningKeySet under) {}

    VerifiedTokens(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What was verified before.
     *
     * @param keys those of this moment
     */
    Optional<VerifiedAccessToken> find(ByteBuffer digest, SigningKeySet keys) {
        Known found = known.getIfPresent(digest);
        if (found == null) {
            return Optional.empty();
        }
        if (found.under() != keys
                || !clock.instant().isBefore(found.token().claims().expiresAt())) {
            known.invalidate(digest);
            return Optional.empty();
        }
        return Optional.of(found.token());
    }

    void remember(ByteBuffer digest, VerifiedAccessToken token, SigningKeySet keys) {
        known.put(digest, new Known(token, keys));
    }

    void forget(Predicate<AccessClaims> which) {
        known.asMap().values().removeIf(found -> which.test(found.token().claims()));
    }

    static ByteBuffer digest(AccessToken token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest(token.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
