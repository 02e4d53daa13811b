package dev.sallyport.security.botchallenge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.security.BoundedText;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider of a widget about the tokens that it yields, at its {@code siteverify}. While the provider does not answer, or does not know us, there is
 * no telling right from wrong, and nobody gets past.
 */
public final class HttpChallengeVerifier implements ChallengeVerifier, AutoCloseable {
    private static final String NAME = "bot-challenges";
    private static final int MOST_INQUIRIES = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 16 * 1024;

    /** What is no fault of whoever gave the token, but of the provider, or of how this server is set up. */
    private static final Set<String> NOT_THE_CLIENTS = Set.of(
            "missing-input-secret",
            "invalid-input-secret",
            "sitekey-secret-mismatch",
            "not-using-dummy-secret",
            "bad-request",
            "internal-error");

    private final BotChallenge.Widget widget;
    private final URI siteverify;
    private final Secret secret;
    private final Consumer<String> failed;
    private final Runnable answered;
    private final Semaphore inquiries = new Semaphore(MOST_INQUIRIES);
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Asks that provider.
     *
     * @param siteverify where to ask
     * @param secret that the provider gave together with the site key
     * @param failed told, each time, why there was no answer
     * @param answered told each time that there was one
     */
    public HttpChallengeVerifier(
            BotChallenge.Widget widget, URI siteverify, Secret secret, Consumer<String> failed, Runnable answered) {
        this.widget = widget;
        this.siteverify = siteverify;
        this.secret = secret;
        this.failed = failed;
        this.answered = answered;
    }

    /** Where that provider is asked. */
    public static URI siteverifyOf(BotChallenge.Provider provider) {
        return switch (provider) {
            case TURNSTILE -> URI.create("https://challenges.cloudflare.com/turnstile/v0/siteverify");
            case HCAPTCHA -> URI.create("https://api.hcaptcha.com/siteverify");
        };
    }

    @Override
    public Optional<BotChallenge> challenge() {
        return Optional.of(widget);
    }

    @Override
    public Examination examine(BotChallengeAnswer answer) {
        return new Examination.Undecided(sha256(answer.value()), from -> confirms(answer, from));
    }

    /** Strangers decide how many answers there are to be asked about; whoever is turned away may give theirs again. */
    private boolean confirms(BotChallengeAnswer answer, ClientAddress from) {
        if (!inquiries.tryAcquire()) {
            throw new ServiceUnavailable(NAME, RETRY_AFTER, null);
        }
        try {
            return ask(answer, from);
        } finally {
            inquiries.release();
        }
    }

    private boolean ask(BotChallengeAnswer answer, ClientAddress from) {
        CompletableFuture<HttpResponse<String>> asked =
                client.sendAsync(request(answer, from), about -> new BoundedText(MAX_BYTES));
        try {
            // The request's own timeout would not cover the body.
            return judge(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw unavailable("no answer within " + PATIENCE.toMillis() + " ms", late);
        } catch (ExecutionException failure) {
            throw unavailable(
                    failure.getCause() == null
                            ? ""
                            : failure.getCause().getClass().getSimpleName(),
                    failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted", stop);
        } finally {
            asked.cancel(true);
        }
    }

    private boolean judge(HttpResponse<String> response) {
        Optional<JsonNode> verdict = StrictJson.object(response.body().getBytes(StandardCharsets.UTF_8))
                .filter(json -> json.path("success").isBoolean());
        if (verdict.isEmpty() || response.statusCode() >= 500) {
            throw unavailable("the answer was " + response.statusCode() + ", and no verdict", null);
        }
        boolean right = verdict.get().path("success").booleanValue();
        Set<String> faults = verdict.get()
                .path("error-codes")
                .valueStream()
                .map(JsonNode::asText)
                .filter(NOT_THE_CLIENTS::contains)
                .collect(Collectors.toSet());
        if (!right && !faults.isEmpty()) {
            throw unavailable("the answer was " + String.join(", ", faults), null);
        }
        answered.run();
        return right && response.statusCode() == 200;
    }

    private ServiceUnavailable unavailable(String why, @Nullable Throwable cause) {
        failed.accept(why);
        return new ServiceUnavailable(NAME, RETRY_AFTER, cause);
    }

    private HttpRequest request(BotChallengeAnswer answer, ClientAddress from) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("secret", secret.reveal());
        form.put("response", answer.value());
        form.put("remoteip", from.toString());
        if (widget.provider() == BotChallenge.Provider.HCAPTCHA) {
            form.put("sitekey", widget.siteKey());
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(siteverify)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "Sallyport")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
