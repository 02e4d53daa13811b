package dev.sallyport.domain.secret;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** A code that is mailed to prove a mailbox: eight digits, which are 26 bits (ASVS 6.5.4 asks for 20). */
public final class MailedCode extends Secret {
    /** The number of digits. */
    public static final int LENGTH = 8;

    /** No text beyond this is normalised, which could take long; nobody types so many separators. */
    private static final int MAX_RAW_LENGTH = 8 * LENGTH;

    private static final Pattern FORM = Pattern.compile("[0-9]{" + LENGTH + "}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s-]+");

    private MailedCode(String digits) {
        super(digits);
    }

    /** A code as people type it: blanks and hyphens between the digits do not count, full-width digits do. */
    public static Parsed<MailedCode> parse(String text) {
        if (text.length() > MAX_RAW_LENGTH) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
        String digits = SEPARATORS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        return FORM.matcher(digits).matches() ? Parsed.valid(new MailedCode(digits)) : Parsed.invalid(Flaw.MALFORMED);
    }

    public static MailedCode of(String digits) {
        return parse(digits).orThrow();
    }
}
