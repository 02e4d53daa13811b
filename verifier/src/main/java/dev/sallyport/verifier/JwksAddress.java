package dev.sallyport.verifier;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where keys are fetched from, by HTTPS unless they never leave this host: whoever can alter them can forge tokens. */
record JwksAddress(URI uri) {
    private static final String WELL_KNOWN = "/.well-known/jwks.json";

    /** Names that no resolver has a say in, apart from localhost (RFC 6761 §6.3). */
    private static final Pattern THIS_HOST =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    static URI below(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        try {
            return URI.create(base + WELL_KNOWN);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the issuer is no address: say where the keys are (jwksUri)", malformed);
        }
    }

    static JwksAddress of(URI uri, boolean plainHttpAllowed) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(
                    "the keys' address, and hence an issuer that it is made of, begins with https://");
        }
        if (host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the keys' address has a host, and neither user nor fragment");
        }
        boolean plain = scheme.equals("http")
                && (plainHttpAllowed || THIS_HOST.matcher(host).matches());
        if (!scheme.equals("https") && !plain) {
            throw new IllegalArgumentException("keys are fetched by https, unless plain http is allowed: " + uri);
        }
        return new JwksAddress(uri);
    }
}
