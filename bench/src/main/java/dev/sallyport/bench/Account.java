package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One client with an account of its own. Used by one thread at a time. */
final class Account {
    private static final int OK = 200;

    private final ApiClient api;
    private final String email;
    private final String password;
    private String accessToken;
    private String refreshToken;

    Account(ApiClient api, String email, String password, JsonNode tokens) {
        this.api = api;
        this.email = email;
        this.password = password;
        this.accessToken = tokens.path("accessToken").asText();
        this.refreshToken = tokens.path("refreshToken").asText();
    }

    boolean readMe() throws InterruptedException {
        return api.get("/api/v1/me", accessToken).status() == OK;
    }

    boolean refresh() throws InterruptedException {
        return keepTokens(api.post("/api/v1/auth/refresh", Map.of("refreshToken", refreshToken)));
    }

    boolean logIn() throws InterruptedException {
        return keepTokens(api.post("/api/v1/auth/login", credentials()));
    }

    /** What {@link #logIn} sends, for whoever does without this class's client. */
    byte[] loginRequest() {
        return Wire.post("/api/v1/auth/login", ApiClient.json(credentials()));
    }

    /** What {@link #readMe} sends. */
    byte[] readMeRequest() {
        return Wire.get("/api/v1/me", accessToken);
    }

    private Map<String, String> credentials() {
        return Map.of("email", email, "password", password);
    }

    private boolean keepTokens(ApiClient.Answer answer) {
        if (answer.status() != OK) {
            return false;
        }
        accessToken = answer.body().path("accessToken").asText();
        refreshToken = answer.body().path("refreshToken").asText();
        return true;
    }
}
