package dev.sallyport.domain.parsing;

import java.text.Normalizer;

/** Text that people write on one line: Unicode NFC, without surrounding blanks, control characters, line breaks or bidirectional overrides. */
public final class PlainText {
    private PlainText() {}

    /**
     * The text without surrounding blanks, or what is wrong with it.
     *
     * @param longest how many characters (code points) it may have
     */
    public static Parsed<String> parse(String text, int longest) {
        // No text beyond this is normalised, which could take long.
        if (text.length() > 4 * longest) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        String value = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (value.codePointCount(0, value.length()) > longest) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        return value.codePoints().anyMatch(PlainText::isForbidden)
                ? Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS)
                : Parsed.valid(value);
    }

    /** Whether a character would break the line, or hide or turn around what stands on it. */
    public static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT ->
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
            default -> false;
        };
    }
}
