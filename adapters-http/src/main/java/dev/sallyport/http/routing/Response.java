package dev.sallyport.http.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status, headers and a body. Headers set here win over those that every response has. */
public final class Response {

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    private Response(int status, @Nullable String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    public static Response json(int status, JsonNode json) {
        return of(status, Json.CONTENT_TYPE, Json.bytes(json));
    }

    public static Response html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer without a body. */
    public static Response empty(int status) {
        return new Response(status, null, new byte[0], Map.of());
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, contentType, body.clone(), Map.of());
    }

    public Response with(String header, String value) {
        return with(Map.of(header, value));
    }

    public Response with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Response(status, contentType, body, all);
    }

    /**
     * This response with an {@code ETag}, or 304 without a body if the caller has it already (RFC 9110 §13.2.1, §15.4.5). For answers to
     * GET that callers may keep.
     */
    public Response unlessKnownTo(Request caller) {
        EntityTag tag = EntityTag.of(body);
        Response tagged = with("ETag", tag.toString());
        return tag.isAmong(caller.headers("If-None-Match"))
                ? new Response(304, null, new byte[0], tagged.headers)
                : tagged;
    }

    int status() {
        return status;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
