package dev.sallyport.domain.access;

import java.util.regex.Pattern;

/** The right to do one thing to one kind of resource, written {@code resource:action}. */
public record Permission(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,63}:[a-z][a-z0-9-]{0,63}");

    public Permission {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a permission (resource:action): " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
