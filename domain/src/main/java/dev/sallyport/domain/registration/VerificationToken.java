package dev.sallyport.domain.registration;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.secret.Secret;
import java.util.regex.Pattern;

/** The secret in the mailed link: 256 random bits, base64url. It stays in the link's fragment and is spent only by a POST. */
public final class VerificationToken extends Secret {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private VerificationToken(String value) {
        super(value);
    }

    public static Parsed<VerificationToken> parse(String text) {
        return FORM.matcher(text).matches()
                ? Parsed.valid(new VerificationToken(text))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    public static VerificationToken of(String text) {
        return parse(text).orThrow();
    }
}
