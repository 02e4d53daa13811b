package dev.sallyport.http.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** What came back. */
public record ApiAnswer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + body, notJson);
        }
    }

    /** A member of the body as text; empty if there is none. */
    public String text(String member) {
        return json().path(member).asText();
    }

    /** The status and, if it is a problem, its code: {@code 401 invalid-code}. */
    public String outcome() {
        boolean problem = header("Content-Type").orElse("").startsWith("application/problem+json");
        return problem ? status + " " + text("code") : Integer.toString(status);
    }
}
