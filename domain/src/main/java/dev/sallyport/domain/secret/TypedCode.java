package dev.sallyport.domain.secret;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** How people type codes: blanks and hyphens within do not count, and full-width characters do. */
public final class TypedCode {
    /** No text beyond this is normalised, which could take long; nobody types so many separators. */
    private static final int MAX_RAW_LENGTH = 64;

    /** A hyphen before all else would make a number negative, which no code is; one at the end stands between nothing. */
    private static final Pattern SEPARATORS = Pattern.compile("\\s+|(?<!^)-(?!$)");

    private TypedCode() {}

    /** What counts of a text; nothing if it is too long for any code. */
    public static String significant(String text) {
        return text.length() > MAX_RAW_LENGTH
                ? ""
                : SEPARATORS
                        .matcher(
                                Normalizer.normalize(text, Normalizer.Form.NFKC).strip())
                        .replaceAll("");
    }
}
