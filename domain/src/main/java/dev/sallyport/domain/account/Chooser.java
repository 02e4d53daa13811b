package dev.sallyport.domain.account;

import org.jspecify.annotations.Nullable;

/**
 * Whoever chooses a password, as far as they are known.
 *
 * @param email of the account, or null as long as that is not known
 * @param name what they want to be called, or null
 */
public record Chooser(
        @Nullable EmailAddress email, @Nullable DisplayName name) {
    /** Whoever has that account. */
    public static Chooser of(User owner) {
        return new Chooser(owner.email(), owner.displayName());
    }

    /** Somebody of whom nothing is known. */
    public static Chooser unknown() {
        return new Chooser(null, null);
    }
}
