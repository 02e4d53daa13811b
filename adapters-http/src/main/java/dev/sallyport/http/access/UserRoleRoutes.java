package dev.sallyport.http.access;

import dev.sallyport.application.access.GrantRole;
import dev.sallyport.application.access.TakeRole;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.CallerRouteHandler;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code /api/v1/admin/users/{id}/roles/{role}}. */
public final class UserRoleRoutes implements RouteGroup {

    private static final String ROLE_OF_USER = "/api/v1/admin/users/{id}/roles/{role}";
    private static final Access<CallerRouteHandler> WRITING = Access.requiring(Delegation.WRITE_USERS);

    private final GrantRole grantRole;
    private final TakeRole takeRole;
    private final AccessRefusals refusals;

    public UserRoleRoutes(GrantRole grantRole, TakeRole takeRole, AccessRefusals refusals) {
        this.grantRole = grantRole;
        this.takeRole = takeRole;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.put(ROLE_OF_USER, WRITING, this::grant);
        routes.delete(ROLE_OF_USER, WRITING, this::take);
    }

    private Answer grant(Request request, VerifiedAccessToken caller) {
        var command = new GrantRole.Command(
                request.idInPath("id", UserId::new), NamesInPath.role(request), Actors.of(request, caller));
        return switch (grantRole.handle(command)) {
            case GrantRole.Result.Granted() -> Answer.of(Response.empty(204));
            case GrantRole.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer take(Request request, VerifiedAccessToken caller) {
        var command = new TakeRole.Command(
                request.idInPath("id", UserId::new), NamesInPath.role(request), Actors.of(request, caller));
        return switch (takeRole.handle(command)) {
            case TakeRole.Result.Taken() -> Answer.of(Response.empty(204));
            case TakeRole.Result.Refused(var why) -> refusals.answer(why);
        };
    }
}
