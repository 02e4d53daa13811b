package dev.sallyport.domain.secondfactor;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.secret.TypedCode;
import java.util.regex.Pattern;

/** The code that an authenticator shows for some seconds: six to eight digits. */
public final class TotpCode extends Secret implements FactorAnswer {
    private static final Pattern FORM =
            Pattern.compile("[0-9]{" + TotpParameters.LEAST_DIGITS + "," + TotpParameters.MOST_DIGITS + "}");

    private TotpCode(String digits) {
        super(digits);
    }

    /** A code as people type it: blanks and hyphens between the digits do not count, full-width digits do. */
    public static Parsed<TotpCode> parse(String text) {
        String digits = TypedCode.significant(text);
        return FORM.matcher(digits).matches() ? Parsed.valid(new TotpCode(digits)) : Parsed.invalid(Flaw.MALFORMED);
    }

    public static TotpCode of(String digits) {
        return parse(digits).orThrow();
    }

    @Override
    public FactorKind kind() {
        return FactorKind.TOTP;
    }
}
