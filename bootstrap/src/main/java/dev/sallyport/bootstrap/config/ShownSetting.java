package dev.sallyport.bootstrap.config;

import java.util.Locale;

/**
 * A setting as it may be shown to people: secrets are hidden.
 *
 * @param source where the value comes from
 */
public record ShownSetting(String name, String value, Source source) {
    /** Where a value was said. */
    public enum Source {
        DEFAULT,
        ENVIRONMENT,
        FILE,
        /** AWS Parameter Store. */
        SSM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
