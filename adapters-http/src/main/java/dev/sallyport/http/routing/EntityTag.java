package dev.sallyport.http.routing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What a body is recognised by (RFC 9110 §8.8.3): a strong tag, the same on every instance for the same bytes. */
record EntityTag(String opaque) {
    private static final int LENGTH = 16;

    /** One or more entity tags; commas may be in them, too. */
    private static final Pattern LISTED = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    static EntityTag of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, LENGTH)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    /** The tag that stands in a header of ours. */
    static EntityTag parse(String header) {
        return new EntityTag(header.substring(1, header.length() - 1));
    }

    /**
     * Whether a caller who sends these {@code If-None-Match} has the body already (RFC 9110 §13.1.2). Weak and strong tags are alike
     * here; what is no tag is none that we gave.
     */
    boolean isAmong(List<String> ifNoneMatch) {
        return ifNoneMatch.stream().anyMatch(field -> field.strip().equals("*") || lists(field));
    }

    /** Whether a caller who sends these {@code If-Match} means the body (RFC 9110 §13.1.1). A weak tag never does. */
    boolean isStronglyAmong(List<String> ifMatch) {
        return ifMatch.stream()
                .anyMatch(field -> field.strip().equals("*")
                        || LISTED.matcher(field)
                                .results()
                                .anyMatch(tag -> tag.group().equals(toString())));
    }

    private boolean lists(String field) {
        return LISTED.matcher(field).results().anyMatch(tag -> tag.group(1).equals(opaque));
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return "\"" + opaque + "\"";
    }
}
