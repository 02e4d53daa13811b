package dev.sallyport.application.testing;

import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Access tokens that are looked up instead of verified. */
public final class FakeAccessTokens implements AccessTokens {
    private final Map<String, AccessClaims> issued = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public FakeAccessTokens(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public AccessToken issue(AccessClaims claims) {
        String token = "access-" + claims.id();
        issued.put(token, claims);
        return AccessToken.of(token);
    }

    @Override
    public Optional<VerifiedAccessToken> verify(AccessToken presented) {
        return Optional.ofNullable(issued.get(presented.reveal()))
                .filter(claims -> clock.instant().isBefore(claims.expiresAt()))
                .map(VerifiedAccessToken::new);
    }

    @Override
    public void forget(Predicate<AccessClaims> which) {
        // Nothing is remembered of any.
    }

    @Override
    public List<Map<String, String>> publicKeys() {
        return List.of(
                Map.of("kty", "EC", "crv", "P-256", "kid", "fake", "use", "sig", "alg", "ES256", "x", "", "y", ""));
    }
}
