package dev.sallyport.domain.secret;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.regex.Pattern;

/** The secret in a mailed link: 256 random bits, base64url. It stays in the link's fragment and is spent only by a POST. What it is good for, its digest tells ({@link SecretPurpose}). */
public final class LinkToken extends Secret {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private LinkToken(String value) {
        super(value);
    }

    public static Parsed<LinkToken> parse(String text) {
        return FORM.matcher(text).matches() ? Parsed.valid(new LinkToken(text)) : Parsed.invalid(Flaw.MALFORMED);
    }

    public static LinkToken of(String text) {
        return parse(text).orThrow();
    }
}
