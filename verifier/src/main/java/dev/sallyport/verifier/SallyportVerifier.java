package dev.sallyport.verifier;

import com.auth0.jwt.JWT;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the access tokens of one Sallyport, without asking it about each (RFC 9068 §4, RFC 8725). One is enough for a whole
 * service: it is safe for use by many threads, and all of them share its keys.
 *
 * <p>Signatures are java-jwt's to check. By default it also accepts a missing {@code exp}, any {@code typ}, unknown {@code crit} and
 * members given twice, so everything else is checked here.
 */
public final class SallyportVerifier {
    private final TokenKind kind;
    private final String issuer;
    private final String audience;
    private final Duration leeway;
    private final KeySource keys;
    private final InstantSource clock;

    SallyportVerifier(
            TokenKind kind, String issuer, String audience, Duration leeway, KeySource keys, InstantSource clock) {
        this.kind = kind;
        this.issuer = issuer;
        this.audience = kind.audience(audience);
        this.leeway = leeway;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A verifier with every setting at its default.
     *
     * @param issuer where your Sallyport is: its {@code JWT_ISSUER}, as in {@code https://auth.example.com}
     */
    public static SallyportVerifier of(String issuer) {
        return builder(issuer).build();
    }

    /**
     * A verifier still to be set up.
     *
     * @param issuer the {@code iss} of the tokens: your Sallyport's {@code JWT_ISSUER}
     */
    public static VerifierBuilder builder(String issuer) {
        return new VerifierBuilder(issuer);
    }

    /**
     * Fetches the keys now, so that the first request need not wait for them.
     *
     * @throws KeysUnavailable if they cannot be had; a later call, or the first request, tries again
     */
    public void warmUp() {
        keys.warmUp();
    }

    /**
     * Verifies what a request's {@code Authorization} header says (RFC 6750 §2.1).
     *
     * @param authorization the header as it came; null if there was none
     * @throws InvalidAccessToken if it is no bearer token, or none that is valid: answer 401
     * @throws KeysUnavailable if that cannot be told at the moment: answer 503
     */
    public VerifiedAccessToken verifyBearer(@Nullable String authorization) {
        return verify(BearerCredentials.token(authorization));
    }

    /**
     * Verifies a token.
     *
     * @throws InvalidAccessToken if it is not valid: answer 401
     * @throws KeysUnavailable if that cannot be told at the moment: answer 503
     */
    public VerifiedAccessToken verify(String token) {
        try {
            CompactJws jws = CompactJws.parse(token);
            checkSignature(token, AccessTokenHeader.read(jws.header(), kind));
            AccessTokenPayload payload = new AccessTokenPayload(jws.payload());
            Instant now = clock.instant();
            payload.checkMeantFor(issuer, audience);
            payload.checkTimely(now, leeway);
            return new VerifiedAccessToken(payload.claims(), now);
        } catch (Rejected rejected) {
            throw InvalidAccessToken.because(rejected.why());
        }
    }

    private void checkSignature(String token, AccessTokenHeader header) throws Rejected {
        VerificationKey key = keys.find(header.keyId()).orElseThrow(() -> new Rejected("kid of no key of ours"));
        if (!header.algorithm().equals(key.algorithm())) {
            throw new Rejected("alg is not the key's");
        }
        try {
            key.verify(JWT.decode(token));
        } catch (JWTDecodeException unreadable) {
            throw new Rejected("claims that java-jwt cannot read");
        } catch (SignatureVerificationException forged) {
            throw new Rejected("not our signature");
        }
    }
}
