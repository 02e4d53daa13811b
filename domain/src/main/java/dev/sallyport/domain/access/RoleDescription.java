package dev.sallyport.domain.access;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.text.Normalizer;

/** What a role is for, in a sentence: at most 500 characters (code points) in Unicode NFC on one line, or nothing. */
public record RoleDescription(String value) {
    private static final int MAX_LENGTH = 500;

    /** No text beyond this is normalised, which could take long. */
    private static final int MAX_RAW_LENGTH = 4 * MAX_LENGTH;

    public static final RoleDescription NONE = new RoleDescription("");

    public RoleDescription {
        if (!(check(value) instanceof Parsed.Valid<String>(var checked) && checked.equals(value))) {
            throw new IllegalArgumentException("not a role's description");
        }
    }

    public static Parsed<RoleDescription> parse(String text) {
        return check(text).map(RoleDescription::new);
    }

    /** What somebody wrote past {@link #parse}, as an operator into the database, or what comes closest to it. */
    public static RoleDescription closestTo(String text) {
        String onOneLine = text.codePoints()
                .limit(MAX_LENGTH)
                .map(character -> forbidden(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String normal = Normalizer.normalize(onOneLine, Normalizer.Form.NFC);
        int length = Math.min(MAX_LENGTH, normal.codePointCount(0, normal.length()));
        return new RoleDescription(
                normal.substring(0, normal.offsetByCodePoints(0, length)).strip());
    }

    private static Parsed<String> check(String text) {
        if (text.length() > MAX_RAW_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        String value = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        return value.codePoints().anyMatch(RoleDescription::forbidden)
                ? Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS)
                : Parsed.valid(value);
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

    @Override
    public String toString() {
        return value;
    }
}
