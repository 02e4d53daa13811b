package dev.sallyport.http.json;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Parsers for texts that have no form of their own in the domain. */
public final class Parsers {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Parsers() {}

    /** An id: a UUID in its full form (RFC 9562 §4), where the JDK alone would take shortened ones too. */
    public static <T> Function<String, Parsed<T>> id(Function<UUID, T> type) {
        return text -> UUID_FORM.matcher(text).matches()
                ? Parsed.valid(type.apply(UUID.fromString(text)))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    /** A secret that is opaque to callers: anything but nothing. */
    public static <T> Function<String, Parsed<T>> opaque(Function<String, T> type) {
        return text -> text.isEmpty() ? Parsed.invalid(Flaw.TOO_SHORT) : Parsed.valid(type.apply(text));
    }
}
