package dev.sallyport.security.account;

import dev.sallyport.application.account.BreachedPasswords;
import dev.sallyport.domain.account.Password;
import dev.sallyport.security.BoundedText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks Have I Been Pwned by ranges (k-anonymity): it is told the first five of forty hexadecimal digits of the password's SHA-1, answers with
 * all that it knows to begin so, among entries made up as padding, and does not learn which was meant.
 */
public final class HibpBreachedPasswords implements BreachedPasswords, AutoCloseable {
    /** The public service. */
    public static final URI PUBLIC = URI.create("https://api.pwnedpasswords.com/range/");

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int PREFIX_LENGTH = 5;

    /** A padded answer has about 40 KB. */
    private static final int MAX_BYTES = 256 * 1024;

    private final URI ranges;
    private final Consumer<String> failed;
    private final Runnable answered;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Asks that service.
     *
     * @param ranges where to ask; the five digits are added to it
     * @param failed told, each time, why there was no answer
     * @param answered told each time that there was one
     */
    public HibpBreachedPasswords(URI ranges, Consumer<String> failed, Runnable answered) {
        this.ranges = ranges;
        this.failed = failed;
        this.answered = answered;
    }

    @Override
    public boolean contain(Password password) {
        String digest = sha1(password.reveal());
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request(digest.substring(0, PREFIX_LENGTH)), about -> new BoundedText(MAX_BYTES));
        try {
            // The request's own timeout would not cover the body.
            HttpResponse<String> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                failed.accept("the answer was " + response.statusCode());
                return false;
            }
            answered.run();
            return lists(response.body(), digest.substring(PREFIX_LENGTH));
        } catch (TimeoutException late) {
            failed.accept("no answer within " + PATIENCE.toMillis() + " ms");
        } catch (ExecutionException failure) {
            failed.accept(
                    failure.getCause() == null
                            ? ""
                            : failure.getCause().getClass().getSimpleName());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            answer.cancel(true);
        }
        return false;
    }

    private HttpRequest request(String prefix) {
        return HttpRequest.newBuilder(ranges.resolve(prefix))
                .header("Add-Padding", "true")
                .header("User-Agent", "Sallyport")
                .build();
    }

    /** Whether it is there, and was ever seen: padding has a count of 0. */
    private static boolean lists(String range, String suffix) {
        return range.lines()
                .map(line -> line.strip().toUpperCase(Locale.ROOT))
                .anyMatch(line -> line.startsWith(suffix + ":") && !line.endsWith(":0"));
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
