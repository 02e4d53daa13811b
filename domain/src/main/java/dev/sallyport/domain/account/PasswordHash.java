package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.secret.Secret;
import java.util.regex.Pattern;

/** A password's hash as a PHC string, which names its algorithm and parameters. Kept like a secret: it can be guessed at. */
public final class PasswordHash extends Secret {
    private static final int MAX_LENGTH = 512;

    /** The name of a kind between dollar signs, and something behind it: ASCII without blanks. */
    private static final Pattern FORM = Pattern.compile("\\$[a-z0-9-]{1,32}\\$[!-~]+");

    private PasswordHash(String phc) {
        super(phc);
    }

    /** A hash that comes from elsewhere. Whether passwords can be verified against it is the hasher's to say. */
    public static Parsed<PasswordHash> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Parsed.invalid(Flaw.TOO_LONG);
        }
        return FORM.matcher(text).matches() ? Parsed.valid(new PasswordHash(text)) : Parsed.invalid(Flaw.MALFORMED);
    }

    /** A hash of our own. */
    public static PasswordHash of(String phc) {
        if (!phc.startsWith("$")) {
            throw new IllegalArgumentException("a password hash is a PHC string and starts with $");
        }
        return new PasswordHash(phc);
    }
}
