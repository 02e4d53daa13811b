package dev.sallyport.bootstrap.config;

/**
 * One thing that is wrong with the configuration. It never repeats a secret.
 *
 * @param setting the name in the environment under which it is to be mended
 * @param flaw what is wrong, as the rest of a sentence that begins with the name
 * @param remedy how to mend it, as a sentence or a command
 */
public record Problem(String setting, String flaw, String remedy) {
    private static final String MISSING = "is missing";

    static Problem missing(Setting<?> setting, String remedy) {
        return new Problem(setting.name(), MISSING, remedy);
    }

    boolean isThatItIsMissing() {
        return flaw.equals(MISSING);
    }

    @Override
    public String toString() {
        return setting + " " + flaw + ". " + remedy;
    }
}
