package dev.sallyport.http.routing;

import dev.sallyport.http.json.Json;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;

/** Reads bodies: JSON, in UTF-8, not compressed, and never more than the limit, whatever length was announced. */
final class Body {

    static final int MAX_BYTES = 64 * 1024;

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

    /** The rest is never read, so the connection is of no more use. */
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

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        String encoding = request.getHeader("Content-Encoding");
        return type != null
                && JSON_IN_UTF_8.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()
                && (encoding == null || encoding.equalsIgnoreCase("identity"));
    }
}
