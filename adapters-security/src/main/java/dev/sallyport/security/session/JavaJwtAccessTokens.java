package dev.sallyport.security.session;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.SigningKey;
import dev.sallyport.security.keys.SigningKeySet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Access tokens, signed with the key of the moment. Signatures are java-jwt's to make and to check. By default it also accepts a missing {@code exp},
 * any {@code typ}, unknown {@code crit} and members given twice, so everything else is checked here.
 */
public final class JavaJwtAccessTokens implements AccessTokens {
    /** By how much another instance's clock may be ahead of ours. A token that has expired by our clock is never accepted. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final Supplier<SigningKeySet> keys;
    private final String issuer;
    private final String audience;
    private final InstantSource clock;

    /**
     * @param keys asked with every token, so that keys can follow one another; it must not take long
     * @param issuer the {@code iss} of our tokens
     * @param audience the {@code aud} of our tokens
     */
    public JavaJwtAccessTokens(Supplier<SigningKeySet> keys, String issuer, String audience, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
    }

    @Override
    public AccessToken issue(AccessClaims claims) {
        SigningKey signer = keys.get().signer();
        return AccessToken.of(JWT.create()
                .withHeader(Map.of("typ", AccessTokenHeader.TYPE))
                .withKeyId(signer.id())
                .withIssuer(issuer)
                .withSubject(claims.userId().toString())
                .withAudience(audience)
                .withIssuedAt(claims.issuedAt())
                .withExpiresAt(claims.expiresAt())
                .withJWTId(claims.id().toString())
                .withClaim("sid", claims.sessionId().toString())
                .withArrayClaim("amr", texts(claims.methods(), AuthenticationMethod::reference))
                .withClaim("auth_time", claims.authenticatedAt())
                .withArrayClaim("roles", texts(claims.roles(), RoleName::value))
                .withArrayClaim("permissions", texts(claims.permissions(), Permission::value))
                .sign(signer.algorithm()));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().toArray(String[]::new);
    }

    @Override
    public Optional<VerifiedAccessToken> verify(AccessToken presented) {
        try {
            return Optional.of(new VerifiedAccessToken(verified(presented.reveal())));
        } catch (RejectedToken rejected) {
            return Optional.empty();
        }
    }

    /** The reason why not is for tests to see. */
    AccessClaims verified(String token) throws RejectedToken {
        CompactJws jws = CompactJws.parse(token);
        checkSignature(token, AccessTokenHeader.read(jws.header()));
        AccessTokenPayload payload = new AccessTokenPayload(jws.payload());
        payload.checkMeantFor(issuer, audience);
        payload.checkTimely(clock.instant(), LEEWAY);
        return payload.claims();
    }

    private void checkSignature(String token, AccessTokenHeader header) throws RejectedToken {
        Algorithm verifier = keys.get()
                .find(header.keyId())
                .map(SigningKey::algorithm)
                .orElseThrow(() -> new RejectedToken("kid of no key of ours"));
        if (!header.algorithm().equals(verifier.getName())) {
            throw new RejectedToken("alg is not the key's");
        }
        try {
            verifier.verify(JWT.decode(token));
        } catch (JWTDecodeException unreadable) {
            throw new RejectedToken("claims that java-jwt cannot read");
        } catch (SignatureVerificationException forged) {
            throw new RejectedToken("not our signature");
        }
    }

    @Override
    public List<Map<String, String>> publicKeys() {
        return keys.get().published();
    }
}
