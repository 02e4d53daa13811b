package dev.sallyport.domain.access;

import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.parsing.PlainText;
import java.text.Normalizer;

/** What a role is for, in a sentence: at most 500 characters (code points) in Unicode NFC on one line, or nothing. */
public record RoleDescription(String value) {
    private static final int MAX_LENGTH = 500;

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
                .map(character -> PlainText.isForbidden(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String normal = Normalizer.normalize(onOneLine, Normalizer.Form.NFC);
        int length = Math.min(MAX_LENGTH, normal.codePointCount(0, normal.length()));
        return new RoleDescription(
                normal.substring(0, normal.offsetByCodePoints(0, length)).strip());
    }

    private static Parsed<String> check(String text) {
        return PlainText.parse(text, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
