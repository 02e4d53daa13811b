package dev.sallyport.http.problem;

import java.util.Arrays;
import java.util.Optional;

/** Every way in which a request can fail, by the code that callers rely on. Each has a page of its own that explains it. */
public enum Problem {
    MALFORMED_REQUEST("malformed-request", 400),
    UNREADABLE_BODY("unreadable-body", 400),
    INVALID_TOKEN_DELIVERY("invalid-token-delivery", 400),
    NOT_SIGNED_IN("not-signed-in", 401),
    INVALID_ACCESS_TOKEN("invalid-access-token", 401),
    INVALID_CREDENTIALS("invalid-credentials", 401),
    INVALID_CODE("invalid-code", 401),
    INVALID_CHALLENGE("invalid-challenge", 401),
    INVALID_LINK("invalid-link", 401),
    INVALID_REFRESH_TOKEN("invalid-refresh-token", 401),
    STEP_UP_REQUIRED("step-up-required", 401),
    CLIENT_DENIED("client-denied", 403),
    REGISTRATION_CLOSED("registration-closed", 403),
    CROSS_SITE_REQUEST("cross-site-request", 403),
    FORBIDDEN("forbidden", 403),
    SECOND_FACTOR_ENROLLMENT_REQUIRED("second-factor-enrollment-required", 403),
    BOT_CHALLENGE_REQUIRED("bot-challenge-required", 403),
    BOT_CHALLENGE_FAILED("bot-challenge-failed", 403),
    NOT_FOUND("not-found", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", 405),
    EMAIL_TAKEN("email-taken", 409),
    USER_EXISTS("user-exists", 409),
    OWN_ACCOUNT("own-account", 409),
    LAST_ADMINISTRATOR("last-administrator", 409),
    ACCOUNT_SUSPENDED("account-suspended", 409),
    NO_ENROLLMENT_PENDING("no-enrollment-pending", 409),
    SECOND_FACTOR_ALREADY_ENROLLED("second-factor-already-enrolled", 409),
    SECOND_FACTOR_NOT_ENROLLED("second-factor-not-enrolled", 409),
    ROLE_EXISTS("role-exists", 409),
    ROLE_IN_USE("role-in-use", 409),
    BUILT_IN_ROLE("built-in-role", 409),
    TOO_MANY_ROLES("too-many-roles", 409),
    ROLE_LIMIT_REACHED("role-limit-reached", 409),
    NOTHING_TO_SEND("nothing-to-send", 409),
    PRECONDITION_FAILED("precondition-failed", 412),
    BODY_TOO_LARGE("body-too-large", 413),
    ADDRESS_TOO_LONG("address-too-long", 414),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415),
    INVALID_INPUT("invalid-input", 422),
    TOO_MANY_REQUESTS("too-many-requests", 429),
    HEADERS_TOO_LARGE("headers-too-large", 431),
    INTERNAL_ERROR("internal-error", 500),
    SERVICE_UNAVAILABLE("service-unavailable", 503);

    private final String code;
    private final int status;

    Problem(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The stable, kebab-case name, which is also the last part of the problem's type and page. */
    public String code() {
        return code;
    }

    /** The HTTP status that it is answered with. */
    public int status() {
        return status;
    }

    public static Optional<Problem> of(String code) {
        return Arrays.stream(values())
                .filter(problem -> problem.code.equals(code))
                .findFirst();
    }
}
