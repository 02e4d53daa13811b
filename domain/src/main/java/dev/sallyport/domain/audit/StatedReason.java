package dev.sallyport.domain.audit;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.parsing.PlainText;

/**
 * Why somebody says that they do something for the installation: a ticket's number, a sentence. 1 to 500 characters (code points) in Unicode
 * NFC on one line.
 */
public record StatedReason(String value) {
    private static final int MAX_LENGTH = 500;

    public StatedReason {
        if (!(check(value) instanceof Parsed.Valid<String>(var checked) && checked.equals(value))) {
            throw new IllegalArgumentException("not a reason");
        }
    }

    public static Parsed<StatedReason> parse(String text) {
        return check(text).map(StatedReason::new);
    }

    private static Parsed<String> check(String text) {
        return switch (PlainText.parse(text, MAX_LENGTH)) {
            case Parsed.Valid<String>(var value) when value.isEmpty() -> Parsed.invalid(Flaw.TOO_SHORT);
            case Parsed<String> parsed -> parsed;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
