package dev.sallyport.verifier;

import java.util.Base64;

/**
 * A signed token taken apart (RFC 7515 §7.1), as far as that goes without a key: exactly three parts, each in the one base64url
 * form without padding that its bytes have, so that no two texts are the same token.
 */
record CompactJws(Json header, Json payload) {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final int PARTS = 3;

    static CompactJws parse(String text) throws Rejected {
        if (text.length() > MAX_LENGTH) {
            throw new Rejected("longer than any of ours");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new Rejected("not in three parts");
        }
        CompactJws parsed = new CompactJws(Json.parseObject(decode(parts[0])), Json.parseObject(decode(parts[1])));
        decode(parts[2]);
        return parsed;
    }

    private static byte[] decode(String part) throws Rejected {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException malformed) {
            throw new Rejected("not base64url");
        }
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new Rejected("not canonical base64url");
        }
        return bytes;
    }
}
