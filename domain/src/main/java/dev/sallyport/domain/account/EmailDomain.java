package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The domain of an e-mail address in its one form: IDNA-encoded, of at least two labels, all lower case. */
public record EmailDomain(String value) {
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM = Pattern.compile("(" + LABEL + "\\.)+(?=[^.]*[a-z])" + LABEL);

    /**
     * What the JDK (IDNA 2003) writes differently from today's registries and browsers (IDNA 2008, RFC 5891): {@code faß.de} would become
     * {@code fass.de}, which may be somebody else's. Sharp s, final sigma, and the zero-width joiners.
     */
    private static final String AMBIGUOUS = "\u00DF\u1E9E\u03C2\u200C\u200D";

    public EmailDomain {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a domain in its one form");
        }
    }

    public static Parsed<EmailDomain> parse(String text) {
        String ascii = ascii(text);
        if (ascii.length() > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        return FORM.matcher(ascii).matches() ? Parsed.valid(new EmailDomain(ascii)) : Parsed.invalid(Flaw.MALFORMED);
    }

    private static String ascii(String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || AMBIGUOUS.indexOf(c) >= 0)) {
            return "";
        }
        try {
            return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            return "";
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
