package dev.sallyport.bootstrap.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.http.testing.ApiAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What somebody can see of an answer, apart from what names it alone. */
final class Answers {
    private Answers() {}

    /** Status, headers and body without the request's id and the date. */
    static List<String> seen(ApiAnswer answer) {
        List<String> seen = new ArrayList<>();
        seen.add(Integer.toString(answer.status()));
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("X-Request-Id") || name.equalsIgnoreCase("Date"));
        seen.add(headers.toString());
        ObjectNode body = answer.json().deepCopy();
        body.remove("requestId");
        seen.add(body.toString());
        return seen;
    }
}
