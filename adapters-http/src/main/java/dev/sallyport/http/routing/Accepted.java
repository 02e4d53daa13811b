package dev.sallyport.http.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a caller would rather have, as {@code Accept} has it (RFC 9110 §12.5.1). */
final class Accepted {

    private static final int LONGEST_HEADER = 1024;

    private Accepted() {}

    /** Whether pages are named, and rather than JSON, as browsers do; programs that take anything get JSON. */
    static boolean prefersHtml(@Nullable String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return false;
        }
        List<String> ranges = Arrays.asList(header.toLowerCase(Locale.ROOT).split(",", -1));
        double html = weight(ranges, "text/html");
        double json = Stream.of("application/json", "application/problem+json")
                .mapToDouble(type -> weight(ranges, type))
                .max()
                .orElse(0);
        return html > json;
    }

    private static double weight(List<String> ranges, String type) {
        return ranges.stream()
                .map(range -> range.split(";", -1))
                .filter(range -> range[0].strip().equals(type))
                .mapToDouble(range -> Arrays.stream(range)
                        .map(String::strip)
                        .filter(parameter -> parameter.matches("q=[01](\\.[0-9]{0,3})?"))
                        .mapToDouble(quality -> Double.parseDouble(quality.substring(2)))
                        .findFirst()
                        .orElse(1))
                .max()
                .orElse(0);
    }
}
