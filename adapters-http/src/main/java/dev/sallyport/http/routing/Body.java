package dev.sallyport.http.routing;

import dev.sallyport.http.json.Json;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.problem.RequestRefused;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads bodies: JSON, in UTF-8, not compressed, and never more than the limit, whatever length was announced. */
final class Body {

    private static final Logger LOG = LoggerFactory.getLogger(Body.class);

    static final int MAX_BYTES = 64 * 1024;

    /** What is read and thrown away so that a caller who is still sending hears the answer. */
    private static final int MAX_DISCARDED_BYTES = 1024 * 1024;

    /** And for how long at the most, however slowly it comes. */
    private static final Duration LONGEST_DISCARDING = Duration.ofSeconds(5);

    private static final Pattern JSON_IN_UTF_8 =
            Pattern.compile(Pattern.quote(Json.CONTENT_TYPE) + "\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");

    private Body() {}

    /**
     * The bytes; none if there is no body.
     *
     * @throws RequestRefused 413 if there are too many, 415 if they are not JSON
     */
    static byte[] read(HttpServletRequest request) {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        byte[] body = bytes(request);
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        if (body.length > 0 && !isJson(request)) {
            throw new RequestRefused(Problem.UNSUPPORTED_MEDIA_TYPE);
        }
        return body;
    }

    /** There may be more to come than anybody wants to read, so the connection is of no more use. */
    private static RequestRefused tooLarge() {
        return new RequestRefused(Refusal.of(Problem.BODY_TOO_LARGE, Map.of("Connection", "close")));
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException | HttpException.RuntimeException brokenOff) {
            // The caller hung up, sent broken chunks or was too slow: nothing that we could mend.
            throw new RequestRefused(Problem.MALFORMED_REQUEST);
        }
    }

    /** Whether the caller is sending a body of which something is still unread. */
    static boolean isUnread(HttpServletRequest request) throws IOException {
        boolean announced = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        boolean waitsToBeAsked = request.getHeader("Expect") != null;
        return announced && !waitsToBeAsked && !request.getInputStream().isFinished();
    }

    /**
     * Reads on after the answer has left. To close a connection on which data is still arriving resets it, and the caller
     * may lose the answer with it (RFC 9112, 9.6).
     */
    static void discardRest(HttpServletRequest request) {
        byte[] discarded = new byte[8 * 1024];
        long begun = System.nanoTime();
        try {
            ServletInputStream rest = request.getInputStream();
            int read = rest.read(discarded);
            for (int sum = 0; read >= 0 && sum < MAX_DISCARDED_BYTES && !isLong(begun); sum += read) {
                read = rest.read(discarded);
            }
        } catch (IOException | HttpException.RuntimeException hungUp) {
            LOG.debug("the caller went without sending all of its body", hungUp);
        }
    }

    private static boolean isLong(long begun) {
        return System.nanoTime() - begun >= LONGEST_DISCARDING.toNanos();
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        String encoding = request.getHeader("Content-Encoding");
        return type != null
                && JSON_IN_UTF_8.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()
                && (encoding == null || encoding.equalsIgnoreCase("identity"));
    }
}
