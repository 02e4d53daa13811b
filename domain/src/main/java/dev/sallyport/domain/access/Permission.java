package dev.sallyport.domain.access;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.regex.Pattern;

/** The right to do one thing to one kind of resource, written {@code resource:action}. Applications have their own: a permission exists once a role allows it. */
public record Permission(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,63}:[a-z][a-z0-9-]{0,63}");

    public Permission {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a permission (resource:action): " + value);
        }
    }

    public static Parsed<Permission> parse(String text) {
        return FORM.matcher(text).matches() ? Parsed.valid(new Permission(text)) : Parsed.invalid(Flaw.MALFORMED);
    }

    @Override
    public String toString() {
        return value;
    }
}
