package dev.sallyport.http.problem;

import java.text.Bidi;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Problems in one language. A language is added by a file {@code problems_xx.properties} beside the English one, for all of its regions and
 * scripts; which language the server's own system speaks makes no difference.
 */
public final class ProblemTexts {

    private static final String BUNDLE = "dev.sallyport.http.problem.problems";
    private static final Set<String> REAL_LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final ResourceBundle.Control NO_SYSTEM_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;
    private final Locale language;

    private ProblemTexts(ResourceBundle bundle, Locale language) {
        this.bundle = bundle;
        this.language = language;
    }

    /** In the first of these languages that there is, else in English. */
    public static ProblemTexts in(List<Locale> preferred) {
        for (Locale locale : preferred) {
            // Real languages alone: the JDK remembers for ever each one that it looked for, and callers can invent any
            // number.
            Locale wanted = Locale.of(locale.getLanguage());
            if (wanted.equals(Locale.ENGLISH)) {
                return english();
            }
            if (!REAL_LANGUAGES.contains(wanted.getLanguage())) {
                continue;
            }
            ResourceBundle found = ResourceBundle.getBundle(BUNDLE, wanted, NO_SYSTEM_LANGUAGE);
            if (found.getLocale().equals(wanted)) {
                return new ProblemTexts(found, wanted);
            }
        }
        return english();
    }

    private static ProblemTexts english() {
        return new ProblemTexts(ResourceBundle.getBundle(BUNDLE, Locale.ROOT, NO_SYSTEM_LANGUAGE), Locale.ENGLISH);
    }

    public Locale language() {
        return language;
    }

    /** Which way it is written, as HTML says it: {@code ltr} or {@code rtl}. Its own letters tell. */
    public String direction() {
        boolean leftToRight = new Bidi(label("heading"), Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
        return leftToRight ? "ltr" : "rtl";
    }

    /** What it is called. */
    public String title(Problem problem) {
        return bundle.getString(problem.code() + ".title");
    }

    /** One sentence for whoever sent the request, with the seconds after which it is worth trying again where it mentions them. */
    public String detail(Refusal refusal) {
        return bundle.getString(refusal.problem().code() + ".detail").replace("{0}", refusal.retryAfter());
    }

    /** What it means and why it happens. */
    public String explanation(Problem problem) {
        return bundle.getString(problem.code() + ".explanation");
    }

    /** What to do about it. */
    public String remedy(Problem problem) {
        return bundle.getString(problem.code() + ".remedy");
    }

    /** One sentence, about this member in particular if there is one, and with the arguments where there are some. */
    public String detail(InputError error) {
        String member = error.pointer().replaceFirst("^(.*/|\\?)", "");
        String general = "error." + error.code();
        String particular = "error." + member + "." + error.code();
        String exact = error.arguments().isEmpty() ? particular : particular + ".exact";
        String key = Stream.of(exact, particular)
                .filter(bundle::containsKey)
                .findFirst()
                .orElse(general);
        return new MessageFormat(bundle.getString(key), language)
                .format(error.arguments().toArray());
    }

    /** A heading or label of the problems' own pages. */
    public String label(String name) {
        return bundle.getString("page." + name);
    }
}
