package dev.sallyport.bootstrap.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator can choose, with what the documentation says of it.
 *
 * @param fallback what it is if nothing is said; null where there is nothing, or where another setting decides
 * @param fallbackShown the same in words, for people
 * @param since the version that first obeys it
 */
record Setting<T>(
        String name,
        Group group,
        ValueType<T> type,
        @Nullable String fallback,
        String fallbackShown,
        String meaning,
        String since) {
    /** What is not there yet has no default that would be in force. */
    private static final String NO_DEFAULT = "–";

    private static final String FIRST_VERSION = "0.1.0";
    private static final String NOT_YET = "not yet";
    private static final String FILE_SUFFIX = "_FILE";

    static <T> Setting<T> of(String name, Group group, ValueType<T> type, String fallback, String meaning) {
        return new Setting<>(name, group, type, fallback, "`" + fallback + "`", meaning, FIRST_VERSION);
    }

    /**
     * @param otherwise what happens if nothing is said, in words
     */
    static <T> Setting<T> optional(String name, Group group, ValueType<T> type, String otherwise, String meaning) {
        return new Setting<>(name, group, type, null, otherwise, meaning, FIRST_VERSION);
    }

    /**
     * Part of the contract, but not of this version: refused, so that nobody relies on it in vain.
     *
     * @param fallback the default that it will have, and until then the only value that is let pass
     */
    static Setting<String> announced(String name, Group group, String fallback, String meaning) {
        return new Setting<>(name, group, new Announced(fallback), null, NO_DEFAULT, meaning, NOT_YET);
    }

    /** Like {@link #announced(String, Group, String, String)}, where there is no such value. */
    static Setting<String> announced(String name, Group group, String meaning) {
        return new Setting<>(name, group, new Announced(""), null, NO_DEFAULT, meaning, NOT_YET);
    }

    /** Whether this version has nothing to obey it with. */
    boolean isAnnounced() {
        return since.equals(NOT_YET);
    }

    /** The name under which a file can be given that holds the value. */
    String fileName() {
        return name + FILE_SUFFIX;
    }

    private record Announced(String onlyValue) implements ValueType<String> {
        @Override
        public String read(String text) throws Unreadable {
            if (text.equals(onlyValue)) {
                return text;
            }
            throw new Unreadable(
                    "is not supported by this version",
                    onlyValue.isEmpty() ? "Remove it." : "Remove it, or leave it at " + onlyValue + ".");
        }
    }
}
