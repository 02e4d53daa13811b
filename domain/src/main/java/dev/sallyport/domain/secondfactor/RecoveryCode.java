package dev.sallyport.domain.secondfactor;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.secret.TypedCode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A code that stands in for a lost authenticator, once (a look-up secret: NIST SP 800-63B-4 §3.1.2): sixteen characters of Crockford's base 32, which
 * are 80 bits. The first four find it among its owner's; only the other twelve are hashed.
 */
public final class RecoveryCode extends Secret implements FactorAnswer {
    /** The number of characters. */
    public static final int LENGTH = 16;

    private static final int SELECTOR_LENGTH = 4;
    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + LENGTH + "}");
    private static final Pattern GROUPS = Pattern.compile(".{4}(?=.)");

    private RecoveryCode(String characters) {
        super(characters);
    }

    /** A code as people type it: in any case, with or without hyphens, and with the letters that look like 0 and 1 taken for these. */
    public static Parsed<RecoveryCode> parse(String text) {
        String characters = TypedCode.significant(text)
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return FORM.matcher(characters).matches()
                ? Parsed.valid(new RecoveryCode(characters))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    public static RecoveryCode of(String characters) {
        return parse(characters).orThrow();
    }

    /** As it is handed out: in groups of four. */
    public String grouped() {
        return GROUPS.matcher(reveal()).replaceAll("$0-");
    }

    /** What finds it; no secret. */
    public String selector() {
        return reveal().substring(0, SELECTOR_LENGTH);
    }

    /** What is hashed of it, like a password. */
    public Password hashed() {
        return Password.of(reveal().substring(SELECTOR_LENGTH));
    }

    @Override
    public FactorKind kind() {
        return FactorKind.RECOVERY_CODE;
    }
}
