package dev.sallyport.bootstrap.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** So many sign-ins at once, each of which is answered in one way or another. */
final class LoginStorm implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<CompletableFuture<String>> answers = new ArrayList<>();

    private LoginStorm() {}

    /** Sends them all without waiting for an answer. */
    static LoginStorm on(int port, int signIns, String credentials) {
        LoginStorm storm = new LoginStorm();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(credentials))
                .build();
        for (int i = 0; i < signIns; i++) {
            storm.answers.add(
                    storm.http.sendAsync(request, BodyHandlers.ofString()).thenApply(LoginStorm::inShort));
        }
        return storm;
    }

    private static String inShort(HttpResponse<String> answer) {
        boolean saysWhenToRetry = answer.headers().firstValue("Retry-After").isPresent();
        return answer.statusCode() + (saysWhenToRetry ? " with Retry-After" : "");
    }

    /** The answers' statuses, once all are there. */
    List<String> answers() {
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        http.close();
    }
}
