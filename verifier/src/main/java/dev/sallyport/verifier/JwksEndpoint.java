package dev.sallyport.verifier;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches the published keys by HTTP, and only if they have changed (RFC 9110 §13.1.2). */
final class JwksEndpoint {
    /** One that may be sent back as it came (RFC 9110 §8.8.3). */
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[!#-~]{0,200}\"");

    private final JwksAddress address;
    private final HttpClient client;
    private final Duration timeout;

    JwksEndpoint(JwksAddress address, HttpClient client, Duration timeout) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HTTP client must not follow redirects: keys have one address");
        }
        this.address = address;
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * The published keys, or why they could not be had; either way within the time-out.
     *
     * @param known those that we have
     * @param now when the fetch begins; the keys are as fresh as that
     */
    CompletableFuture<FetchedKeys> fetch(@Nullable FetchedKeys known, Instant now) {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request(known), body -> new BoundedBody());
        return exchange.thenApply(response -> read(response, known, now))
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((keys, failure) -> exchange.cancel(true));
    }

    private HttpRequest request(@Nullable FetchedKeys known) {
        // Of caches in between, each is asked to ask Sallyport itself: we come rarely, and then want what holds now.
        HttpRequest.Builder request = HttpRequest.newBuilder(address.uri())
                .timeout(timeout)
                .header("Accept", "application/jwk-set+json, application/json")
                .header("Cache-Control", "no-cache");
        if (known != null && known.entityTag() != null) {
            request.header("If-None-Match", known.entityTag());
        }
        return request.build();
    }

    private static FetchedKeys read(HttpResponse<byte[]> response, @Nullable FetchedKeys known, Instant now) {
        Duration freshFor = Freshness.of(response.headers());
        if (response.statusCode() == 304 && known != null) {
            return new FetchedKeys(known.keys(), known.entityTag(), now, freshFor);
        }
        if (response.statusCode() != 200) {
            throw new CompletionException(new IOException("HTTP status " + response.statusCode()));
        }
        try {
            return new FetchedKeys(JwkSet.parse(response.body()), entityTag(response), now, freshFor);
        } catch (Rejected unusable) {
            throw new CompletionException(new IOException(unusable.why()));
        }
    }

    private static @Nullable String entityTag(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("ETag")
                .filter(tag -> ENTITY_TAG.matcher(tag).matches())
                .orElse(null);
    }

    @Override
    public String toString() {
        return address.uri().toString();
    }
}
