package dev.sallyport.verifier;

import java.util.Locale;
import java.util.Set;

/** What an access token's header says: its type, and which key and algorithm it was signed with. */
record AccessTokenHeader(String algorithm, String keyId) {
    private static final String TYPE = "at+jwt";

    /** Nothing else is ever in one of ours: no critical extensions, no keys and no addresses of keys (RFC 8725 §3.10). */
    private static final Set<String> NAMES = Set.of("alg", "typ", "kid");

    /** A media type, hence of any case and with or without its prefix (RFC 9068 §4, RFC 7515 §4.1.9). */
    private static final Set<String> TYPES = Set.of(TYPE, "application/" + TYPE);

    static AccessTokenHeader read(Json header) throws Rejected {
        if (!header.names().equals(NAMES)) {
            throw new Rejected("header with other members than ours");
        }
        if (!TYPES.contains(header.text("typ").toLowerCase(Locale.ROOT))) {
            throw new Rejected("typ of another kind of token");
        }
        return new AccessTokenHeader(header.text("alg"), header.text("kid"));
    }
}
