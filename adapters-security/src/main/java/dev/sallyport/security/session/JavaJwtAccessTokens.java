package dev.sallyport.security.session;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
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
import dev.sallyport.verifier.VerifierBuilder;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Access tokens, signed by java-jwt with the key of the moment, and verified as every other service verifies them. */
public final class JavaJwtAccessTokens implements AccessTokens {
    private static final String TYPE = "at+jwt";

    /** Neither this type nor this audience is an access token's, so that whoever checks only one of them refuses what is good for enrolling alone. */
    private static final String ENROLMENT_TYPE = "enrollment+jwt";

    private static final String ENROLMENT_AUDIENCE_SUFFIX = "#second-factor-enrollment";

    /**
     * What issuer, audience, roles and permissions may take together. Encoded, with the rest and a signature, that is less than 6 KiB: of the
     * 8 KiB that servers commonly read of all headers together, ours among them, it leaves something for the others.
     */
    private static final int MOST_CHARACTERS = 3_600;

    /** The quotes around a text, and the comma behind it. */
    private static final int PUNCTUATION = 3;

    private final Supplier<SigningKeySet> keys;
    private final SallyportVerifier verifier;
    private final SallyportVerifier enrolmentVerifier;
    private final VerifiedTokens verified;
    private final String issuer;
    private final String audience;
    private final int maxPermissions;

    /**
     * @param keys asked with every token, so that keys can follow one another; it must not take long
     * @param issuer the {@code iss} of our tokens
     * @param audience the {@code aud} of our tokens
     * @param maxPermissions how many permissions a token lists at the most; if there are more, it does not say which
     */
    public JavaJwtAccessTokens(
            Supplier<SigningKeySet> keys, String issuer, String audience, int maxPermissions, InstantSource clock) {
        this.keys = keys;
        this.verifier = verifierOf(keys, issuer, audience, clock).build();
        this.enrolmentVerifier =
                verifierOf(keys, issuer, audience, clock).enrollmentTokens().build();
        this.verified = new VerifiedTokens(clock);
        this.issuer = issuer;
        this.audience = audience;
        this.maxPermissions = maxPermissions;
    }

    private static VerifierBuilder verifierOf(
            Supplier<SigningKeySet> keys, String issuer, String audience, InstantSource clock) {
        return SallyportVerifier.builder(issuer)
                .audience(audience)
                .keys(id -> keys.get().find(id).map(SigningKey::verificationKey))
                .clock(clock);
    }

    @Override
    public AccessToken issue(AccessClaims claims) {
        return switch (claims.scope()) {
            case FULL -> sign(claims, TYPE, audience, claims.roles(), claims.permissions());
            case ENROLMENT -> sign(claims, ENROLMENT_TYPE, audience + ENROLMENT_AUDIENCE_SUFFIX, Set.of(), Set.of());
        };
    }

    private AccessToken sign(
            AccessClaims claims, String type, String aud, Set<RoleName> roles, Set<Permission> permissions) {
        SigningKey signer = keys.get().signer();
        JWTCreator.Builder token = JWT.create()
                .withHeader(Map.of("typ", type))
                .withKeyId(signer.id())
                .withIssuer(issuer)
                .withSubject(claims.userId().toString())
                .withAudience(aud)
                .withIssuedAt(claims.issuedAt())
                .withExpiresAt(claims.expiresAt())
                .withJWTId(claims.id().toString())
                .withClaim("sid", claims.sessionId().toString())
                .withArrayClaim("amr", texts(claims.methods(), AuthenticationMethod::reference))
                .withClaim("acr", claims.assurance())
                .withClaim("auth_time", claims.authenticatedAt())
                .withArrayClaim("roles", texts(roles, RoleName::value));
        if (fit(roles, permissions)) {
            token.withArrayClaim("permissions", texts(permissions, Permission::value));
        }
        return AccessToken.of(token.sign(signer.algorithm()));
    }

    /** Whether a token with them stays of a size that headers can carry and verifiers read. */
    private boolean fit(Set<RoleName> roles, Set<Permission> permissions) {
        int length = Stream.concat(
                        roles.stream().map(RoleName::value),
                        permissions.stream().map(Permission::value))
                .mapToInt(text -> text.length() + PUNCTUATION)
                .sum();
        return permissions.size() <= maxPermissions && length <= MOST_CHARACTERS - issuer.length() - audience.length();
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

    /** At most one of the two gets as far as the signature, since the type is looked at before. */
    private Optional<VerifiedAccessToken> verifyAnew(AccessToken presented) {
        return verifyBy(verifier, presented, AccessClaims.Scope.FULL)
                .or(() -> verifyBy(enrolmentVerifier, presented, AccessClaims.Scope.ENROLMENT));
    }

    private static Optional<VerifiedAccessToken> verifyBy(
            SallyportVerifier verifier, AccessToken presented, AccessClaims.Scope scope) {
        try {
            return VerifiedClaims.of(verifier.verify(presented.reveal()), scope).map(VerifiedAccessToken::new);
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
