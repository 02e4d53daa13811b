package dev.sallyport.domain.account;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.secret.Secret;
import java.text.Normalizer;

/**
 * A password as somebody typed it, in Unicode NFC, so that the same characters typed on another system are the same password
 * (NIST SP 800-63B-4 §3.1.1.2). It is never trimmed, folded or truncated.
 */
public final class Password extends Secret {
    /** No text beyond this is normalised, which could take long. It is nobody's password in any form: it has too many characters. */
    private static final int MAX_RAW_LENGTH = 4 * PasswordPolicy.MAX_LENGTH;

    private Password(String value) {
        super(value);
    }

    /** A password that was presented or chosen. Whether it may be chosen is {@link PasswordPolicy}'s to say. */
    public static Parsed<Password> parse(String text) {
        return text.isEmpty() ? Parsed.invalid(Flaw.TOO_SHORT) : Parsed.valid(of(text));
    }

    public static Password of(String text) {
        return new Password(text.length() > MAX_RAW_LENGTH ? text : Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** The number of characters (code points). */
    int length() {
        return reveal().codePointCount(0, reveal().length());
    }
}
