package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.text.Normalizer;

/**
 * What somebody wants to be called: 1 to 100 characters (code points) in Unicode NFC, without surrounding blanks, control
 * characters, line breaks or bidirectional overrides.
 */
public record DisplayName(String value) {
    private static final int MAX_LENGTH = 100;

    /** No text beyond this is normalised, which could take long. */
    private static final int MAX_RAW_LENGTH = 4 * MAX_LENGTH;

    public DisplayName {
        if (!(check(value) instanceof Parsed.Valid<String>(var checked) && checked.equals(value))) {
            throw new IllegalArgumentException("not a display name");
        }
    }

    public static Parsed<DisplayName> parse(String text) {
        return switch (check(text)) {
            case Parsed.Valid<String>(var value) -> Parsed.valid(new DisplayName(value));
            case Parsed.Invalid<String>(var flaw) -> Parsed.invalid(flaw);
        };
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
        if (value.codePoints().anyMatch(DisplayName::forbidden)) {
            return Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS);
        }
        return Parsed.valid(value);
    }

    private static boolean forbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT ->
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
            default -> false;
        };
    }
}
