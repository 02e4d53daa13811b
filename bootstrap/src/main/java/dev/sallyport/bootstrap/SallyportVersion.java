package dev.sallyport.bootstrap;

import java.util.Objects;

/** Which version this is, as the jar says. */
public final class SallyportVersion {
    private SallyportVersion() {}

    /** A version, or a word that says that there is no jar. */
    public static String running() {
        return Objects.requireNonNullElse(
                SallyportVersion.class.getPackage().getImplementationVersion(), "(unpackaged)");
    }
}
