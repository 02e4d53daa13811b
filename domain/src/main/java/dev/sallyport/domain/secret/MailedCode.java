package dev.sallyport.domain.secret;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.regex.Pattern;

/** A code that is mailed to prove a mailbox: eight digits, which are 26 bits (ASVS 6.5.4 asks for 20). */
public final class MailedCode extends Secret {
    /** The number of digits. */
    public static final int LENGTH = 8;

    private static final Pattern FORM = Pattern.compile("[0-9]{" + LENGTH + "}");

    private MailedCode(String digits) {
        super(digits);
    }

    /** A code as people type it: blanks and hyphens between the digits do not count, full-width digits do. */
    public static Parsed<MailedCode> parse(String text) {
        String digits = TypedCode.significant(text);
        return FORM.matcher(digits).matches() ? Parsed.valid(new MailedCode(digits)) : Parsed.invalid(Flaw.MALFORMED);
    }

    public static MailedCode of(String digits) {
        return parse(digits).orThrow();
    }
}
