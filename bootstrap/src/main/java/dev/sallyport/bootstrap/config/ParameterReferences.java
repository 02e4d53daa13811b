package dev.sallyport.bootstrap.config;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values that are kept in AWS Parameter Store, and named by {@code ssm:/path}; all of them looked up together. */
final class ParameterReferences {
    private static final String SCHEME = "ssm:";

    /** A path, perhaps with a version or a label: one malformed name would have AWS refuse all. */
    private static final Pattern NAME = Pattern.compile("(/[A-Za-z0-9_.-]+){1,16}(:[A-Za-z0-9_.-]+)?");

    private static final int LONGEST_NAME = 1011;

    private final Map<String, Parameter> found;

    private ParameterReferences(Map<String, Parameter> found) {
        this.found = found;
    }

    /** Whatever begins so: what was meant for a reference must not become a key or a password. */
    static boolean isOne(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Looks up those of the texts that are references; if there are none, the store is not touched. */
    static ParameterReferences among(Collection<String> texts, ParameterStore store) {
        Set<String> names = texts.stream()
                .filter(ParameterReferences::isOne)
                .map(ParameterReferences::name)
                .filter(ParameterReferences::isName)
                .collect(Collectors.toUnmodifiableSet());
        return new ParameterReferences(names.isEmpty() ? Map.of() : store.read(names));
    }

    private static String name(String reference) {
        return reference.substring(SCHEME.length());
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /** What is kept where the reference points to. */
    String valueOf(String reference) throws Unreadable {
        String name = name(reference);
        if (!isName(name)) {
            // It may be a secret that happens to begin so, and is not repeated.
            throw new Unreadable(
                    "begins with ssm: and does not go on with what can be the name of a parameter in AWS Parameter Store",
                    "Write ssm: and the parameter's path, as in ssm:/sallyport/master-key; letters, digits and _ . - between slashes."
                            + " A value that does begin with ssm: has to be in a parameter itself.");
        }
        return switch (found.get(name)) {
            case Parameter.Value(var text) -> notEmpty(text.strip(), reference);
            case Parameter.Unavailable(var why, var remedy) ->
                throw new Unreadable("is " + inWords(reference) + ", " + why, remedy);
            case null -> throw new IllegalStateException("nothing was said of " + name);
        };
    }

    private static String notEmpty(String text, String reference) throws Unreadable {
        if (text.isEmpty()) {
            throw new Unreadable(
                    "is " + inWords(reference) + ", which is empty", "Write the value into that parameter.");
        }
        return text;
    }

    /** As operators read it. */
    static String inWords(String reference) {
        return "the parameter " + name(reference) + " in AWS Parameter Store";
    }
}
