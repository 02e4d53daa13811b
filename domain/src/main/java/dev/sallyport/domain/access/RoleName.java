package dev.sallyport.domain.access;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.regex.Pattern;

/** A role's name: lower case letters, digits and hyphens, at most 64, starting with a letter. */
public record RoleName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public RoleName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a role name: " + value);
        }
    }

    public static Parsed<RoleName> parse(String text) {
        return FORM.matcher(text).matches() ? Parsed.valid(new RoleName(text)) : Parsed.invalid(Flaw.MALFORMED);
    }

    @Override
    public String toString() {
        return value;
    }
}
