package dev.sallyport.devtools.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user does with a server: from registering to signing out, over HTTP. Any other answer than the expected one is a failure. */
final class Journey {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration LONGEST_MAIL = Duration.ofSeconds(60);
    private static final Pattern CODE_IN_SUBJECT = Pattern.compile("(?m)^Subject: ([0-9]{8}) ");
    private static final String PASSWORD = "correct horse battery staple";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String server;
    private final MailSink mails;

    /**
     * @param server its address, without a slash at the end
     * @param mails where the server's mails arrive
     */
    Journey(HttpClient http, String server, MailSink mails) {
        this.http = http;
        this.server = server;
        this.mails = mails;
    }

    /** Goes the whole way once, as a new user of that address. */
    void walk(String email) throws IOException, InterruptedException {
        Map<String, String> credentials = Map.of("email", email, "password", PASSWORD);
        String registration =
                post("/auth/register", credentials, 202).path("registrationId").asText();
        post("/auth/verify-email", Map.of("registrationId", registration, "code", "00000000"), 401);
        post("/auth/verify-email", Map.of("registrationId", registration, "code", mailedCode()), 200);
        post("/auth/login", Map.of("email", email, "password", "not that one at all"), 401);
        JsonNode signedIn = post("/auth/login", credentials, 200);
        JsonNode refreshed = post(
                "/auth/refresh",
                Map.of("refreshToken", signedIn.path("refreshToken").asText()),
                200);
        String token = refreshed.path("accessToken").asText();
        get("/api/v1/me", token, 200);
        get("/api/v1/me/sessions", token, 200);
        get("/api/v1/me", "none", 401);
        get("/.well-known/jwks.json", token, 200);
        get("/health/ready", token, 200);
        post("/auth/password/forgot", Map.of("email", email), 202);
        post("/auth/register", Map.of("email", "no address", "password", "short"), 422);
        post(
                "/auth/logout",
                Map.of("refreshToken", refreshed.path("refreshToken").asText()),
                204);
    }

    /** The first code that was mailed and not used yet. The notices of other mails have none. */
    private String mailedCode() throws InterruptedException {
        Optional<String> mail = mails.take(LONGEST_MAIL);
        while (mail.isPresent()) {
            Matcher code = CODE_IN_SUBJECT.matcher(mail.get());
            if (code.find()) {
                return code.group(1);
            }
            mail = mails.take(LONGEST_MAIL);
        }
        throw new IllegalStateException("No mail with a code came within " + LONGEST_MAIL.toSeconds() + " s.");
    }

    private JsonNode post(String path, Map<String, String> body, int expected)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
                expected);
    }

    private JsonNode get(String path, String token, int expected) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Bearer " + token), expected);
    }

    private JsonNode send(HttpRequest.Builder builder, int expected) throws IOException, InterruptedException {
        HttpRequest request = builder.timeout(LONGEST_ANSWER).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri().getPath() + " was answered with " + answer.statusCode()
                            + ", not " + expected + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
