package dev.sallyport.verifier;

import java.util.Set;

/** What a token's header says: its type, and which key and algorithm it was signed with. */
record AccessTokenHeader(String algorithm, String keyId) {
    /** Nothing else is ever in one of ours: no critical extensions, no keys and no addresses of keys (RFC 8725 §3.10). */
    private static final Set<String> NAMES = Set.of("alg", "typ", "kid");

    static AccessTokenHeader read(Json header, TokenKind kind) throws Rejected {
        if (!header.names().equals(NAMES)) {
            throw new Rejected("header with other members than ours");
        }
        if (!kind.isNamedBy(header.text("typ"))) {
            throw new Rejected("typ of another kind of token");
        }
        return new AccessTokenHeader(header.text("alg"), header.text("kid"));
    }
}
