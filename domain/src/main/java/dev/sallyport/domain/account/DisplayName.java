package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.parsing.PlainText;

/**
 * What somebody wants to be called: 1 to 100 characters (code points) in Unicode NFC, without surrounding blanks, control
 * characters, line breaks or bidirectional overrides.
 */
public record DisplayName(String value) {
    private static final int MAX_LENGTH = 100;

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
        return switch (PlainText.parse(text, MAX_LENGTH)) {
            case Parsed.Valid<String>(var value) when value.isEmpty() -> Parsed.invalid(Flaw.TOO_SHORT);
            case Parsed<String> parsed -> parsed;
        };
    }
}
