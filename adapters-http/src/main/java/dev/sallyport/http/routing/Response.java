package dev.sallyport.http.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.json.JsonStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status, headers and a body, or what will write one. Headers set here win over those that every response has. */
public final class Response {

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final @Nullable BodyWriter writer;
    private final Map<String, String> headers;

    private Response(
            int status,
            @Nullable String contentType,
            byte[] body,
            @Nullable BodyWriter writer,
            Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.writer = writer;
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
        return new Response(status, null, new byte[0], null, Map.of());
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, contentType, body.clone(), null, Map.of());
    }

    /** An answer whose body is made while it is sent; for HEAD it is not made at all. */
    public static Response streamed(int status, String contentType, BodyWriter body) {
        return new Response(status, contentType, new byte[0], body, Map.of());
    }

    /** A JSON object that is made while it is sent. */
    public static Response streamedJson(int status, JsonStream.Members members) {
        return streamed(status, Json.CONTENT_TYPE, out -> JsonStream.write(out, members));
    }

    public Response with(String header, String value) {
        return with(Map.of(header, value));
    }

    public Response with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Response(status, contentType, body, writer, all);
    }

    /**
     * This response with an {@code ETag}, or 304 without a body if the caller has it already (RFC 9110 §13.2.1, §15.4.5). For answers to
     * GET that callers may keep. A streamed one stays as it is: its tag would only be known at its end.
     */
    public Response unlessKnownTo(Request caller) {
        if (writer != null) {
            return this;
        }
        EntityTag tag = EntityTag.of(body);
        Response tagged = with("ETag", tag.toString());
        return tag.isAmong(caller.headers("If-None-Match"))
                ? new Response(304, null, new byte[0], null, tagged.headers)
                : tagged;
    }

    /** This response with an {@code ETag}, by which a caller can say later what they have in mind. */
    public Response tagged() {
        return with("ETag", EntityTag.of(body).toString());
    }

    /**
     * The same, where not everything in the body makes another of what a caller has in mind.
     *
     * @param version of letters, digits, {@code -} and {@code _}
     */
    public Response tagged(String version) {
        return with("ETag", new EntityTag(version).toString());
    }

    /** What it is recognised by. */
    EntityTag tag() {
        String tag = headers.get("ETag");
        return tag == null ? EntityTag.of(body) : EntityTag.parse(tag);
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

    /** What writes the body; null where it is there already. */
    @Nullable
    BodyWriter writer() {
        return writer;
    }

    Map<String, String> headers() {
        return headers;
    }
}
