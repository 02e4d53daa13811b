package dev.sallyport.security.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The operator's secret for signing access tokens with HS256. Its bytes are those of the text in UTF-8, as other JWT libraries take
 * it; it has at least as many as the algorithm's output (RFC 7518 §3.2).
 */
public final class JwtSecret {
    /** The least number of bytes. */
    public static final int MIN_LENGTH = 32;

    /** The 64 hexadecimal digits of 32 random bytes practically never have fewer different ones. */
    private static final int FEWEST_DISTINCT_CHARACTERS = 10;

    /** What random texts contain less than once in a million times, and samples often. */
    private static final List<String> SAMPLES = List.of(
            "secret", "change", "password", "example", "sample", "default", "sallyport", "qwerty", "123456", "abcdef");

    private final byte[] bytes;

    private JwtSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * That text.
     *
     * @throws IllegalArgumentException if it is too short or plainly not random; the message says which, and nothing of the secret
     */
    public static JwtSecret parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_LENGTH) {
            throw new IllegalArgumentException("a secret has at least " + MIN_LENGTH + " bytes, not " + bytes.length);
        }
        if (isWeak(text)) {
            throw new IllegalArgumentException("a secret is a random text, and this is not");
        }
        return new JwtSecret(bytes);
    }

    private static boolean isWeak(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return text.chars().distinct().count() < FEWEST_DISTINCT_CHARACTERS
                || text.chars().anyMatch(Character::isWhitespace)
                || SAMPLES.stream().anyMatch(lower::contains)
                || repeats(text);
    }

    /** Whether its first part stands there again and again. */
    private static boolean repeats(String text) {
        return (text + text).indexOf(text, 1) < text.length();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
