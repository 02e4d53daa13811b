package dev.sallyport.verifier;

/** There is no access token, or it is forged, expired or meant for somebody else: 401. */
public final class InvalidAccessToken extends AccessRefused {
    private static final long serialVersionUID = 1L;

    private InvalidAccessToken(String why, String challenge) {
        super(why, Answer.challenge(401, challenge), null);
    }

    static InvalidAccessToken because(String why) {
        return new InvalidAccessToken(why, "Bearer error=\"invalid_token\"");
    }

    /** Whoever shows nothing is not told of an error, but only what to show (RFC 6750 §3.1). */
    static InvalidAccessToken missing() {
        return new InvalidAccessToken("no bearer token", "Bearer");
    }
}
