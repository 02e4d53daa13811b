package dev.sallyport.security.session;

import com.auth0.jwt.JWT;
import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.SigningKey;
import dev.sallyport.security.keys.SigningKeySet;
import dev.sallyport.verifier.InvalidAccessToken;
import dev.sallyport.verifier.SallyportVerifier;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Access tokens, signed by java-jwt with the key of the moment, and verified as every other service verifies them. */
public final class JavaJwtAccessTokens implements AccessTokens {
    private static final String TYPE = "at+jwt";

    private final Supplier<SigningKeySet> keys;
    private final SallyportVerifier verifier;
    private final VerifiedTokens verified;
    private final String issuer;
    private final String audience;

    /**
     * @param keys asked with every token, so that keys can follow one another; it must not take long
     * @param issuer the {@code iss} of our tokens
     * @param audience the {@code aud} of our tokens
     */
    public JavaJwtAccessTokens(Supplier<SigningKeySet> keys, String issuer, String audience, InstantSource clock) {
        this.keys = keys;
        this.verifier = SallyportVerifier.builder(issuer)
                .audience(audience)
                .keys(id -> keys.get().find(id).map(SigningKey::verificationKey))
                .clock(clock)
                .build();
        this.verified = new VerifiedTokens(clock);
        this.issuer = issuer;
        this.audience = audience;
    }

    @Override
    public AccessToken issue(AccessClaims claims) {
        SigningKey signer = keys.get().signer();
        return AccessToken.of(JWT.create()
                .withHeader(Map.of("typ", TYPE))
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
        SigningKeySet current = keys.get();
        ByteBuffer digest = VerifiedTokens.digest(presented);
        return verified.find(digest, current).or(() -> {
            Optional<VerifiedAccessToken> token = verifyAnew(presented);
            token.ifPresent(found -> verified.remember(digest, found, current));
            return token;
        });
    }

    private Optional<VerifiedAccessToken> verifyAnew(AccessToken presented) {
        try {
            return VerifiedClaims.of(verifier.verify(presented.reveal())).map(VerifiedAccessToken::new);
        } catch (InvalidAccessToken rejected) {
            return Optional.empty();
        }
    }

    @Override
    public void forget(Predicate<AccessClaims> which) {
        verified.forget(which);
    }

    @Override
    public List<Map<String, String>> publicKeys() {
        return keys.get().published();
    }
}
