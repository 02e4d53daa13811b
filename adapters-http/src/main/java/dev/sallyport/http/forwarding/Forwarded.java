package dev.sallyport.http.forwarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header field {@code Forwarded} (RFC 7239), to which every proxy adds an element that says from whom it got the request, among other things. */
final class Forwarded {
    private static final String UNREADABLE = "";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** More than the RFC allows without quotes, since many proxies write ports and brackets without. */
    private static final Pattern BARE_VALUE = Pattern.compile("[^\\s\"]+");

    private Forwarded() {}

    /**
     * All hops, the farthest first; several lines are one list. Of an element that cannot be read, or does not say from whom, there is a hop that
     * cannot be read either: somebody passed the request on.
     */
    static List<String> nodes(List<String> lines) {
        return lines.stream()
                .flatMap(line -> split(line, ',').stream())
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .map(element -> node(element).orElse(UNREADABLE))
                .toList();
    }

    private static Optional<String> node(String element) {
        Optional<String> node = Optional.empty();
        for (String parameter : split(element, ';')) {
            if (parameter.isBlank()) {
                continue;
            }
            String[] pair = parameter.strip().split("=", 2);
            Optional<String> value = pair.length == 2 ? value(pair[1]) : Optional.empty();
            boolean isNode = pair[0].equalsIgnoreCase("for");
            if (value.isEmpty() || !NAME.matcher(pair[0]).matches() || (isNode && node.isPresent())) {
                return Optional.empty();
            }
            node = isNode ? value : node;
        }
        return node;
    }

    private static Optional<String> value(String written) {
        return written.startsWith("\"")
                ? unquoted(written)
                : Optional.of(written).filter(bare -> BARE_VALUE.matcher(bare).matches());
    }

    /** What stands between the quotes; empty if they do not end where the text does. */
    private static Optional<String> unquoted(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length(); i++) {
            char character = quoted.charAt(i);
            if (character == '"') {
                return i == quoted.length() - 1 ? Optional.of(text.toString()) : Optional.empty();
            }
            if (character == '\\' && ++i == quoted.length()) {
                return Optional.empty();
            }
            text.append(quoted.charAt(i));
        }
        return Optional.empty();
    }

    /** The parts between the separators that are not within quotes. A quote that does not end has all the rest. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (quoted && character == '\\') {
                i++;
            } else if (!quoted && character == separator) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
