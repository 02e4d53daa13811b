package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.parsing.Parsed;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file in a folder of templates says of it.
 *
 * @param subject {@code messages}, or a kind of mail
 * @param suffix what is after the underscore; empty if there is none
 * @param type {@code properties}, {@code html} or {@code txt}
 */
record TemplateFileName(String subject, String suffix, String type) {
    static final String PHRASES = "messages";

    private static final Pattern FORM = Pattern.compile("([^._]+)(?:_([^.]+))?\\.(properties|html|txt)");
    private static final Set<String> REAL_LANGUAGES = Set.of(Locale.getISOLanguages());

    /** Empty if it has not even the form of one. */
    static Optional<TemplateFileName> parse(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            return Optional.empty();
        }
        String suffix = form.group(2);
        return Optional.of(new TemplateFileName(form.group(1), suffix == null ? "" : suffix, form.group(3)));
    }

    boolean isOfPhrases() {
        return subject.equals(PHRASES) && type.equals("properties");
    }

    boolean isOfABody(Set<String> kinds) {
        return kinds.contains(subject) && !type.equals("properties");
    }

    boolean isForEveryLanguage() {
        return suffix.isEmpty();
    }

    /** The language that it is for, if the suffix is one: {@code pt_BR} and {@code pt-BR} are the same. */
    Optional<LanguageTag> language() {
        return LanguageTag.parse(suffix.replace('_', '-')) instanceof Parsed.Valid<LanguageTag>(var tag) && isReal(tag)
                ? Optional.of(tag)
                : Optional.empty();
    }

    /** Of a language, and a script and a region at the most: only such are looked for. */
    private static boolean isReal(LanguageTag tag) {
        return REAL_LANGUAGES.contains(tag.toLocale().getLanguage())
                && PhraseBook.fromNearest(tag).anyMatch(tag::equals);
    }
}
