package dev.sallyport.http.forwarding;

import java.util.Arrays;
import java.util.List;

/** The header field {@code X-Forwarded-For}, which every proxy lengthens by from whom it got the request. */
final class XForwardedFor {
    private XForwardedFor() {}

    /** All hops, the farthest first; several lines are one list, and what is empty is none (RFC 9110 §5.3, §5.6.1). */
    static List<String> nodes(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(node -> !node.isEmpty())
                .toList();
    }
}
