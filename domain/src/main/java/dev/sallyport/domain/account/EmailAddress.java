package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form under which it is compared, stored and written into headers: an ASCII dot-atom local part
 * (RFC 5321 §4.1.2) and an IDNA-encoded domain of at least two labels, all lower case. Two addresses are the same account
 * exactly when these are equal, so nothing outside ASCII may fold into the local part ({@code mıke@} is refused, not taken
 * for {@code mike@}).
 */
public final class EmailAddress {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+(?=[^.]*[a-z])" + LABEL);

    /**
     * What the JDK (IDNA 2003) writes differently from today's registries and browsers (IDNA 2008, RFC 5891): {@code faß.de} would become
     * {@code fass.de}, which may be somebody else's. Sharp s, final sigma, and the zero-width joiners.
     */
    private static final String AMBIGUOUS = "\u00DF\u1E9E\u03C2\u200C\u200D";

    private final String value;

    private EmailAddress(String value) {
        this.value = value;
    }

    public static Parsed<EmailAddress> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        int at = text.lastIndexOf('@');
        if (at < 1) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
        String local = asciiLowerCase(text.substring(0, at));
        String domain = asciiDomain(text.substring(at + 1));
        String value = local + "@" + domain;
        if (local.length() > MAX_LOCAL_LENGTH || value.length() > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
        return Parsed.valid(new EmailAddress(value));
    }

    public static EmailAddress of(String text) {
        return parse(text).orThrow();
    }

    /** Lower case for A to Z alone: full case mapping would turn the Kelvin sign into a k. */
    private static String asciiLowerCase(String text) {
        return text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static String asciiDomain(String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || AMBIGUOUS.indexOf(c) >= 0)) {
            return "";
        }
        try {
            return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            return "";
        }
    }

    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address && value.equals(address.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
