package dev.sallyport.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Requests that change nothing, so that what they need is loaded and compiled when a snapshot is taken. */
final class WarmUp {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TIMES = 5;

    private static final List<HttpApiRequest> REQUESTS = List.of(
            request("GET", "/health/ready", ""),
            request("GET", "/.well-known/jwks.json", ""),
            request("GET", "/api/v1/me", ""),
            request("POST", "/api/v1/auth/password/check", "{\"password\": \"a password that nobody has\"}"),
            request("POST", "/api/v1/auth/refresh", "{\"refreshToken\": \"none\"}"),
            request("POST", "/api/v1/auth/login", "{\"email\": \"nobody\", \"password\": \"\"}"));

    private WarmUp() {}

    private static HttpApiRequest request(String method, String target, String body) {
        return new HttpApiRequest(
                method,
                target,
                List.of(new HttpApiRequest.Header("content-type", "application/json")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static void of(Instance instance) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            for (HttpApiRequest request : REQUESTS) {
                instance.answer(request, PATIENCE).toJson();
            }
        }
        instance.upkeep(PATIENCE);
    }
}
