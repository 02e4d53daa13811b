package dev.sallyport.verifier;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How a {@link SallyportVerifier} is to be. Every setting has a default; all of them are checked when it is built. */
public final class VerifierBuilder {
    private static final Duration MAX_LEEWAY = Duration.ofSeconds(60);

    private final String issuer;
    private String audience;
    private Duration leeway = Duration.ofSeconds(30);
    private InstantSource clock = InstantSource.system();
    private @Nullable KeySource keys;
    private @Nullable URI jwksUri;
    private @Nullable HttpClient httpClient;
    private boolean plainHttpAllowed;
    private Duration timeout = Duration.ofSeconds(3);
    private Duration keepKeys = Duration.ofHours(24);
    private TokenKind kind = TokenKind.ACCESS;

    VerifierBuilder(String issuer) {
        this.issuer = issuer;
        this.audience = issuer;
    }

    /** The {@code aud} of the tokens: your Sallyport's {@code JWT_AUDIENCE}. Default: the issuer, as it is there. */
    public VerifierBuilder audience(String value) {
        this.audience = value;
        return this;
    }

    /** Where the keys are. Default: {@code /.well-known/jwks.json} below the issuer. */
    public VerifierBuilder jwksUri(URI value) {
        this.jwksUri = value;
        return this;
    }

    /**
     * By how much Sallyport's clock may be ahead of ours, from none to 60 seconds; default 30. A token that has expired by our
     * clock is never accepted: its lifetime is somebody's limit, and its holder can refresh it at any time.
     */
    public VerifierBuilder leeway(Duration value) {
        this.leeway = value;
        return this;
    }

    /** How long a fetch of the keys may take, and a request wait for it, altogether; default 3 seconds. */
    public VerifierBuilder timeout(Duration value) {
        this.timeout = value;
        return this;
    }

    /**
     * How long the keys go on being used while Sallyport cannot be reached; default 24 hours. So long, too, may a key that was
     * withdrawn be accepted.
     */
    public VerifierBuilder keepKeysFor(Duration value) {
        this.keepKeys = value;
        return this;
    }

    /** What fetches the keys, for proxies and certificates of your own. It must not follow redirects. Default: a new one. */
    public VerifierBuilder httpClient(HttpClient value) {
        this.httpClient = value;
        return this;
    }

    /**
     * Fetches the keys by plain HTTP from hosts other than this one. Whoever is in between can then forge tokens: only for networks
     * that are encrypted underneath.
     */
    public VerifierBuilder allowPlainHttp() {
        this.plainHttpAllowed = true;
        return this;
    }

    /** What time it is. Default: the system's clock. */
    public VerifierBuilder clock(InstantSource value) {
        this.clock = value;
        return this;
    }

    /**
     * The secret that a Sallyport with {@code JWT_ALGORITHM=HS256} signs with ({@code JWT_SECRET}), in place of fetched keys. Whoever
     * knows it can make tokens, not only verify them.
     *
     * @throws IllegalArgumentException if it has fewer than 32 bytes
     */
    public VerifierBuilder sharedSecret(byte[] value) {
        this.keys = new SharedSecret(VerificationKey.hs256(value));
        return this;
    }

    /** Keys from somewhere else, in place of fetched ones. */
    public VerifierBuilder keys(KeySource value) {
        this.keys = value;
        return this;
    }

    /**
     * Accepts enrollment tokens instead of access tokens: those of users who must have a second factor, have none yet, and may do nothing
     * but enrol one. That is done at Sallyport, so no other service has a use for this.
     */
    public VerifierBuilder enrollmentTokens() {
        this.kind = TokenKind.ENROLLMENT;
        return this;
    }

    /**
     * The verifier. It fetches nothing yet.
     *
     * @throws IllegalArgumentException if a setting cannot be; the message says which and why
     */
    public SallyportVerifier build() {
        require(!issuer.isBlank() && !audience.isBlank(), "issuer and audience must not be blank");
        require(keys == null || jwksUri == null, "keys are fetched or given, not both");
        require(!leeway.isNegative() && leeway.compareTo(MAX_LEEWAY) <= 0, "leeway is 0 to 60 seconds");
        return new SallyportVerifier(kind, issuer, audience, leeway, keys == null ? fetchedKeys() : keys, clock);
    }

    private KeySource fetchedKeys() {
        require(!timeout.isNegative() && !timeout.isZero(), "timeout is longer than nothing");
        require(!keepKeys.isNegative(), "keepKeysFor is not negative");
        JwksEndpoint endpoint = new JwksEndpoint(address(), httpClient == null ? client() : httpClient, timeout);
        return new JwksKeys(endpoint, keepKeys, clock);
    }

    private JwksAddress address() {
        URI uri = jwksUri == null ? JwksAddress.below(issuer) : jwksUri;
        return JwksAddress.of(uri, plainHttpAllowed);
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
