package dev.sallyport.http.routing;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.problem.RequestRefused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who sent a request, by its bearer token (RFC 6750). */
public final class Callers {

    /** A token without any scheme, or with another one, shows nobody's wish to be known by a bearer token. */
    private static final Pattern BEARER_SCHEME = Pattern.compile("(?i:Bearer)( .*)?");

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*)");
    private static final String CHALLENGE = "WWW-Authenticate";

    private final Authenticate authenticate;

    public Callers(Authenticate authenticate) {
        this.authenticate = authenticate;
    }

    /**
     * Whoever sent the request.
     *
     * @throws RequestRefused 401 if there is no bearer token or it is not valid; 403 if they must enrol a second factor first
     */
    public VerifiedAccessToken callerOf(Request request) {
        return switch (authenticated(request)) {
            case Authenticate.Result.Authenticated(var caller) -> caller;
            case Authenticate.Result.MustEnrol mustEnrol -> throw new RequestRefused(enrolmentRequired());
            case Authenticate.Result.Rejected() -> throw new RequestRefused(invalidToken());
        };
    }

    /**
     * Whoever sent the request, if they may do all of that.
     *
     * @throws RequestRefused 403 if they may not, or as {@link #callerOf} does
     */
    VerifiedAccessToken callerWith(Set<Permission> needed, Request request) {
        VerifiedAccessToken caller = callerOf(request);
        if (!caller.claims().permissions().containsAll(needed)) {
            throw new RequestRefused(Problem.FORBIDDEN);
        }
        return caller;
    }

    /**
     * Whoever sent the request, even if they may do nothing but enrol a second factor.
     *
     * @throws RequestRefused 401 if there is no bearer token or it is not valid
     */
    public VerifiedAccessToken callerOfAnyScope(Request request) {
        return switch (authenticated(request)) {
            case Authenticate.Result.Authenticated(var caller) -> caller;
            case Authenticate.Result.MustEnrol(var caller) -> caller;
            case Authenticate.Result.Rejected() -> throw new RequestRefused(invalidToken());
        };
    }

    private Authenticate.Result authenticated(Request request) {
        List<String> credentials = request.headers("Authorization");
        if (credentials.stream()
                .noneMatch(header -> BEARER_SCHEME.matcher(header).matches())) {
            throw new RequestRefused(Refusal.of(Problem.NOT_SIGNED_IN, Map.of(CHALLENGE, "Bearer")));
        }
        Matcher bearer = BEARER.matcher(credentials.getFirst());
        if (credentials.size() > 1 || !bearer.matches()) {
            throw new RequestRefused(invalidToken());
        }
        AccessToken presented = AccessToken.of(bearer.group(1));
        return authenticate.handle(new Authenticate.Command(presented));
    }

    /** The answer to a token that is forged or expired, or whose session has ended: the caller is not told which. */
    public static Refusal invalidToken() {
        return Refusal.of(Problem.INVALID_ACCESS_TOKEN, Map.of(CHALLENGE, "Bearer error=\"invalid_token\""));
    }

    private static Refusal enrolmentRequired() {
        return Refusal.of(
                Problem.SECOND_FACTOR_ENROLLMENT_REQUIRED, Map.of(CHALLENGE, "Bearer error=\"insufficient_scope\""));
    }
}
