package dev.sallyport.security.session;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.SigningKey;
import dev.sallyport.verifier.InvalidAccessToken;
import dev.sallyport.verifier.SallyportVerifier;
import dev.sallyport.verifier.VerificationKey;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Access tokens signed with ES256 by java-jwt, and verified as every other service verifies them. */
public final class JavaJwtAccessTokens implements AccessTokens {
    private static final String TYPE = "at+jwt";

    private final String signerId;
    private final Algorithm signer;
    private final SallyportVerifier verifier;
    private final List<Map<String, String>> publicKeys;
    private final String issuer;
    private final String audience;

    /**
     * @param keys newest first: that one signs, all of them verify
     * @param issuer the {@code iss} of our tokens
     * @param audience the {@code aud} of our tokens
     */
    public JavaJwtAccessTokens(List<SigningKey> keys, String issuer, String audience, InstantSource clock) {
        SigningKey newest = keys.getFirst();
        this.signerId = newest.id();
        this.signer = Algorithm.ECDSA256(newest.privateKey());
        Map<String, VerificationKey> verifiers = new HashMap<>();
        keys.forEach(key -> verifiers.put(key.id(), VerificationKey.es256(key.publicKey())));
        this.verifier = SallyportVerifier.builder(issuer)
                .audience(audience)
                .keys(id -> Optional.ofNullable(verifiers.get(id)))
                .clock(clock)
                .build();
        this.publicKeys =
                keys.stream().map(key -> Jwk.of(key, signer.getName())).toList();
        this.issuer = issuer;
        this.audience = audience;
    }

    @Override
    public AccessToken issue(AccessClaims claims) {
        return AccessToken.of(JWT.create()
                .withHeader(Map.of("typ", TYPE))
                .withKeyId(signerId)
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
                .sign(signer));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().toArray(String[]::new);
    }

    @Override
    public Optional<VerifiedAccessToken> verify(AccessToken presented) {
        try {
            return VerifiedClaims.of(verifier.verify(presented.reveal())).map(VerifiedAccessToken::new);
        } catch (InvalidAccessToken rejected) {
            return Optional.empty();
        }
    }

    @Override
    public List<Map<String, String>> publicKeys() {
        return publicKeys;
    }
}
