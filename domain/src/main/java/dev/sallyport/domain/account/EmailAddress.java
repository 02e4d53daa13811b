package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
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

    private final String value;
    private final EmailDomain domain;

    private EmailAddress(String local, EmailDomain domain) {
        this.value = local + "@" + domain;
        this.domain = domain;
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
        return switch (EmailDomain.parse(text.substring(at + 1))) {
            case Parsed.Invalid<EmailDomain>(var flaw) -> Parsed.invalid(flaw);
            case Parsed.Valid<EmailDomain>(var domain) -> of(local, domain);
        };
    }

    private static Parsed<EmailAddress> of(String local, EmailDomain domain) {
        if (local.length() > MAX_LOCAL_LENGTH
                || local.length() + 1 + domain.value().length() > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        return LOCAL.matcher(local).matches()
                ? Parsed.valid(new EmailAddress(local, domain))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    public static EmailAddress of(String text) {
        return parse(text).orThrow();
    }

    /** Lower case for A to Z alone: full case mapping would turn the Kelvin sign into a k. */
    private static String asciiLowerCase(String text) {
        return text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : text;
    }

    public String value() {
        return value;
    }

    public EmailDomain domain() {
        return domain;
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
