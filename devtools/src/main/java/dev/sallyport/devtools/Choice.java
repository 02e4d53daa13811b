package dev.sallyport.devtools;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.Arrays;
import java.util.Locale;

/** One of a few things, of which a page offers all. */
interface Choice {
    String name();

    /** How addresses name it. */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How people are told of it. */
    String label();

    /** The one that is named so. */
    static <C extends Choice> Parsed<C> parse(C[] all, String code) {
        return Arrays.stream(all)
                .filter(choice -> choice.code().equals(code))
                .findFirst()
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(Flaw.MALFORMED));
    }
}
