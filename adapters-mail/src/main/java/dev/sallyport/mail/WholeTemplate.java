package dev.sallyport.mail;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole body of a kind of mail, in its operator's words, with {@code {{placeholders}}}. */
record WholeTemplate(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");

    /** A name that stands in the template, and in which line, from 1. */
    record Placeholder(String name, int line) {}

    /** All that it mentions; those that are not closed have an empty name. */
    List<Placeholder> placeholders() {
        return Pattern.compile("\\{\\{(?:([^{}]*)}})?")
                .matcher(text)
                .results()
                .map(found -> new Placeholder(
                        found.group(1) == null ? "" : found.group(1).strip(), lineAt(found.start())))
                .toList();
    }

    private int lineAt(int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }

    /**
     * The body, with each placeholder filled in.
     *
     * @param escaping how a value becomes a part of it
     */
    String filled(Map<String, String> values, UnaryOperator<String> escaping) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1).strip());
            if (value == null) {
                throw new IllegalStateException("a template was not checked before it was used");
            }
            return Matcher.quoteReplacement(escaping.apply(value));
        });
    }
}
