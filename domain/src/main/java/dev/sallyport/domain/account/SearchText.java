package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.text.Normalizer;

/**
 * What somebody remembers of a user's address or name: 1 to 256 characters (code points) in Unicode NFC, without surrounding blanks or control
 * characters. Every other character stands for itself.
 */
public record SearchText(String value) {
    private static final int MAX_LENGTH = 256;

    /** No text beyond this is normalised, which could take long. */
    private static final int MAX_RAW_LENGTH = 4 * MAX_LENGTH;

    /** So many characters tell users apart well enough to be looked for anywhere in a text. */
    private static final int TELLING = 3;

    public SearchText {
        if (!(check(value) instanceof Parsed.Valid<String>(var checked) && checked.equals(value))) {
            throw new IllegalArgumentException("not a text to search for");
        }
    }

    public static Parsed<SearchText> parse(String text) {
        return check(text).map(SearchText::new);
    }

    private static Parsed<String> check(String text) {
        if (text.length() > MAX_RAW_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        String value = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (value.isEmpty()) {
            return Parsed.invalid(Flaw.TOO_SHORT);
        }
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        return value.codePoints().anyMatch(SearchText::forbidden)
                ? Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS)
                : Parsed.valid(value);
    }

    private static boolean forbidden(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Whether it is looked for anywhere in an address or name; else, being short, only at their beginnings. */
    public boolean isFoundAnywhere() {
        return value.codePointCount(0, value.length()) >= TELLING;
    }
}
