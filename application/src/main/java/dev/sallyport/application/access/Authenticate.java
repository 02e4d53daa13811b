package dev.sallyport.application.access;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;

/**
 * Finds out who is calling and what they may do, from the access token that they present: without any look-up in the database, and yet not
 * for longer than a moment after the session was ended or its user's rights were changed, wherever that was.
 */
public final class Authenticate {
    private final AccessTokens accessTokens;
    private final Revocations revocations;
    private final RoleDefinitions definitions;
    private final SecondFactorPolicy secondFactor;

    public Authenticate(
            AccessTokens accessTokens,
            Revocations revocations,
            RoleDefinitions definitions,
            SecondFactorPolicy secondFactor) {
        this.accessTokens = accessTokens;
        this.revocations = revocations;
        this.definitions = definitions;
        this.secondFactor = secondFactor;
    }

    public record Command(AccessToken presented) {}

    public sealed interface Result {
        record Authenticated(VerifiedAccessToken caller) implements Result {}

        /**
         * Somebody who must have a second factor and has none. They may enrol one, and nothing else.
         */
        record MustEnrol(VerifiedAccessToken caller) implements Result {}

        record Rejected() implements Result {}
    }

    /**
     * Judges the token. What its roles allow is what they allow now, whatever it says.
     *
     * @throws ServiceUnavailable if the token is good but it is not known any more what was revoked, or what roles allow
     */
    public Result handle(Command command) {
        return accessTokens
                .verify(command.presented())
                .filter(revocations::allow)
                .map(this::withCurrentPermissions)
                .<Result>map(caller -> switch (caller.claims().scope()) {
                    case FULL ->
                        secondFactor.demandsEnrolment(caller.claims())
                                ? new Result.MustEnrol(caller)
                                : new Result.Authenticated(caller);
                    case ENROLMENT -> new Result.MustEnrol(caller);
                })
                .orElseGet(Result.Rejected::new);
    }

    private VerifiedAccessToken withCurrentPermissions(VerifiedAccessToken caller) {
        return caller.allowing(definitions.permissionsOf(caller.claims().roles()));
    }
}
