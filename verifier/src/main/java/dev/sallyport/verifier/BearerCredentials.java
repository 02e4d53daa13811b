package dev.sallyport.verifier;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a request's {@code Authorization} header (RFC 6750 §2.1). */
final class BearerCredentials {
    /** A token without any scheme, or with another one, shows nobody's wish to be known by a bearer token. */
    private static final Pattern SCHEME = Pattern.compile("(?i:Bearer)( .*)?");

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*)");

    private BearerCredentials() {}

    static String token(@Nullable String authorization) {
        if (authorization == null || !SCHEME.matcher(authorization).matches()) {
            throw InvalidAccessToken.missing();
        }
        Matcher bearer = BEARER.matcher(authorization);
        if (!bearer.matches()) {
            throw InvalidAccessToken.because("malformed bearer token");
        }
        return bearer.group(1);
    }
}
