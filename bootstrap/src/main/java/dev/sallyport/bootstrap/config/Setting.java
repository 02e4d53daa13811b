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
    private static final String FIRST_VERSION = "0.1.0";
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

    /** The name under which a file can be given that holds the value. */
    String fileName() {
        return name + FILE_SUFFIX;
    }
}
