package dev.sallyport.domain.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must not be seen: it prints as {@code [redacted]}, has no {@code equals}, and leaves only through {@link
 * #reveal()}, whose callers an architecture test lists.
 */
public abstract class Secret {
    private final String value;

    protected Secret(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret cannot be empty");
        }
        this.value = value;
    }

    /** The secret itself; for the few places that hash it, send it or hand it to its owner. */
    public final String reveal() {
        return value;
    }

    /** Whether the other secret has the same text, in a time that does not depend on where they differ. */
    public final boolean matches(Secret other) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public final String toString() {
        return "[redacted]";
    }
}
