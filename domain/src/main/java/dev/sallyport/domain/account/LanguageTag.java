package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.IllformedLocaleException;
import java.util.Locale;

/** The language that somebody reads, as a canonical BCP 47 tag of at most 35 characters (RFC 5646 §4.4.1). */
public record LanguageTag(String value) {
    private static final int MAX_LENGTH = 35;

    public LanguageTag {
        if (!value.equals(canonical(value))) {
            throw new IllegalArgumentException("not a canonical language tag: " + value);
        }
    }

    public static Parsed<LanguageTag> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        String canonical = canonical(text);
        // A few odd tags are rewritten anew each time, or grow: they have no canonical form.
        boolean settled =
                !canonical.isEmpty() && canonical.length() <= MAX_LENGTH && canonical.equals(canonical(canonical));
        return settled ? Parsed.valid(new LanguageTag(canonical)) : Parsed.invalid(Flaw.MALFORMED);
    }

    public static LanguageTag of(String text) {
        return parse(text).orThrow();
    }

    /** The canonical form, or an empty text where there is none. */
    private static String canonical(String text) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(text).build();
            return locale.getLanguage().isEmpty() ? "" : locale.toLanguageTag();
        } catch (IllformedLocaleException malformed) {
            return "";
        }
    }

    public Locale toLocale() {
        return Locale.forLanguageTag(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
