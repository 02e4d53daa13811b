package dev.sallyport.http.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request to be sent: immutable, grown word by word. */
public final class ApiRequest {
    private final String method;
    private final String path;
    private final List<Header> headers;
    private final byte @Nullable [] body;
    private final boolean chunked;

    private ApiRequest(String method, String path, List<Header> headers, byte @Nullable [] body, boolean chunked) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.chunked = chunked;
    }

    record Header(String name, String value) {}

    public static ApiRequest get(String path) {
        return of("GET", path);
    }

    public static ApiRequest post(String path) {
        return of("POST", path);
    }

    public static ApiRequest patch(String path) {
        return of("PATCH", path);
    }

    public static ApiRequest of(String method, String path) {
        return new ApiRequest(method, path, List.of(), null, false);
    }

    public ApiRequest header(String name, String value) {
        List<Header> all = Stream.concat(headers.stream(), Stream.of(new Header(name, value)))
                .toList();
        return new ApiRequest(method, path, all, body, chunked);
    }

    public ApiRequest bearer(String accessToken) {
        return header("Authorization", "Bearer " + accessToken);
    }

    /** With a JSON body, exactly as written. */
    public ApiRequest json(String json) {
        return header("Content-Type", "application/json").body(json.getBytes(StandardCharsets.UTF_8));
    }

    public ApiRequest body(byte[] bytes) {
        return new ApiRequest(method, path, headers, bytes.clone(), chunked);
    }

    /** Without telling in advance how long the body is. */
    public ApiRequest chunked() {
        return new ApiRequest(method, path, headers, body, true);
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    List<Header> headers() {
        return headers;
    }

    boolean isChunked() {
        return chunked;
    }

    Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }
}
