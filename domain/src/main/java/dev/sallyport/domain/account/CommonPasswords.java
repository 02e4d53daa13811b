package dev.sallyport.domain.account;

import java.util.OptionalInt;

/** Passwords that many people choose, and the words that they choose them from. May be asked by any number of threads. */
@FunctionalInterface
public interface CommonPasswords {
    /**
     * How common it is: 1 for the most common of all; empty if it is not known to be common.
     *
     * @param text in lower case ({@code Locale.ROOT})
     */
    OptionalInt rank(String text);

    /** No list at all. */
    static CommonPasswords none() {
        return text -> OptionalInt.empty();
    }
}
