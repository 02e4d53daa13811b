package dev.sallyport.http.access;

import dev.sallyport.application.access.Actor;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.routing.Request;
import java.util.Optional;

/** Who acts for the installation by a request, and why they say so: its member {@code reason}, which is always optional. */
public final class Actors {
    private Actors() {}

    /**
     * Of a request that says nothing else, so it may have no body at all.
     *
     * @throws dev.sallyport.http.problem.RequestRefused if there is a body, and it is not that
     */
    public static Actor of(Request request, VerifiedAccessToken caller) {
        Fields body = request.bodyOrNothing();
        Field<StatedReason> reason = reason(body);
        return body.complete(() -> of(request, caller, reason));
    }

    /** Of a request whose body says more. Ask it inside {@link Fields#complete}. */
    public static Actor of(Request request, VerifiedAccessToken caller, Field<StatedReason> reason) {
        return new Actor.Administrator(caller, request.client(), Optional.ofNullable(reason.orNull()));
    }

    /** The member, to be read together with the others. */
    public static Field<StatedReason> reason(Fields body) {
        return body.optional("reason", StatedReason::parse);
    }
}
