package dev.sallyport.mail;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address with the name that people see beside it (RFC 5322 §3.4). Nothing in it can end a header's line.
 *
 * @param name null for none
 */
public record Mailbox(@Nullable String name, EmailAddress address) {
    private static final int LONGEST_NAME = 200;
    private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]*)>");
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");

    /** Control characters, line and paragraph separators, and halves of characters. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");

    public Mailbox {
        if (name != null && (name.isBlank() || UNPRINTABLE.matcher(name).find())) {
            throw new IllegalArgumentException("the name beside an address is one line of text");
        }
    }

    /** Reads {@code id@example.com}, {@code Example <id@example.com>} or {@code "Example, Inc." <id@example.com>}. */
    public static Parsed<Mailbox> parse(String text) {
        Matcher named = NAMED.matcher(text.strip());
        if (!named.matches()) {
            return EmailAddress.parse(text.strip()).map(address -> new Mailbox(null, address));
        }
        String name = unquoted(named.group(1).strip());
        if (name.length() > LONGEST_NAME) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        if (UNPRINTABLE.matcher(text).find()) {
            return Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS);
        }
        return EmailAddress.parse(named.group(2).strip())
                .map(address -> new Mailbox(name.isBlank() ? null : name, address));
    }

    private static String unquoted(String name) {
        Matcher quoted = QUOTED.matcher(name);
        return quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : name;
    }

    /** The same with that name if it has none of its own; what is unprintable in it becomes a space. */
    public Mailbox orNamed(String otherwise) {
        String printable = UNPRINTABLE.matcher(otherwise).replaceAll(" ").strip();
        return name != null || printable.isEmpty() ? this : new Mailbox(printable, address);
    }

    /** What stands behind the at sign. */
    String domain() {
        return address.value().substring(address.value().lastIndexOf('@') + 1);
    }

    /** As it stands in a header, encoded where it is not ASCII (RFC 2047). */
    InternetAddress inHeader() {
        try {
            return new InternetAddress(address.value(), name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every Java runtime has UTF-8", impossible);
        }
    }
}
