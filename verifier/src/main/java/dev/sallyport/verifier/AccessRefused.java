package dev.sallyport.verifier;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not served, and how to answer it. Unchecked on purpose: who forgets to catch it refuses the request all the same,
 * and web frameworks answer exceptions in one place. The message is for your logs, never for the caller; it holds nothing secret.
 */
public abstract sealed class AccessRefused extends RuntimeException
        permits InvalidAccessToken, KeysUnavailable, PermissionDenied, SignInTooOld {
    private static final long serialVersionUID = 1L;

    private final Answer answer;

    /** Without a stack trace: forged tokens must be cheap to refuse. */
    AccessRefused(String why, Answer answer, @Nullable Throwable cause) {
        super(why, cause, false, false);
        this.answer = answer;
    }

    /** The HTTP status of the answer: 401, 403 or 503. */
    public final int status() {
        return answer.status();
    }

    /** The headers of the answer: {@code WWW-Authenticate} (RFC 6750 §3) or {@code Retry-After}. */
    public final Map<String, String> headers() {
        return answer.headers();
    }

    /** What the caller is told. */
    record Answer(int status, Map<String, String> headers) {
        static Answer challenge(int status, String challenge) {
            return new Answer(status, Map.of("WWW-Authenticate", challenge));
        }
    }
}
